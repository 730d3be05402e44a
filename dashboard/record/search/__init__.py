"""The search: what can be found in a build, and how it is found by the words, numbers and days that a reader types."""
