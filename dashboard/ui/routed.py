"""The shell where our own routes are served beside it, as app.py does: light pages and files are led to."""

from dashboard.ui.shell import main

main(routed=True)
