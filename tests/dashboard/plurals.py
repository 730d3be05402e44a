"""What tests of words share: nouns in the number that the figure before them asks for."""

import re

# What is counted in words, besides units.
COUNTED = "barrel case chart check claim country date day edition event figure file hour kilometre minute"
COUNTED += " month point publisher quantity reason refresh region row series source time value week word year"
PLURALS = {"country": "countries", "quantity": "quantities", "refresh": "refreshes", "series": "series"}
NUMBER = r"(?<![\d.,–/-])(\d+(?:,\d{{3}})*(?:\.\d+)?)[  ]({})\b(?![-’])"
ONE = re.compile(NUMBER.format("|".join(COUNTED.split())))
MANY = re.compile(NUMBER.format("|".join(PLURALS.get(word, f"{word}s") for word in COUNTED.split())))


def wrong(text: str) -> list[str]:
    """Every number of a text with a noun that does not agree with it: "1 points", "2 row"."""
    found = [m[0] for m in ONE.finditer(text) if m[1] != "1" and m[2] != "series"]
    return found + [m[0] for m in MANY.finditer(text) if m[1] == "1" and m[2] != "series"]
