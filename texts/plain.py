"""The bytes of a text as text: anything but plain English in UTF-8 is refused as what it is."""

import re
import unicodedata

# How files of other kinds begin, also after a byte-order mark or blanks. UTF-32 before UTF-16: its mark begins so.
BEGINNINGS = {
    b"PK\x03\x04": "a ZIP file, such as .docx or .odt: save it as plain text",
    b"PK\x05\x06": "an empty ZIP file: save the text itself",
    b"\xd0\xcf\x11\xe0": "an Office file: save it as plain text",
    b"\x1f\x8b": "compressed with gzip: unpack it",
    b"BZh": "compressed with bzip2: unpack it",
    b"\xfd7zXZ": "compressed with xz: unpack it",
    b"7z\xbc\xaf": "a 7z archive: unpack it",
    b"\x28\xb5\x2f\xfd": "compressed with zstd: unpack it",
    b"%!PS": "PostScript: copy its text into a file of its own",
    b"\x89PNG": "a picture: type the text of it, and compare them",
    b"\xff\xd8\xff": "a picture: type the text of it, and compare them",
    b"GIF8": "a picture: type the text of it, and compare them",
    b"MIME-Version:": "a saved web page or letter (MHTML): save the words alone",
    b"From: <Saved by": "a saved web page (MHTML): save the words alone",
    b"\xff\xfe\x00\x00": "UTF-32: save it as UTF-8",
    b"\x00\x00\xfe\xff": "UTF-32: save it as UTF-8",
    b"\xff\xfe": "UTF-16: save it as UTF-8",
    b"\xfe\xff": "UTF-16: save it as UTF-8",
}
TAG = re.compile(
    r"<!doctype html|<\?xml\b"
    r"|</?(?:html|head|body|title|meta|article|section|div|p|br|span|a|em|strong|b|i|h[1-6]|ul|ol|li"
    r"|img|table|t[rdh]|script|style|blockquote)\b[^<>]*>|&(?:[a-z]{2,8}|#\d+|#x[0-9a-f]+);",
    re.I,
)
# UTF-8 that was once read as Windows-1252: the beginnings of quotation marks, dashes and the euro sign, of accents.
GARBLED = re.compile("â€|â‚¬|Ã[\u0080-\u00bf]|\ufffd")
# About a quarter of the words of English, and hardly any of other languages; "in", "a", "is" and "was" are words of
# several.
ENGLISH = re.compile(
    r"the|of|and|to|that|it|for|with|by|from|this|which|his|who|have|has|had|were|are|been|be|not|but|their|they"
    r"|will|would|its|into|than|more|said|about|after|over|at"
)
# Common where those are rare, or beside numbers, and no words of English; a name may hold one.
FOREIGN = re.compile(
    r"der|das|und|den|von|mit|hat|ist|nicht|des|ein|eine|le|la|les|et|dans|une|du|est|pour|qui|de|el|los|las|que|por"
    r"|una|il|di|che|della|het|een|van|zijn|niet|z|nie|się|na|że|jest|det|och|att|som|är|ikke|og|uma|não|ja|oli|ve|bir"
    r"|bu|ile|je|se|za|să|și|haben|sind|wurden?|werden|auf|für|sich|nach|seit|durch|gegen|eine[mnrs]|im|vom|zu[mr]?"
    r"|sur|par|sont|avec|selon|été|más|gli|nel|delle|sono|voor|dos|das|på|pro[zc]ente?|pourcent|porciento|miljoen|milyon"
    r"|milhões|million(?:en|er)|milliard(?:en|er|s)?|millones|milion(?:i|ów|y)|miliard(?:i|ów|y)|toten|soldaten|verluste"
    r"|morts|pertes|muertos|bajas|tys|tsd|mio|mrd|morti|perdite|doden"
)
# Names of people and papers have foreign words before capitals: "Ursula von der Leyen", "Le Monde".
NAMES = re.compile(
    r"\b(?:von|van|de|di|del|della|du|da)(?: (?:der|den|la|los))? (?=[A-Z])|\b(?:Le|La|El|Il|Die|Das|Der) (?=[A-Z])"
)
# These may begin a little later than their file.
LATER = {
    re.compile(rb"%PDF-\d"): "a PDF: copy its text into a file of its own, and compare it with the pages",
    re.compile(rb"\{\\rtf\d"): "RTF: save it as plain text",
}
WITHIN = 1024
BLANK = re.compile(rb"(?:\s|\xef\xbb\xbf)*")
FEWEST, LEAST, ENOUGH = 5, 0.05, 20


def decoded(raw: bytes) -> str:
    """Bytes of UTF-8 as text. Raises ValueError that says what they are instead, and what to do."""
    for kind, said in LATER.items():
        if kind.search(raw[:WITHIN]):
            raise ValueError(f"is {said}")
    blank = BLANK.match(raw)
    first = blank.end() if blank else 0
    for beginning, said in BEGINNINGS.items():
        if raw.startswith(beginning) or raw.startswith(beginning, first):
            raise ValueError(f"is {said}")
    if b"\xef\xbb\xbf" in raw[:first]:
        raise ValueError("is UTF-8 with a byte-order mark: save it without one, which would shift every place by one")
    if b"\x00" in raw:
        raise ValueError(f"has a zero byte at {raw.index(0)}: it is UTF-16 or no text; save it as UTF-8")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"is not UTF-8 at byte {error.start}: it may be Latin-1 or Windows-1252; save it as UTF-8"
        ) from error


def plain_text(raw: bytes) -> str:
    """The plain English text of an article. Raises ValueError that says what it is instead, and what to do."""
    text = decoded(raw)
    if said := unplain(text):
        raise ValueError(said)
    return text


def unplain(text: str) -> str:
    """Why a text is no plain English, and what to do; empty where it is."""
    if found := TAG.search(text):
        return f"is HTML: {found.group()!r} stands at {found.start()}; save the words alone"
    if found := GARBLED.search(text):
        return f"was garbled by a wrong encoding: {found.group()!r} stands at {found.start()}; get it again as UTF-8"
    if said := foreign(text):
        return f"{said}; only figures of English texts are read, since others write 850,000 as 850.000"
    return ""


def foreign(text: str) -> str:
    """Why a text is not English; empty where it is, or is too short to say."""
    letters = [sign for sign in text if sign.isalpha()]
    others = [sign for sign in letters if not unicodedata.name(sign, "LATIN").startswith("LATIN")]
    if len(others) * 2 > len(letters):
        return f"is not English: most of its letters are {unicodedata.name(others[0], '').partition(' ')[0].title()}"
    words = re.findall(r"[^\W\d_]+", NAMES.sub("", text).lower())
    english = sum(bool(ENGLISH.fullmatch(word)) for word in words)
    elsewhere = sum(bool(FOREIGN.fullmatch(word)) for word in words)
    few = len(words) >= ENOUGH and english < LEAST * len(words)
    # In a few words one foreign word may be a name's.
    if few or (elsewhere > english and (len(words) >= FEWEST or 2 * elsewhere >= len(words))):
        return f"does not read as English: {english} of its {len(words)} words are common ones of English"
    return ""
