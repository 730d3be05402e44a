"""Readers of recorded files that are in no live format: they enter the seed once, each row saying where from.

One module a source, with functions `(files: dict[str, bytes]) -> DataFrame` in the shape of
etl.parsing.observations.tidy, as pure and as strict as a parser. A `[[recorded]]` entry names its reader; the parser of
the live format, where there is one, carries on from there.
"""
