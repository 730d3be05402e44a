"""The read side: from the finished database file to pages, pictures and words."""
