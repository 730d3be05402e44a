"""Numbers of a text, with what belongs to them."""
