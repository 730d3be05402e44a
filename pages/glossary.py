"""Glossary: the words used here, what each one means, and where it stands among the others."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("glossary", ctx))
