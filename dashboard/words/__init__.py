"""Sentences: what a drawing, a claim or a verdict is in words."""
