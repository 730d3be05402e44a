"""Sources: who publishes, on whose side, under which terms, how far it reaches, and what it feeds."""

from html import escape

import streamlit as st

from dashboard import queries
from dashboard.context import context
from dashboard.prose import heading, prose
from dashboard.words import age_words, say_day, short_day

ctx = context()
build = queries.build_info(ctx.path)
found = queries.sources(ctx.path)

heading(
    "Sources",
    f"Build {build['build_id']}, made {say_day(build['built_at'].date())}. The newest thing it knows was learned on "
    f"{say_day(build['newest_vintage'].date())}.",
)
prose(
    "Every source says whose it is and how far it reaches. Its data are open or shown only, as its terms say. A kept "
    "table was gathered by hand."
)
for note in ctx.notes:
    st.warning(note)


def entry(row: dict) -> str:
    """One source as HTML: name and link, kind and side, terms, rhythm, reach, what it feeds, what to know."""
    side = "no side" if row["side"] == "none" else row["side"]
    if row["newest"] is None:
        reach = "no data held"
    else:
        age = age_words(row["newest"], ctx.today, row["expected_every_days"])
        days = (ctx.today - row["newest"]).days
        reach = f"{age}; {days:,} days old; learned {short_day(row['learned'])}"
    licence = escape(row["licence"])
    if row["licence_url"]:
        licence = f'<a href="{escape(row["licence_url"])}" rel="noopener" target="_blank">{licence}</a>'
    terms = "" if row["terms_read"] else " (terms not read in full)"
    share = "may be downloaded here" if row["share"] == "open" else "shown here, but in no download"
    days = "day" if row["expected_every_days"] == 1 else f"{row['expected_every_days']} days"
    rhythm = "kept by hand" if row["kept"] else f"expected every {days}"
    if not row["proven"]:
        rhythm += "; its live answer was never recorded"
    repeats = f"<br>Repeats figures of {escape(row['derives_from'])}." if row["derives_from"] else ""
    feeds = " · ".join(
        f'<a href="chart?chart={escape(chart)}" target="_self">{escape(queries.chart(ctx.path, chart).title)}</a>'
        for chart in row["charts"] or ()
    )
    series = escape("; ".join(row["series"] or ())) or "no series"
    note = f'<br><span class="ci-soft">{escape(row["note"])}</span>' if row["note"] else ""
    return (
        f'<tr id="{escape(row["source_id"])}"><td><a href="{escape(row["landing_url"])}" rel="noopener" '
        f'target="_blank">{escape(row["publisher"])}</a><br>{escape(row["kind"])}, {escape(side)}{repeats}{note}</td>'
        f"<td>{licence}{terms}; {share}</td><td>{escape(rhythm)}<br>{escape(reach)}</td>"
        f'<td>{series}<br><span class="ci-soft">{feeds}</span></td></tr>'
    )


rows = "".join(entry(row) for row in found)
st.html(
    '<div class="ci ci-rows"><table><tr><th>Publisher, kind and side</th><th>Terms</th><th>Rhythm and reach</th>'
    f"<th>What it feeds</th></tr>{rows}</table></div>"
)
