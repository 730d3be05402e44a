"""Everything a build declares, as data for programs: charts, series, sources, claims and articles."""

from typing import Any

from dashboard import settings
from dashboard.address.view import View
from dashboard.chart import ratio
from dashboard.chart.records import ChartInfo
from dashboard.record import claims
from dashboard.record.build import Build
from dashboard.record.charts import chart_ids, chart_info
from dashboard.record.claims import ClaimRecord, Verdict
from dashboard.record.series import series_ids, series_reach
from dashboard.record.sources import SourceRecord, source_records
from dashboard.views import exports
from dashboard.views.exports import iso_day
from dashboard.views.news import feed_address
from dashboard.words import flips

ARTICLE = ("title", "publisher", "author", "url", "summary")


def catalogue(build: Build) -> dict[str, Any]:
    """All of it as plain JSON values: lists of entries, each with its `id`.

    Days are texts like 2025-03-07, null where there is none. `page` is a whole address where PUBLIC_URL is set, else
    a path on this server.
    """
    charts = [chart_info(build, name) for name in chart_ids(build)]
    articles = claims.articles(build)
    records = [each for name in articles for excerpt in claims.excerpts(build, name) for each in excerpt.claims]
    names = series_ids(build)
    return {
        "build": build.id,
        "charts": [_chart(info) for info in charts],
        "series": [exports.series_json(row) for row in series_reach(build, names)],
        "sources": [_source(row) for row in source_records(build)],
        "claims": [_claim(build, record) for record in records],
        "articles": [
            {
                "id": name,
                **{key: getattr(each, key) or "" for key in ARTICLE},
                "published_on": iso_day(each.published_on),
            }
            for name, each in articles.items()
        ],
    }


def _chart(info: ChartInfo) -> dict[str, Any]:
    return {
        "id": info.id,
        "title": info.title,
        "subtitle": info.subtitle,
        "topic": info.topic,
        "kind": info.kind,
        "unit": ratio.UNIT if info.divide else next((series.unit for series in info.series), ""),
        "series": [series.id for series in info.series],
        "page": f"{settings.public_url()}/c/{info.id}",
        "thumbnail": f"{settings.public_url()}/thumbnail/{info.id}.svg",
        "feed": f"{settings.public_url()}/{address}" if (address := feed_address(info, View(chart=info.id))) else None,
        "downloadable": exports.downloadable(info),
    }


def _source(row: SourceRecord) -> dict[str, Any]:
    return exports.source_json(row, row.newest, row.learned) | {"expected_every_days": row.expected_every_days}


def _claim(build: Build, record: ClaimRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "article": record.article_id,
        "statement": record.statement,
        "stated": record.stated,
        "unit": record.unit,
        "then": _verdict(record.then),
        "now": _verdict(record.now),
        "would_change": list(flips.flip_sentences(build, record)),
        "page": f"{settings.public_url()}/claim/{record.id}",
        "chart": record.chart_id,
    }


def _verdict(verdict: Verdict) -> dict[str, str]:
    return {"verdict": verdict.verdict, "reason": verdict.reason}
