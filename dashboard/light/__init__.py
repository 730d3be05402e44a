"""Light pages: a view as a page, a picture or data that a server sends whole, for readers who follow a link."""
