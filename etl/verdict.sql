-- Verdicts: from claims and observations to outcomes, then and now. Read top to bottom; each step uses the ones above.

-- The moments at which every claim is judged: the day of publication, and a week to either side of it.
-- 'then' sees what was known that day; 'now' sees the newest vintages of the same period. A session that sets the
-- variable judged_at, a TIMESTAMP, gets that moment instead, and nothing that was learned after it. What had not appeared
-- by then is not judged.
CREATE VIEW moment AS
SELECT a.article_id, b.basis, s.shift_days, a.published_on + s.shift_days AS day,
       CASE b.basis WHEN 'then' THEN (a.published_on + s.shift_days + 1)::TIMESTAMP - INTERVAL 1 SECOND
                    ELSE greatest((SELECT max(vintage) FROM observation), (a.published_on + 8)::TIMESTAMP) END AS t
FROM article a, (VALUES ('then'), ('now')) b(basis), (VALUES (-7), (0), (7)) s(shift_days)
WHERE getvariable('judged_at') IS NULL
UNION ALL
SELECT article_id, 'asof', 0, published_on, getvariable('judged_at')::TIMESTAMP
FROM article WHERE published_on <= getvariable('judged_at')::DATE;

-- Whether a check decides where the words are taken to count `meant`: it does if it counts the same, or nothing, and
-- every check does where the words do not say. This is the only place that says so.
CREATE MACRO decides_on(meant, counted) AS meant = '' OR counted IN ('', meant);

-- Who speaks in a series, and for whom. A publisher among several is its own origin; one that repeats another's
-- figures has that other's, and speaks for its side. `entity` is NULL where the whole series is one source's.
CREATE VIEW speaker AS
SELECT s.series_id, p.entity_id AS entity, coalesce(p.name, o.publisher) AS who, coalesce(p.kind, o.kind) AS kind,
       coalesce(p.side, o.side) AS side, coalesce(r.source_id, p.entity_id) AS origin,
       coalesce(r.side, p.side) AS speaks_for,
       CASE WHEN p.entity_id IS NOT NULL OR r.source_id <> o.source_id THEN coalesce(r.publisher, '') ELSE '' END
           AS repeats
FROM series s
JOIN source o USING (source_id)
LEFT JOIN entity p ON s.varies_by = 'publisher'
LEFT JOIN source d ON d.source_id = p.derives_from
LEFT JOIN source r ON r.source_id = CASE WHEN p.entity_id IS NULL THEN o.origin ELSE d.origin END;

-- What every check found at each moment, in steps. Event checks carry the event's day; comparisons the difference in
-- [lo, hi].
CREATE VIEW check_found AS
WITH
-- The series a check reads: what it tests, and what it compares with (which may be history: no age limit).
check_side AS (
    SELECT check_id, article_id, 'tested' AS side, series_id, entity, statistic, at_day, since_day, over_months,
           max_age_days
    FROM claim_check WHERE series_id <> ''
    UNION ALL
    SELECT check_id, article_id, 'than', than_series_id, than_entity, 'value', at_day, NULL, NULL, NULL
    FROM claim_check WHERE than_series_id <> ''
),

-- The rows a check may use at each moment, with their evidence interval: 'at least x' reaches up without end.
check_row AS (
    SELECT c.* EXCLUDE (article_id, series_id, entity, at_day), m.basis, m.shift_days, coalesce(c.at_day, m.day) AS day,
           k.period_start, k.period_end, k.vintage, k.basis AS known_basis, k.value,
           k.status = 'unverified' AS unverified,
           coalesce(k.low, k.value, '-infinity'::DOUBLE) AS lo, coalesce(k.high, k.value, 'infinity'::DOUBLE) AS hi
    FROM check_side c
    JOIN moment m USING (article_id), LATERAL (SELECT * FROM known_at(m.t)) k
    WHERE k.series_id = c.series_id AND k.entity = c.entity AND k.period_end <= coalesce(c.at_day, m.day)
),

-- The newest of those rows.
check_newest AS (
    SELECT * FROM check_row
    QUALIFY row_number() OVER (
        PARTITION BY check_id, side, basis, shift_days ORDER BY period_end DESC, vintage DESC
    ) = 1
),

-- For changes: the row from which the change is counted.
check_base AS (
    SELECT r.*,
           if(r.since_day IS NOT NULL, r.since_day - r.period_end,
              (n.period_start - to_months(r.over_months))::DATE - r.period_start) AS days_early
    FROM check_row r JOIN check_newest n USING (check_id, side, basis, shift_days)
    WHERE r.statistic IN ('change', 'change_pct')
      AND CASE WHEN r.since_day IS NOT NULL THEN r.period_end <= r.since_day
               ELSE r.period_start <= n.period_start - to_months(r.over_months) END
    QUALIFY row_number() OVER (
        PARTITION BY r.check_id, r.side, r.basis, r.shift_days ORDER BY r.period_end DESC, r.vintage DESC
    ) = 1
),

-- For windows: what lies inside, and how early it begins.
check_window AS (
    SELECT r.check_id, r.side, r.basis, r.shift_days, min(r.period_start) AS begins,
           any_value(coalesce(r.since_day, n.period_end - to_months(r.over_months)))::DATE AS asked_from,
           avg(r.value) AS mean, sum(r.value) AS sum, min(r.value) AS min, max(r.value) AS max,
           avg(r.lo) AS mean_lo, sum(r.lo) AS sum_lo, min(r.lo) AS min_lo, max(r.lo) AS max_lo,
           avg(r.hi) AS mean_hi, sum(r.hi) AS sum_hi, min(r.hi) AS min_hi, max(r.hi) AS max_hi,
           max(r.period_end) - min(r.period_start) + 1 - sum(r.period_end - r.period_start + 1) AS days_missing,
           bool_or(r.unverified) AS unverified
    FROM check_row r JOIN check_newest n USING (check_id, side, basis, shift_days)
    WHERE r.statistic IN ('mean', 'sum', 'min', 'max')
      AND r.period_start >= coalesce(r.since_day, n.period_end - to_months(r.over_months))
    GROUP BY ALL
),

-- For 'first reached': the highest evidence so far, and the first day that reached the limit for certain.
check_reached AS (
    SELECT r.check_id, r.side, r.basis, r.shift_days, max(r.lo) AS lo, max(r.hi) AS hi, max(r.value) AS value,
           min(r.period_end) FILTER (r.lo >= c.limit_low) AS reached_on,
           bool_and(r.unverified) FILTER (r.lo >= c.limit_low) AS unverified
    FROM check_row r JOIN claim_check c USING (check_id)
    WHERE r.statistic = 'first_reached'
    GROUP BY ALL
),

-- Of a forecast's checks at each moment: whether the data known then reach the day that it is about. The series' own
-- periods do; or, where those are irregular or an event is asked for, that day and the series' usual lag are over.
check_due AS (
    SELECT c.check_id, m.basis, m.shift_days,
           m.basis <> 'then' AND CASE
               WHEN s.frequency <> 'I' THEN coalesce(max(k.period_end) >= any_value(l.resolves_on), false)
               ELSE any_value(m.t)::DATE > any_value(l.resolves_on) + coalesce(s.known_after_days, 0) END AS due
    FROM claim_check c
    JOIN claim l USING (claim_id)
    JOIN moment m ON m.article_id = c.article_id
    LEFT JOIN series s ON s.series_id = coalesce(nullif(c.series_id, ''), nullif(c.than_series_id, ''))
    LEFT JOIN LATERAL (SELECT * FROM known_at(m.t)) k
        ON k.series_id = s.series_id AND k.entity = if(c.series_id <> '', c.entity, c.than_entity)
    WHERE l.resolves_on IS NOT NULL
    GROUP BY c.check_id, m.basis, m.shift_days, s.frequency, s.known_after_days
),

-- One reading per side of a check: value, interval, and why there is none.
check_reading AS (
    SELECT n.check_id, n.side, n.basis, n.shift_days, d.series_id, d.entity, n.period_start, n.period_end, n.vintage,
           n.known_basis, n.value AS level, n.lo AS level_lo, n.hi AS level_hi, b.value AS base_value, b.period_end AS base_period_end, f.reached_on,
           CASE n.statistic
               WHEN 'value' THEN n.value
               WHEN 'change' THEN n.value - b.value
               WHEN 'change_pct' THEN if(b.value > 0, 100 * (n.value / b.value - 1), NULL)
               WHEN 'mean' THEN w.mean WHEN 'sum' THEN w.sum WHEN 'min' THEN w.min WHEN 'max' THEN w.max
               WHEN 'first_reached' THEN f.value END AS value,
           CASE n.statistic
               WHEN 'value' THEN n.lo
               WHEN 'change' THEN n.lo - b.hi
               -- From a base that may be zero or less, per cent have no bound.
               WHEN 'change_pct' THEN if(b.lo > 0 AND n.lo >= 0, 100 * (n.lo / b.hi - 1), '-infinity')
               WHEN 'mean' THEN w.mean_lo WHEN 'sum' THEN w.sum_lo WHEN 'min' THEN w.min_lo WHEN 'max' THEN w.max_lo
               WHEN 'first_reached' THEN f.lo END AS lo,
           CASE n.statistic
               WHEN 'value' THEN n.hi
               WHEN 'change' THEN n.hi - b.lo
               WHEN 'change_pct' THEN if(b.lo > 0 AND n.hi >= 0, 100 * (n.hi / b.lo - 1), 'infinity')
               WHEN 'mean' THEN w.mean_hi WHEN 'sum' THEN w.sum_hi WHEN 'min' THEN w.min_hi WHEN 'max' THEN w.max_hi
               WHEN 'first_reached' THEN f.hi END AS hi,
           CASE n.statistic
               WHEN 'first_reached' THEN coalesce(f.unverified, false)
               WHEN 'value' THEN n.unverified
               ELSE n.unverified OR coalesce(b.unverified, false) OR coalesce(w.unverified, false) END AS unverified,
           CASE
               WHEN n.statistic <> 'first_reached' AND n.day - n.period_end > n.max_age_days THEN 'too old'
               WHEN n.statistic IN ('change', 'change_pct')
                    AND (b.value IS NULL OR b.days_early > n.max_age_days) THEN 'incomplete'
               WHEN n.statistic IN ('change', 'change_pct') AND EXISTS (
                   SELECT 1 FROM series_break x
                   WHERE x.series_id = d.series_id AND x.on_day > b.period_end AND x.on_day <= n.period_end
               ) THEN 'across a break'
               WHEN n.statistic IN ('mean', 'sum', 'min', 'max')
                    AND (w.begins IS NULL OR w.begins - w.asked_from > coalesce(n.max_age_days, 31)) THEN 'incomplete'
               -- A sum lacks what a missing period would add.
               WHEN n.statistic = 'sum' AND (w.days_missing > 0 OR w.begins - w.asked_from > 7) THEN 'incomplete'
               ELSE '' END AS trouble
    FROM check_newest n
    JOIN check_side d USING (check_id, side)
    LEFT JOIN check_base b USING (check_id, side, basis, shift_days)
    LEFT JOIN check_window w USING (check_id, side, basis, shift_days)
    LEFT JOIN check_reached f USING (check_id, side, basis, shift_days)
)
SELECT c.check_id, m.basis, m.shift_days, t.series_id, t.entity, t.period_start, t.period_end, t.vintage,
       -- What it is compared with may be hindsight too.
       if('hindsight' IN (t.known_basis, u.known_basis), 'hindsight', coalesce(t.known_basis, u.known_basis))
           AS known_basis,
       t.level, t.level_lo, t.level_hi, t.base_value, t.base_period_end, t.reached_on, coalesce(t.value, c.figure) AS value,
       u.lo AS than_lo, u.hi AS than_hi,
       CASE WHEN c.kind = 'comparison' THEN coalesce(t.lo, c.figure) - u.hi ELSE t.lo END AS lo,
       CASE WHEN c.kind = 'comparison' THEN coalesce(t.hi, c.figure) - u.lo ELSE t.hi END AS hi,
       coalesce(t.unverified, false) OR coalesce(u.unverified, false)
           OR coalesce(e.verified <> 'stored page', false) OR coalesce(e2.verified <> 'stored page', false)
           AS unverified,
       CASE
           WHEN NOT d.due THEN 'not due'
           WHEN c.kind IN ('event', 'order') AND greatest(e.day, e2.day) > least(coalesce(c.at_day, m.day), m.t::DATE)
               THEN 'not yet'
           WHEN c.kind IN ('event', 'order') THEN ''
           WHEN c.series_id <> '' AND t.check_id IS NULL THEN 'nothing held'
           WHEN c.kind = 'comparison' AND u.check_id IS NULL THEN 'nothing held'
           ELSE coalesce(nullif(t.trouble, ''), u.trouble, '') END AS trouble,
       e.day AS event_day, e2.day AS then_day
FROM claim_check c
JOIN moment m USING (article_id)
LEFT JOIN check_reading t ON (t.check_id, t.side, t.basis, t.shift_days) = (c.check_id, 'tested', m.basis, m.shift_days)
LEFT JOIN check_reading u ON (u.check_id, u.side, u.basis, u.shift_days) = (c.check_id, 'than', m.basis, m.shift_days)
LEFT JOIN check_due d ON (d.check_id, d.basis, d.shift_days) = (c.check_id, m.basis, m.shift_days)
LEFT JOIN event e ON e.event_id = c.event_id
LEFT JOIN event e2 ON e2.event_id = c.then_event_id;

-- The outcome of every check: holds, fails, uncertain (its interval straddles the limit), no data, or not due; who says
-- so; and whether it decides, which only checks that count the same thing as the claim do.
CREATE VIEW check_result AS
SELECT f.*, c.claim_id, c.article_id, c.ordinal, c.kind, c.label, c.reading, c.counts, c.statistic,
       c.limit_low, c.limit_high, decides_on(l.counts, c.counts) AS decides,
       coalesce(p.origin, c.event_id || c.then_event_id) AS origin,
       c.contested AND coalesce(p.speaks_for, '') IN ('Russia', 'Ukraine') AS party,
       CASE
           WHEN f.trouble = 'not due' THEN 'not due'
           WHEN f.trouble <> '' THEN 'no data'
           WHEN c.kind = 'event' THEN 'holds'
           WHEN c.kind = 'order' AND f.event_day = f.then_day THEN 'uncertain'
           WHEN c.kind = 'order' THEN if(f.event_day < f.then_day, 'holds', 'fails')
           WHEN f.lo >= coalesce(c.limit_low, '-infinity') AND f.hi <= coalesce(c.limit_high, 'infinity') THEN 'holds'
           WHEN c.statistic = 'first_reached' AND f.lo >= c.limit_low THEN 'holds'
           WHEN f.hi < c.limit_low OR f.lo > c.limit_high THEN 'fails'
           ELSE 'uncertain' END AS outcome
FROM check_found f
JOIN claim_check c USING (check_id)
JOIN claim l USING (claim_id)
LEFT JOIN speaker p ON p.series_id = coalesce(nullif(c.series_id, ''), nullif(c.than_series_id, ''))
                   AND (p.entity IS NULL OR p.entity = c.entity);

-- What a claim's words may be taken to count: what they say, and whatever its checks count.
CREATE VIEW claim_meaning AS
SELECT claim_id, article_id, counts AS meant FROM claim
UNION
SELECT claim_id, article_id, counts FROM claim_check WHERE counts <> '';

-- Which checks decide under each of them.
CREATE VIEW check_deciding AS
SELECT c.check_id, m.meant FROM claim_check c JOIN claim_meaning m USING (claim_id) WHERE decides_on(m.meant, c.counts);

-- The verdict on every claim at every moment if its words counted `meant`, and the reason for it. Sources of one origin
-- count once.
CREATE VIEW verdict_under AS
WITH said AS (
    SELECT l.claim_id, l.meant, m.basis, m.shift_days,
           count(DISTINCT r.origin) FILTER (r.outcome = 'holds') AS holds,
           count(DISTINCT r.origin) FILTER (r.outcome = 'fails') AS fails,
           count(*) FILTER (r.outcome = 'holds') + count(*) FILTER (r.outcome = 'fails') AS decided,
           count(*) FILTER (r.outcome = 'holds') AS checks_holding,
           count(*) FILTER (r.outcome = 'fails') AS checks_failing,
           count(*) FILTER (r.outcome = 'uncertain') AS straddling,
           count(*) FILTER (r.outcome = 'not due') AS awaited,
           bool_and(r.party) FILTER (r.outcome IN ('holds', 'fails')) AS only_party,
           bool_and(r.unverified) FILTER (r.outcome IN ('holds', 'fails')) AS only_unverified,
           coalesce(len(list_intersect(
               list(DISTINCT r.counts) FILTER (r.outcome = 'holds'),
               list(DISTINCT r.counts) FILTER (r.outcome = 'fails')
           )), 0) = 0 AS counts_part,
           coalesce(len(list_intersect(
               list(DISTINCT r.origin) FILTER (r.outcome = 'holds'),
               list(DISTINCT r.origin) FILTER (r.outcome = 'fails')
           )), 0) = 0 AS origins_part
    FROM claim_meaning l
    JOIN moment m USING (article_id)
    LEFT JOIN check_result r
        ON (r.claim_id, r.basis, r.shift_days) = (l.claim_id, m.basis, m.shift_days) AND decides_on(l.meant, r.counts)
    GROUP BY l.claim_id, l.meant, m.basis, m.shift_days
)
SELECT claim_id, meant, basis, shift_days, holds, fails, straddling,
       CASE
           WHEN awaited > 0 THEN 'open'
           WHEN decided + straddling = 0 THEN 'not checkable'
           WHEN checks_holding > 0 AND checks_failing > 0 THEN 'disputed'
           WHEN straddling > 0 OR only_party OR only_unverified THEN 'uncertain'
           WHEN checks_holding > 0 THEN 'supported'
           ELSE 'contradicted' END AS verdict,
       CASE
           WHEN awaited > 0 THEN 'not due'
           WHEN decided + straddling = 0 THEN 'no data'
           WHEN checks_holding > 0 AND checks_failing > 0
               THEN CASE WHEN counts_part THEN 'definitions' WHEN origins_part THEN 'sources' ELSE 'windows' END
           WHEN straddling > 0 THEN 'interval'
           WHEN only_party THEN 'party'
           WHEN only_unverified THEN 'unverified'
           ELSE '' END AS reason
FROM said;

-- The verdict on every claim as it stands: its words count what they say.
CREATE VIEW claim_verdict AS
SELECT v.* EXCLUDE (meant) FROM verdict_under v JOIN claim l ON (l.claim_id, l.counts) = (v.claim_id, v.meant);
