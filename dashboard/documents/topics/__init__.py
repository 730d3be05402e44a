"""The pages about a topic: its charts, and what to look for in them."""
