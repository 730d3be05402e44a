"""Small programs for those who work on this one; nothing here runs when the dashboard does."""
