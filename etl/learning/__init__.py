"""From publishers' answers to the log: asked, weighed, appended."""
