-- Verdicts: from what the checks found (found.sql) to outcomes, then and now. Read top to bottom; each step uses the ones
-- above.

-- Whether a check decides where the words are taken to count `meant`: it does if it counts the same, or nothing, and
-- every check does where the words do not say. This is the only place that says so.
CREATE MACRO decides_on(meant, counted) AS meant = '' OR counted IN ('', meant);

-- Who speaks in a series, and for whom. A publisher among several is its own origin; one that repeats another's
-- figures in this series has that other's, and speaks for its side. `entity` is NULL where the whole series is one
-- source's. `party`: of who counts losses, in words, that it is a party to the war or repeats one; else empty. This is
-- the only place that says so.
CREATE VIEW speaker AS
SELECT s.series_id, p.entity_id AS entity, coalesce(p.name, o.publisher) AS who, coalesce(p.kind, o.kind) AS kind,
       coalesce(p.side, o.side) AS side, coalesce(r.source_id, p.entity_id) AS origin,
       coalesce(r.side, p.side) AS speaks_for,
       CASE WHEN p.entity_id IS NOT NULL OR r.source_id <> o.source_id THEN coalesce(r.publisher, '') ELSE '' END
           AS repeats,
       CASE WHEN NOT s.contested OR speaks_for NOT IN ('Russia', 'Ukraine') THEN ''
            WHEN coalesce(p.side, o.side) = speaks_for THEN 'a party to the war'
            ELSE 'repeating a party to the war' END AS party
FROM series s
JOIN source o USING (source_id)
LEFT JOIN entity p ON s.varies_by = 'publisher'
LEFT JOIN series_repeats x ON (x.series_id, x.entity) = (s.series_id, p.entity_id)
LEFT JOIN source d ON d.source_id = x.source_id
LEFT JOIN source r ON r.source_id = CASE WHEN p.entity_id IS NULL THEN o.origin ELSE d.origin END;

-- The outcome of every check: holds, fails, uncertain (its interval straddles the limit), no data, or not due; who says
-- so; and whether it decides, which only checks that count the same thing as the claim do.
CREATE VIEW check_result AS
SELECT f.*, c.claim_id, c.article_id, c.ordinal, c.kind, c.label, c.reading, c.counts, c.statistic,
       c.limit_low, c.limit_high, decides_on(l.counts, c.counts) AS decides,
       coalesce(p.origin, c.event_id || c.then_event_id) AS origin, coalesce(p.party, '') AS party,
       CASE
           WHEN f.trouble = 'not due' THEN 'not due'
           WHEN f.trouble <> '' THEN 'no data'
           WHEN c.kind = 'event' THEN 'holds'
           WHEN c.kind = 'against' THEN 'fails'
           WHEN c.kind = 'order' AND f.event_day = f.then_day THEN 'uncertain'
           WHEN c.kind = 'order' THEN if(f.event_day < f.then_day, 'holds', 'fails')
           WHEN c.statistic = 'first_reached' AND reaches(f.lo, c.limit_low, c.strict_low) THEN 'holds'
           WHEN coalesce(reaches(f.lo, c.limit_low, c.strict_low), true)
                AND coalesce(reaches(-f.hi, -c.limit_high, c.strict_high), true) THEN 'holds'
           WHEN NOT reaches(f.hi, c.limit_low, c.strict_low) OR NOT reaches(-f.lo, -c.limit_high, c.strict_high)
               THEN 'fails'
           ELSE 'uncertain' END AS outcome
FROM check_found f
JOIN claim_check c USING (check_id)
JOIN claim l USING (claim_id)
LEFT JOIN speaker p ON p.series_id = coalesce(nullif(c.series_id, ''), nullif(c.than_series_id, ''))
                   AND (p.entity IS NULL OR p.entity = if(c.series_id <> '', c.entity, c.than_entity));

-- What a claim's words may be taken to count: what they say, and whatever its checks count.
CREATE VIEW claim_meaning AS
SELECT claim_id, article_id, counts AS meant FROM claim
UNION
SELECT claim_id, article_id, counts FROM claim_check WHERE counts <> '';

-- Which checks decide under each of them.
CREATE VIEW check_deciding AS
SELECT c.check_id, m.meant FROM claim_check c JOIN claim_meaning m USING (claim_id) WHERE decides_on(m.meant, c.counts);

-- What is heard of each claim if its words counted `meant`. Whether an attribution is true is whether somebody said so:
-- where one did, another that stated less, or other, does not contradict it.
CREATE VIEW check_heard AS
SELECT l.claim_id, l.meant, m.basis, m.shift_days, a.kind = 'attribution' AS attribution,
       r.* EXCLUDE (claim_id, basis, shift_days)
FROM claim_meaning l
JOIN claim a USING (claim_id)
JOIN moment m ON m.article_id = l.article_id
LEFT JOIN check_result r
    ON (r.claim_id, r.basis, r.shift_days) = (l.claim_id, m.basis, m.shift_days) AND decides_on(l.meant, r.counts)
QUALIFY NOT coalesce(
    attribution AND r.kind IN ('series', 'comparison') AND r.outcome IN ('fails', 'uncertain')
    AND bool_or(r.outcome = 'holds') OVER (PARTITION BY l.claim_id, l.meant, m.basis, m.shift_days), false
);

-- The verdict on every claim at every moment if its words counted `meant`, and the reason for it. Sources of one origin
-- count once. That a party to the war says so is all that an attribution to it asks.
CREATE VIEW verdict_under AS
WITH said AS (
    SELECT r.claim_id, r.meant, r.basis, r.shift_days,
           count(DISTINCT r.origin) FILTER (r.outcome = 'holds') AS holds,
           count(DISTINCT r.origin) FILTER (r.outcome = 'fails') AS fails,
           count(*) FILTER (r.outcome = 'holds') + count(*) FILTER (r.outcome = 'fails') AS decided,
           count(*) FILTER (r.outcome = 'holds') AS checks_holding,
           count(*) FILTER (r.outcome = 'fails') AS checks_failing,
           count(*) FILTER (r.outcome = 'uncertain') AS straddling,
           count(*) FILTER (r.outcome = 'not due') AS awaited,
           bool_and(r.party <> '' AND NOT r.attribution) FILTER (r.outcome IN ('holds', 'fails')) AS only_party,
           bool_and(r.unverified) FILTER (r.outcome IN ('holds', 'fails')) AS only_unverified,
           coalesce(len(list_intersect(
               list(DISTINCT r.counts) FILTER (r.outcome = 'holds'),
               list(DISTINCT r.counts) FILTER (r.outcome = 'fails')
           )), 0) = 0 AS counts_part,
           coalesce(len(list_intersect(
               list(DISTINCT r.origin) FILTER (r.outcome = 'holds'),
               list(DISTINCT r.origin) FILTER (r.outcome = 'fails')
           )), 0) = 0 AS origins_part,
           bool_or(r.trouble = 'not yet') FILTER (r.kind <> 'against')
               AND bool_and(r.trouble IN ('not yet', 'nothing held')) FILTER (r.kind <> 'against') AS not_yet
    FROM check_heard r
    GROUP BY r.claim_id, r.meant, r.basis, r.shift_days
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
           WHEN decided + straddling = 0 THEN if(not_yet, 'not yet', 'no data')
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
