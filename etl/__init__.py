"""The write side: from published answers to one finished database file."""
