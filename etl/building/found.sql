-- What every check found, then and now, before any limit is asked about. Read top to bottom; each step uses the ones
-- above. How that becomes outcomes and verdicts: verdict.sql.

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

-- What is computed from decimals, without the noise of binary arithmetic: to twelve digits of the largest number that went
-- into it, so that what lies exactly on a limit is judged as lying on it. Infinite bounds stay.
CREATE MACRO exactly(found, largest) AS
    if(largest > 0 AND isfinite(largest), round(found, greatest(0, 11 - floor(log10(largest)))::INTEGER) + 0.0, found);
CREATE MACRO added(a, b) AS exactly(a + b, greatest(abs(a), abs(b)));
CREATE MACRO less(a, b) AS added(a, -b);
CREATE MACRO divided(a, b) AS exactly(a / b, abs(a / b));
CREATE MACRO percent_more(ratio) AS exactly(100 * (ratio - 1), 100 * greatest(abs(ratio), 1));
CREATE MACRO summed(x) AS exactly(sum(x), max(abs(x)));
CREATE MACRO averaged(x) AS exactly(avg(x), max(abs(x)));

-- The least and the most that [n_lo, n_hi] divided by [d_lo, d_hi] may be. By what may be zero or less, without bound.
CREATE MACRO quotient_lo(n_lo, d_lo, d_hi) AS
    if(d_lo > 0, divided(n_lo, if(n_lo >= 0, d_hi, d_lo)), '-infinity'::DOUBLE);
CREATE MACRO quotient_hi(n_hi, d_lo, d_hi) AS
    if(d_lo > 0, divided(n_hi, if(n_hi >= 0, d_lo, d_hi)), 'infinity'::DOUBLE);

-- Whether evidence reaches a lower limit. 'More than' is strict: the limit itself is not enough. Of an upper limit both
-- are asked with their signs turned.
CREATE MACRO reaches(found, threshold, strict) AS found > threshold OR (found = threshold AND NOT strict);

-- The series a check reads: what it tests, what is added to that, whom it is ranked among, and what it is compared with
-- (which may be history: no age limit). `entities`: those read, empty for all.
CREATE VIEW check_side AS
SELECT check_id, article_id, 'tested' AS side, series_id, [entity] AS entities, plus_series_id, plus_entity,
       if(than_series_id <> '', 'value', statistic) AS statistic, at_day, since_day, over_months, max_age_days,
       limit_low, strict_low
FROM claim_check WHERE series_id <> ''
UNION ALL
SELECT check_id, article_id, 'plus', plus_series_id, [plus_entity], '', '', '', at_day, NULL, NULL, NULL, NULL, NULL
FROM claim_check WHERE plus_series_id <> ''
UNION ALL
SELECT check_id, article_id, 'among', series_id, among, '', '', '', at_day, NULL, NULL, NULL, NULL, NULL
FROM claim_check WHERE among IS NOT NULL
UNION ALL
SELECT check_id, article_id, 'than', than_series_id, [than_entity], '', '', 'value', at_day, NULL, NULL, NULL, NULL, NULL
FROM claim_check WHERE than_series_id <> '';

-- Which rows of the record the checks of an article use, about a day and as known at the moment t, and what for. This is
-- the only place that says so. `role`: the newest; of a change or a ratio over time the base from which it is counted; what
-- lies inside a window; of 'first reached' all so far, and those that reached the limit for certain; whom the newest is
-- ranked among. A row is there once for each of its roles.
CREATE MACRO used_at(of_article, about_day, t) AS TABLE
WITH
-- With the evidence interval: 'at least x' reaches up without end.
known AS (
    SELECT k.series_id, k.entity, k.period_start, k.period_end, k.vintage, k.basis AS known_basis,
           k.basis = 'hindsight' AND k.recorded AS recorded, k.status = 'unverified' AS unverified, k.value,
           coalesce(k.low, k.value, '-infinity'::DOUBLE) AS lo, coalesce(k.high, k.value, 'infinity'::DOUBLE) AS hi
    FROM (SELECT DISTINCT series_id FROM check_side WHERE article_id = of_article) s,
         LATERAL (SELECT * FROM known_at(t) WHERE series_id = s.series_id) k
    WHERE NOT k.undated
),
-- What something is added to: found before what that is, since DuckDB would else pair all rows of the same periods.
added_to AS MATERIALIZED (
    SELECT DISTINCT c.plus_series_id, c.plus_entity, k.*
    FROM known k JOIN check_side c ON k.series_id = c.series_id AND list_contains(c.entities, k.entity)
    WHERE c.article_id = of_article AND c.plus_series_id <> ''
),
-- A sum has the periods that both of its parts have.
told AS (
    SELECT '' AS plus_series_id, '' AS plus_entity, * FROM known
    UNION ALL
    SELECT k.* REPLACE (
               greatest(k.vintage, p.vintage) AS vintage, added(k.value, p.value) AS value, added(k.lo, p.lo) AS lo,
               added(k.hi, p.hi) AS hi, k.unverified OR p.unverified AS unverified,
               if('hindsight' IN (k.known_basis, p.known_basis), 'hindsight', k.known_basis) AS known_basis,
               k.recorded OR p.recorded AS recorded
           )
    FROM added_to k
    JOIN known p ON (p.series_id, p.entity, p.period_start, p.period_end)
                  = (k.plus_series_id, k.plus_entity, k.period_start, k.period_end)
),
held AS (
    SELECT c.check_id, c.side, c.statistic, k.* EXCLUDE (series_id, plus_series_id, plus_entity)
    FROM check_side c JOIN told k USING (series_id, plus_series_id, plus_entity)
    WHERE c.article_id = of_article AND c.side <> 'plus' AND k.period_end <= coalesce(c.at_day, about_day)
      AND (len(c.entities) = 0 OR list_contains(c.entities, k.entity))
),
newest AS (
    SELECT c.since_day, c.over_months, c.limit_low, c.strict_low, n.*
    FROM (
        SELECT unnest(max_by(h, (period_end, vintage))) FROM held h WHERE side <> 'among' GROUP BY check_id, side
    ) n
    JOIN check_side c USING (check_id, side)
),
used AS (
    SELECT 'newest' AS role, * EXCLUDE (since_day, over_months, limit_low, strict_low) FROM newest
    UNION ALL
    SELECT 'base', unnest(max_by(h, (h.period_end, h.vintage)))
    FROM held h JOIN newest n USING (check_id, side)
    WHERE h.statistic IN ('change', 'change_pct', 'ratio')
      AND CASE WHEN n.since_day IS NOT NULL THEN h.period_end <= n.since_day
               ELSE h.period_start <= n.period_start - to_months(n.over_months) END
    GROUP BY check_id, side
    UNION ALL
    SELECT 'window', h.*
    FROM held h JOIN newest n USING (check_id, side)
    WHERE h.statistic IN ('mean', 'sum', 'min', 'max', 'rank_greatest', 'rank_least')
      AND h.period_start >= coalesce(n.since_day, n.period_end - to_months(n.over_months))
    UNION ALL
    SELECT 'so far', h.* FROM held h JOIN newest n USING (check_id, side) WHERE h.statistic = 'first_reached'
    UNION ALL
    SELECT 'reached', h.*
    FROM held h JOIN newest n USING (check_id, side)
    WHERE h.statistic = 'first_reached' AND reaches(h.lo, n.limit_low, n.strict_low)
    UNION ALL
    SELECT 'rival', h.*
    FROM held h JOIN newest n USING (check_id, period_start, period_end)
    WHERE h.side = 'among' AND n.side = 'tested'
)
SELECT u.*, c.* EXCLUDE (check_id, side, statistic, article_id, entities, at_day), coalesce(c.at_day, about_day) AS day
FROM used u JOIN check_side c USING (check_id, side);

-- What every check found at each moment, in steps. Event checks carry the event's day; comparisons the difference, or
-- the quotient, in [lo, hi].
CREATE VIEW check_found AS
WITH
check_used AS MATERIALIZED (
    SELECT m.basis, m.shift_days, u.* FROM moment m, LATERAL used_at(m.article_id, m.day, m.t) u
),
check_newest AS (
    SELECT * FROM check_used WHERE role = 'newest'
),

-- For changes and ratios over time: how much earlier than asked for the base lies.
check_base AS (
    SELECT b.*, if(b.since_day IS NOT NULL, b.since_day - b.period_end,
                   (n.period_start - to_months(b.over_months))::DATE - b.period_start) AS days_early
    FROM check_used b JOIN check_newest n USING (check_id, side, basis, shift_days)
    WHERE b.role = 'base'
),

-- For windows: what lies inside, how early it begins, and when the least and the greatest were, the last of equal ones.
check_window AS (
    SELECT r.check_id, r.side, r.basis, r.shift_days, min(r.period_start) AS begins, max(r.vintage) AS vintage,
           max_by(r, {'value': -r.value, 'day': r.period_end}) FILTER (r.value IS NOT NULL) AS least,
           max_by(r, {'value': r.value, 'day': r.period_end}) FILTER (r.value IS NOT NULL) AS greatest,
           any_value(coalesce(r.since_day, n.period_end - to_months(r.over_months)))::DATE AS asked_from,
           averaged(r.value) AS mean, summed(r.value) AS sum, min(r.value) AS min, max(r.value) AS max,
           averaged(r.lo) AS mean_lo, summed(r.lo) AS sum_lo, min(r.lo) AS min_lo, max(r.lo) AS max_lo,
           averaged(r.hi) AS mean_hi, summed(r.hi) AS sum_hi, min(r.hi) AS min_hi, max(r.hi) AS max_hi,
           max(r.period_end) - min(r.period_start) + 1 - sum(r.period_end - r.period_start + 1) AS days_missing,
           bool_or(r.unverified) AS unverified
    FROM check_used r JOIN check_newest n USING (check_id, side, basis, shift_days)
    WHERE r.role = 'window'
    GROUP BY ALL
),

-- For ranks: the newest value and what it is ranked among, the other periods of its window or the same period of others,
-- as greater or less. Equal values share a rank.
check_rival AS (
    SELECT n.check_id, n.side, n.basis, n.shift_days, if(n.statistic = 'rank_least', -1, 1) AS sign,
           sign * n.value AS own, if(sign = 1, n.lo, -n.hi) AS own_lo, if(sign = 1, n.hi, -n.lo) AS own_hi,
           r.entity AS rival, r.unverified, sign * r.value AS value,
           if(sign = 1, r.lo, -r.hi) AS lo, if(sign = 1, r.hi, -r.lo) AS hi
    FROM check_newest n
    JOIN check_used r
      ON (r.check_id, r.basis, r.shift_days) = (n.check_id, n.basis, n.shift_days)
     AND (r.role = 'rival' AND r.entity <> n.entity
          OR r.role = 'window' AND (r.period_start, r.period_end) <> (n.period_start, n.period_end))
    WHERE n.side = 'tested' AND n.statistic IN ('rank_greatest', 'rank_least')
),
check_rank AS (
    SELECT check_id, side, basis, shift_days, count(DISTINCT rival) AS rivals, bool_or(unverified) AS unverified,
           if(any_value(own) IS NULL OR bool_or(value IS NULL), NULL, 1 + count(*) FILTER (value > own)) AS value,
           1 + count(*) FILTER (lo > own_hi) AS lo, 1 + count(*) FILTER (hi > own_lo) AS hi
    FROM check_rival GROUP BY ALL
),

-- For 'first reached': the highest evidence so far, and the first day that reached the limit for certain.
check_reached AS (
    SELECT check_id, side, basis, shift_days, max(lo) AS lo, max(hi) AS hi, max(value) AS value,
           max_by(u, {'value': value, 'day': period_end}) FILTER (value IS NOT NULL) AS greatest,
           min(period_end) FILTER (role = 'reached') AS reached_on,
           bool_and(unverified) FILTER (role = 'reached') AS unverified
    FROM check_used u
    WHERE role IN ('so far', 'reached')
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
    LEFT JOIN LATERAL (SELECT * FROM known_at(m.t) WHERE series_id = s.series_id) k
        ON k.series_id = s.series_id AND k.entity = if(c.series_id <> '', c.entity, c.than_entity)
       AND k.period_end <= m.t::DATE AND NOT k.undated
    WHERE l.resolves_on IS NOT NULL
    GROUP BY c.check_id, m.basis, m.shift_days, s.frequency, s.known_after_days
),

-- A series without a rhythm is made of dated statements and decisions: before its first, what it counts had not happened.
check_begun AS (
    SELECT c.check_id, min(o.period_start) AS first_day
    FROM claim_check c
    JOIN series s ON s.series_id = c.series_id AND s.frequency = 'I'
    JOIN observation o ON (o.series_id, o.entity) = (c.series_id, c.entity)
    GROUP BY c.check_id
),

-- One reading per side of a check: value, interval, and why there is none.
check_reading AS (
    SELECT n.check_id, n.side, n.basis, n.shift_days, n.series_id, n.entity,
           -- What is told has its own period: of a window all of it, of the least or greatest in it that one's.
           CASE n.statistic
               WHEN 'min' THEN w.least WHEN 'max' THEN w.greatest WHEN 'first_reached' THEN f.greatest END AS single,
           CASE WHEN n.statistic IN ('mean', 'sum') THEN coalesce(w.begins, n.period_start)
                ELSE coalesce(single['period_start'], n.period_start) END AS period_start,
           coalesce(single['period_end'], n.period_end) AS period_end,
           CASE WHEN n.statistic IN ('mean', 'sum') THEN coalesce(w.vintage, n.vintage)
                ELSE coalesce(single['vintage'], n.vintage) END AS vintage,
           coalesce(single['known_basis'], n.known_basis) AS known_basis,
           coalesce(single['recorded'], n.recorded) AS recorded, w.asked_from AS window_from,
           n.value AS level, n.lo AS level_lo, n.hi AS level_hi, b.value AS base_value,
           b.period_end AS base_period_end, f.reached_on,
           CASE n.statistic
               WHEN 'value' THEN n.value
               WHEN 'change' THEN less(n.value, b.value)
               WHEN 'change_pct' THEN if(b.value > 0, percent_more(n.value / b.value), NULL)
               WHEN 'ratio' THEN if(b.value > 0, divided(n.value, b.value), NULL)
               WHEN 'rank_greatest' THEN coalesce(k.value, 1) WHEN 'rank_least' THEN coalesce(k.value, 1)
               WHEN 'mean' THEN w.mean WHEN 'sum' THEN w.sum WHEN 'min' THEN w.min WHEN 'max' THEN w.max
               WHEN 'first_reached' THEN f.value END AS value,
           CASE n.statistic
               WHEN 'value' THEN n.lo
               WHEN 'change' THEN less(n.lo, b.hi)
               WHEN 'change_pct' THEN percent_more(quotient_lo(n.lo, b.lo, b.hi))
               WHEN 'ratio' THEN quotient_lo(n.lo, b.lo, b.hi)
               WHEN 'rank_greatest' THEN coalesce(k.lo, 1) WHEN 'rank_least' THEN coalesce(k.lo, 1)
               WHEN 'mean' THEN w.mean_lo WHEN 'sum' THEN w.sum_lo WHEN 'min' THEN w.min_lo WHEN 'max' THEN w.max_lo
               WHEN 'first_reached' THEN f.lo END AS lo,
           CASE n.statistic
               WHEN 'value' THEN n.hi
               WHEN 'change' THEN less(n.hi, b.lo)
               WHEN 'change_pct' THEN percent_more(quotient_hi(n.hi, b.lo, b.hi))
               WHEN 'ratio' THEN quotient_hi(n.hi, b.lo, b.hi)
               WHEN 'rank_greatest' THEN coalesce(k.hi, 1) WHEN 'rank_least' THEN coalesce(k.hi, 1)
               WHEN 'mean' THEN w.mean_hi WHEN 'sum' THEN w.sum_hi WHEN 'min' THEN w.min_hi WHEN 'max' THEN w.max_hi
               WHEN 'first_reached' THEN f.hi END AS hi,
           CASE n.statistic
               WHEN 'first_reached' THEN coalesce(f.unverified, false)
               WHEN 'value' THEN n.unverified
               ELSE n.unverified OR coalesce(b.unverified, false) OR coalesce(w.unverified, false)
                    OR coalesce(k.unverified, false) END AS unverified,
           CASE
               WHEN n.statistic <> 'first_reached' AND n.day - n.period_end > n.max_age_days THEN 'too old'
               WHEN n.statistic IN ('change', 'change_pct', 'ratio')
                    AND (b.value IS NULL OR b.days_early > n.max_age_days) THEN 'incomplete'
               WHEN n.statistic IN ('change', 'change_pct', 'ratio') AND EXISTS (
                   SELECT 1 FROM series_break x
                   WHERE x.series_id = n.series_id AND x.entity IN ('', n.entity) AND x.on_day > b.period_end AND x.on_day <= n.period_end
               ) THEN 'across a break'
               -- A rank needs somebody to be ranked among, and each of those that are named.
               WHEN n.statistic IN ('rank_greatest', 'rank_least') AND a.entities IS NOT NULL
                   THEN if(coalesce(k.rivals, 0) < greatest(len(a.entities) - list_contains(a.entities, n.entity)::INTEGER, 1),
                           'incomplete', '')
               WHEN n.statistic IN ('mean', 'sum', 'min', 'max', 'rank_greatest', 'rank_least')
                    AND (w.begins IS NULL OR w.begins - w.asked_from > coalesce(n.max_age_days, 31)) THEN 'incomplete'
               -- A sum lacks what a missing period would add.
               WHEN n.statistic = 'sum' AND (w.days_missing > 0 OR w.begins - w.asked_from > 7) THEN 'incomplete'
               ELSE '' END AS trouble
    FROM check_newest n
    LEFT JOIN check_base b USING (check_id, side, basis, shift_days)
    LEFT JOIN check_window w USING (check_id, side, basis, shift_days)
    LEFT JOIN check_rank k USING (check_id, side, basis, shift_days)
    LEFT JOIN check_reached f USING (check_id, side, basis, shift_days)
    LEFT JOIN check_side a ON (a.check_id, a.side) = (n.check_id, 'among')
)
SELECT c.check_id, m.basis, m.shift_days, t.series_id, t.entity, t.period_start, t.period_end, t.vintage,
       -- What it is compared with may be hindsight too.
       if('hindsight' IN (t.known_basis, u.known_basis), 'hindsight', coalesce(t.known_basis, u.known_basis))
           AS known_basis,
       coalesce(t.recorded, false) OR coalesce(u.recorded, false) AS recorded,
       t.level, t.level_lo, t.level_hi, t.base_value, t.base_period_end, t.reached_on, t.window_from,
       coalesce(t.value, c.figure) AS value, u.lo AS than_lo, u.hi AS than_hi,
       u.period_end AS than_period_end,
       CASE WHEN c.kind <> 'comparison' THEN t.lo
            WHEN c.statistic = 'ratio' THEN quotient_lo(coalesce(t.lo, c.figure), u.lo, u.hi)
            ELSE less(coalesce(t.lo, c.figure), u.hi) END AS lo,
       CASE WHEN c.kind <> 'comparison' THEN t.hi
            WHEN c.statistic = 'ratio' THEN quotient_hi(coalesce(t.hi, c.figure), u.lo, u.hi)
            ELSE less(coalesce(t.hi, c.figure), u.lo) END AS hi,
       coalesce(t.unverified, false) OR coalesce(u.unverified, false)
           OR coalesce(e.verified <> 'stored page', false) OR coalesce(e2.verified <> 'stored page', false)
           AS unverified,
       CASE
           WHEN NOT d.due THEN 'not due'
           WHEN c.kind IN ('event', 'against', 'order') AND greatest(e.day, e2.day) > least(coalesce(c.at_day, m.day), m.t::DATE)
               THEN 'not yet'
           WHEN c.kind IN ('event', 'against', 'order') THEN ''
           WHEN c.series_id <> '' AND t.check_id IS NULL
               THEN if(b.first_day > least(coalesce(c.at_day, m.day), m.t::DATE), 'not yet', 'nothing held')
           WHEN c.kind = 'comparison' AND u.check_id IS NULL THEN 'nothing held'
           ELSE coalesce(nullif(t.trouble, ''), u.trouble, '') END AS trouble,
       e.day AS event_day, e2.day AS then_day
FROM claim_check c
JOIN moment m USING (article_id)
LEFT JOIN check_reading t ON (t.check_id, t.side, t.basis, t.shift_days) = (c.check_id, 'tested', m.basis, m.shift_days)
LEFT JOIN check_reading u ON (u.check_id, u.side, u.basis, u.shift_days) = (c.check_id, 'than', m.basis, m.shift_days)
LEFT JOIN check_begun b ON b.check_id = c.check_id
LEFT JOIN check_due d ON (d.check_id, d.basis, d.shift_days) = (c.check_id, m.basis, m.shift_days)
LEFT JOIN event e ON e.event_id = c.event_id
LEFT JOIN event e2 ON e2.event_id = c.then_event_id;
