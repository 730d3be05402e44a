-- The build: what the write side promises and the read side may use. One file, written once, never changed.
-- Times are UTC. Nothing here reads the clock: moments are passed in as typed timestamps.

CREATE TABLE build (build_id VARCHAR, built_at TIMESTAMP, schema_version INTEGER);
CREATE TABLE input (path VARCHAR, sha256 VARCHAR);                  -- every file the build was made from

CREATE TABLE source (
    source_id VARCHAR, publisher VARCHAR, kind VARCHAR, side VARCHAR,
    origin VARCHAR,                                                 -- the source it derives from at the root, or itself
    landing_url VARCHAR, licence VARCHAR, licence_url VARCHAR, terms_read BOOLEAN, share VARCHAR, proven BOOLEAN,
    kept BOOLEAN, expected_every_days INTEGER, note VARCHAR, ordinal INTEGER
);
CREATE TABLE entity (
    entity_id VARCHAR, name VARCHAR, kind VARCHAR, side VARCHAR, colour VARCHAR
);
CREATE TABLE series (
    series_id VARCHAR, source_id VARCHAR, title VARCHAR, label VARCHAR, unit VARCHAR, frequency VARCHAR,
    measures VARCHAR, counts VARCHAR, counts_words VARCHAR,
    contested BOOLEAN,                                              -- losses: a party's own word is not enough
    varies_by VARCHAR, steps BOOLEAN,
    recomputed BOOLEAN,                                             -- its whole history is another at each run
    known_after_days INTEGER, known_from DATE,
    ended_on DATE,                                                  -- the publisher stopped publishing it then
    interval_words VARCHAR, derived VARCHAR, definition VARCHAR,
    caveats VARCHAR[], colour VARCHAR, ordinal INTEGER
);
-- Whose figures a publisher repeats in a series that has several; `source_id`: theirs.
CREATE TABLE series_repeats (series_id VARCHAR, entity VARCHAR, source_id VARCHAR);
CREATE TABLE series_break (
    series_id VARCHAR,
    entity VARCHAR,                                                 -- the only one counted anew; empty: all
    on_day DATE, note VARCHAR
);
CREATE TABLE issue (series_id VARCHAR, message VARCHAR);            -- odd, but accepted: shown beside the chart

CREATE TABLE observation (
    series_id VARCHAR, entity VARCHAR, period_start DATE, period_end DATE,
    vintage TIMESTAMP,                                              -- when it became known
    value DOUBLE, low DOUBLE, high DOUBLE,
    status VARCHAR,                                                 -- final provisional estimate unverified withdrawn
    note VARCHAR, url VARCHAR,
    cause VARCHAR                                                   -- publisher, or ours: a change of our own parser
);
CREATE TABLE recording (source_id VARCHAR, learned TIMESTAMP);         -- the recorded answers that the seed was made from
CREATE TABLE event (
    event_id VARCHAR, day DATE, title VARCHAR, category VARCHAR, url VARCHAR, source_name VARCHAR,
    verified VARCHAR, note VARCHAR,
    label VARCHAR                                                   -- the few words under which a picture marks it, or empty
);

CREATE TABLE declared_period (period_id VARCHAR, title VARCHAR, from_event VARCHAR, to_event VARCHAR, note VARCHAR);
CREATE VIEW period AS                                               -- from one event to another, or still open
SELECT p.*, f.day AS start_on, t.day AS end_on
FROM declared_period p JOIN event f ON f.event_id = p.from_event LEFT JOIN event t ON t.event_id = p.to_event;
CREATE TABLE shape (entity_id VARCHAR, longitudes DOUBLE[], latitudes DOUBLE[]);  -- one closed ring a row
CREATE TABLE word (
    word_id VARCHAR, word VARCHAR, also VARCHAR[],
    unlinked VARCHAR[],                                             -- forms that also stand for other things
    meaning VARCHAR, see VARCHAR[], ordinal INTEGER
);
CREATE TABLE synonyms (words VARCHAR[]);                                -- mean the same to who searches: a group a row

CREATE TABLE chart (
    chart_id VARCHAR, title VARCHAR, subtitle VARCHAR, topic VARCHAR, kind VARCHAR, start_on DATE, end_on DATE,
    divide BOOLEAN,                                                 -- the first series divided by the second
    since DATE,                                                     -- of a map: what began then or later is set off
    phrase VARCHAR,                                                 -- what a sentence about it begins with
    note VARCHAR, ordinal INTEGER
);
CREATE TABLE chart_series (chart_id VARCHAR, series_id VARCHAR, ordinal INTEGER);
CREATE TABLE chart_entity (chart_id VARCHAR, entity_id VARCHAR, ordinal INTEGER);
CREATE TABLE chart_event (chart_id VARCHAR, category VARCHAR, ordinal INTEGER);
-- What several sources state, each in its own way: see dashboard/chart/contested.py.
CREATE TABLE quantity (quantity_id VARCHAR, title VARCHAR, about VARCHAR, ordinal INTEGER);
CREATE TABLE quantity_series (
    quantity_id VARCHAR, series_id VARCHAR,
    entity VARCHAR,                                                 -- empty: every publisher of the series
    max_age_days INTEGER,                                           -- an older value is shown as old; NULL: no limit
    ordinal INTEGER
);
CREATE TABLE rename (kind VARCHAR, old VARCHAR, new VARCHAR);       -- ids and parameters that stand in old links

CREATE TABLE article (
    article_id VARCHAR, title VARCHAR, publisher VARCHAR, author VARCHAR, url VARCHAR,
    published_on DATE, published_on_basis VARCHAR, text_sha256 VARCHAR, summary VARCHAR,
    sample BOOLEAN,                                                 -- a text of our own, which nobody claims
    ordinal INTEGER
);
CREATE TABLE unfinished (file VARCHAR, problem VARCHAR);            -- articles left out; empty in the public copy
CREATE TABLE excerpt (
    excerpt_id VARCHAR, article_id VARCHAR, quote VARCHAR, start_at INTEGER, chart_id VARCHAR, ordinal INTEGER
);
CREATE TABLE claim (
    claim_id VARCHAR, excerpt_id VARCHAR, article_id VARCHAR,
    kind VARCHAR,                                                   -- attribution, or empty
    statement VARCHAR, figure VARCHAR,
    figure_at INTEGER,                                              -- characters of the quote before the figure
    stated DOUBLE,
    unit VARCHAR, counts VARCHAR, chart_id VARCHAR, untested VARCHAR,
    resolves_on DATE,                                               -- of a forecast: its checks apply to this day
    ordinal INTEGER
);
CREATE TABLE claim_check (
    check_id VARCHAR, claim_id VARCHAR, article_id VARCHAR, ordinal INTEGER,
    kind VARCHAR,                                                   -- series comparison event against order
    label VARCHAR, reading VARCHAR,
    counts VARCHAR,
    series_id VARCHAR, entity VARCHAR,
    plus_series_id VARCHAR, plus_entity VARCHAR,                    -- what is added to it
    among VARCHAR[],                                                -- whom it is ranked among; empty: all; NULL: no one
    figure DOUBLE, than_series_id VARCHAR, than_entity VARCHAR,
    statistic VARCHAR, at_day DATE, since_day DATE, over_months INTEGER, limit_low DOUBLE, limit_high DOUBLE,
    strict_low BOOLEAN, strict_high BOOLEAN,                        -- more than, less than: not the limit itself
    max_age_days INTEGER,                                           -- older evidence does not speak; NULL: no limit
    event_id VARCHAR, then_event_id VARCHAR
);

-- The newest vintage of everything.
CREATE VIEW latest AS
SELECT * FROM (
    SELECT * FROM observation
    QUALIFY row_number() OVER (PARTITION BY series_id, entity, period_start, period_end ORDER BY vintage DESC) = 1
) WHERE status <> 'withdrawn';

-- What changed after it was first known.
CREATE VIEW revision AS
SELECT * FROM (
    SELECT series_id, entity, period_start, period_end, vintage, value, low, high, status, cause,
           lag(value) OVER history AS value_before, lag(low) OVER history AS low_before,
           lag(high) OVER history AS high_before, lag(vintage) OVER history AS vintage_before
    FROM observation
    WINDOW history AS (PARTITION BY series_id, entity, period_start, period_end ORDER BY vintage)
) WHERE vintage_before IS NOT NULL AND (value IS DISTINCT FROM value_before OR status = 'withdrawn');

-- Whether a vintage is when we recorded an answer of the source, not the day on which its publisher told it.
CREATE MACRO recorded_here(source, vintage) AS
    vintage <> date_trunc('day', vintage)
    OR EXISTS (SELECT 1 FROM recording r WHERE r.source_id = source AND r.learned = vintage);

-- From when each row of the record counts: its vintage; and of the first rows of a series, which nobody had recorded
-- before, in hindsight the day on which they could have been published, else NULL: after the series' usual lag, and not
-- before it was begun. This is the only place that says so.
-- `first_vintage`: the earliest of the series, from which on what has a vintage later than a moment is `undated` there.
CREATE VIEW known_since AS
WITH first_known AS (
    SELECT o.series_id, min(o.vintage) AS first_vintage,
           any_value(CASE WHEN s.frequency = 'I' THEN r.first_recorded END) AS first_recorded
    FROM observation o JOIN series s USING (series_id)
    LEFT JOIN (SELECT source_id, min(learned) AS first_recorded FROM recording GROUP BY source_id) r USING (source_id)
    GROUP BY o.series_id
)
SELECT o.*, s.source_id, f.first_vintage,
       CASE WHEN o.vintage IN (f.first_recorded, f.first_vintage)
            THEN greatest(o.period_end + s.known_after_days, s.known_from) END AS hindsight_from
FROM observation o JOIN first_known f USING (series_id) JOIN series s USING (series_id);

-- The record as it stood at the moment t, with its basis. What had a vintage by then is shown as it was then. Where a
-- series had none, its earliest vintage stands instead, as far as it could have been published by then ('hindsight').
-- Statements in a series without regular periods stand each by itself: one whose day of publication was not found is
-- hindsight too, and `undated` beside others that were known then. A later refresh changes nothing of it: it appends
-- vintages, and leaves the first, and the recordings that the seed was made from, where they are. `recorded`: the vintage
-- is the moment at which it was recorded here, since the publisher dates by the day, and not this one.
CREATE MACRO known_at(t) AS TABLE
SELECT * EXCLUDE (newness) FROM (
    SELECT o.* EXCLUDE (source_id, first_vintage, hindsight_from),
           CASE WHEN o.vintage <= t THEN 'then' ELSE 'hindsight' END AS basis,
           o.vintage > t AND o.first_vintage <= t AS undated,
           recorded_here(o.source_id, o.vintage) AS recorded,
           row_number() OVER (
               PARTITION BY o.series_id, o.entity, o.period_start, o.period_end
               ORDER BY o.vintage <= t DESC, CASE WHEN o.vintage <= t THEN o.vintage END DESC, o.vintage
           ) AS newness
    FROM known_since o
    WHERE o.vintage <= t OR o.hindsight_from <= t::DATE
) WHERE newness = 1 AND status <> 'withdrawn';
