"""The columns of rows that parsers return, and that seed, log and build share."""

KEY = ["series_id", "entity", "period_start", "period_end"]
FIELDS = ["value", "low", "high", "status", "note", "url"]
# What makes a row say something else than the one before: a note or an address alone does not.
SAYS = ["value", "low", "high", "status"]
COLUMNS = [*KEY, "vintage", *FIELDS, "cause"]
TYPES = {
    "series_id": "VARCHAR",
    "entity": "VARCHAR",
    "period_start": "DATE",
    "period_end": "DATE",
    "vintage": "TIMESTAMP",
    "value": "DOUBLE",
    "low": "DOUBLE",
    "high": "DOUBLE",
    "status": "VARCHAR",
    "note": "VARCHAR",
    "url": "VARCHAR",
    "cause": "VARCHAR",
}
