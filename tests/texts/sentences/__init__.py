"""The measured set: sentences of our own and what is to be read in each; README.md says what stands in an entry."""
