"""The words of numbers: what each is worth."""

ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
ZERO = {"zero": 0, "nought": 0, "nil": 0}
TEENS = {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16}
TEENS |= {"seventeen": 17, "eighteen": 18, "nineteen": 19}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
GROUPS = {"dozen": 12, "decade": 10, "century": 100, "decades": 10, "centuries": 100}
# Parts of a whole: their names, and what one of them is.
PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
PARTS |= {"twelfth": 12, "twentieth": 20, "hundredth": 100, "thousandth": 1000}
PLURAL_PARTS = {f"{name}s": part for name, part in PARTS.items() if name != "half"} | {"halves": 2}
# How many is left open.
LOOSE = {"tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions"}
# As they are written beside digits; those of one letter need no blank between.
SHORT = {
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "tln": 10**12,
    "trln": 10**12,
    "trl": 10**12,
}
SHORT |= {"mil": 10**6, "bil": 10**9, "tril": 10**12}
LETTERS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
MULTIPLES = {"twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8}
MULTIPLES |= {
    "ninefold": 9,
    "tenfold": 10,
    "twelvefold": 12,
    "twentyfold": 20,
    "hundredfold": 100,
    "thousandfold": 1000,
}
CARDINALS = {**ZERO, **ONES, **TEENS, **TENS}
NUMBER_WORDS = frozenset(
    [*CARDINALS, "hundred", *SCALES, *GROUPS, *PARTS, *PLURAL_PARTS, *LOOSE, *MULTIPLES, "doubled", "halved", "tripled"]
)


def listed(words: str) -> list[str]:
    """The words of a list that stands in one text."""
    return words.split()
