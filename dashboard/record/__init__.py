"""Every question to the build: all SQL of the read side stands here."""
