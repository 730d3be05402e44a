"""The commands about one article: draft it, and hold it against its text."""
