"""The article beside the record: its claims in its own order, each with verdict and chart."""

from functools import partial

from dashboard.documents.overview import overview
from dashboard.record import claims
from dashboard.ui.article import article_list
from dashboard.ui.context import context
from dashboard.ui.document import draw
from dashboard.ui.search_box import search_box

ctx = context()
articles = partial(article_list, claims.articles(ctx.build), ctx.article_id)
draw(ctx, overview(ctx), articles=articles, search=search_box)
