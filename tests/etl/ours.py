"""What this repository declares, read once for all tests of a process. Nobody changes it."""

from etl.declared import catalogue

CATALOGUE = catalogue.load()
