"""One view of one build, made once and kept: what pages, pictures and files start from."""
