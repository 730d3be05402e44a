"""What is no plain English text is refused as what it is; plain English is not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from texts.figures import figures, foreign_figure
from texts.plain import BEGINNINGS, decoded, foreign, plain_text

ENGLISH = "Russia’s army lost 850,000 men; the rate is 21%, they said."
SAMPLE = (ROOT / "data" / "articles" / "sample-2026-08.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (ENGLISH.encode("utf-8-sig"), "is UTF-8 with a byte-order mark: save it without"),
        (ENGLISH.encode("cp1252"), "is not UTF-8 at byte 6: it may be Latin-1 or Windows-1252; save it as UTF-8"),
        ("Zelenskyy’s café".replace("’", "'").encode("latin-1"), "it may be Latin-1"),
        (ENGLISH.encode("utf-16"), "is UTF-16: save it as UTF-8"),
        (ENGLISH.encode("utf-16-be"), "UTF-16 or no text; save it as UTF-8"),
        (ENGLISH.encode("utf-32"), "is UTF-32: save"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "is a PDF: copy its text"),
        (b"\n%PDF-1.7\nThey lost 5.", "is a PDF: copy its text"),
        (b"\xef\xbb\xbf x \r\n%PDF-1.7\nThey lost 5.", "is a PDF: copy its text"),
        (b"\xef\xbb\xbfPK\x03\x04\x14\x00", "is a ZIP file, such as .docx"),
        (b"PK\x05\x06\x00\x00", "is an empty ZIP file"),
        (b" \n{\\rtf1\\ansi They lost 5.}", "is RTF: save it as plain text"),
        (b"\n\xef\xbb\xbfThey lost 5.", "is UTF-8 with a byte-order mark: save it without"),
        (b"\x89PNG\r\n\x1a\n", "is a picture: type the text"),
        (b"\xff\xd8\xff\xe0", "is a picture: type the text"),
        (b"%!PS-Adobe-3.0", "is PostScript: copy its text"),
        (b"MIME-Version: 1.0\nThey lost 5.", "is a saved web page or letter (MHTML)"),
        (b"\n<?xml version='1.0'?>", "is HTML: '<?xml' stands at 1"),
        (b"PK\x03\x04\x14\x00", "is a ZIP file, such as .docx"),
        (b"{\\rtf1\\ansi They lost 5.}", "is RTF: save it as plain text"),
        (b"\x1f\x8b\x08\x00", "is compressed with gzip: unpack it"),
        (b"<!DOCTYPE html><title>5</title>", "is HTML: '<!DOCTYPE html' stands at 0; save the words alone"),
        (b"They lost <b>5</b> ships.", "is HTML: '<b>' stands at 10"),
        (b"They lost 5&nbsp;000 ships.", "is HTML: '&nbsp;' stands at 11"),
        (b"Russia&#8217;s navy", "is HTML: '&#8217;' stands at 6"),
        (ENGLISH.encode().decode("cp1252").encode(), "was garbled by a wrong encoding: 'â€' stands at 6"),
        ("lost 5\ufffd000".encode(), "was garbled by a wrong encoding"),
    ],
)
def test_what_is_no_plain_text_is_named_with_what_to_do(raw: bytes, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        plain_text(raw)


@pytest.mark.parametrize(
    "text",
    [
        "Russland hat seit Beginn des Krieges 850.000 Soldaten verloren, sagt das Ministerium.",
        "La Russie a perdu 850 000 soldats depuis le début de la guerre, selon les estimations.",
        "Rusia ha perdido 850.000 soldados desde que empezó la guerra, según los servicios.",
        "La Russia ha perso 850.000 soldati dall’inizio della guerra, secondo il ministero.",
        "Rusland heeft sinds het begin van de oorlog 850.000 soldaten verloren.",
        "Rosja straciła w wojnie 850 tys. żołnierzy, a to nie jest koniec.",
        "Rusland har mistet 850.000 soldater i krigen, siger det britiske ministerium og andre, som følger den.",
        "die russischen Verluste haben 850.000 erreicht",
        "Verluste: 850.000. Leitzins 21,5 Prozent.",
        "Straty: 850 tys.",
        "21 Prozent",
        "Les pertes russes: 850 000",
        "Ryssland har förlorat 850 000 soldater och det är inte slut.",
        "Россия потеряла 850 000 солдат с начала войны.",
        "Росія втратила 850 000 солдатів від початку війни.",
        "ロシア軍の損失は850,000人に達した。",
        "Venäjä menetti sodassa noin satatuhatta sotilasta, kertoivat viranomaiset tiistaina Helsingissä, "
        "eikä loppua näy, vaikka neuvottelut jatkuvat Istanbulissa ensi viikolla ilman ennakkoehtoja.",
    ],
)
def test_other_languages_are_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"English.*only figures of English texts are read"):
        plain_text(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        SAMPLE,
        *[said for said in SAMPLE.split("\n") if said],
        ENGLISH,
        "They lost 100 people by the first of February",
        "850,000 men",
        "A UN agency says: 5 per cent, 5 per cent per year.",
        "Le Monde and La Repubblica said that de Gaulle was wrong about it.",
        "Ursula von der Leyen proposed €800 billion yesterday",
        "Marine Le Pen won 33% in Calais",
        "Le Monde: 850,000 men",
        "El Niño: 5 per cent",
        "850,000 die",
        "Russian casualties hit record: 5 killed",
        "Prices < 5 and > 3 at R&D; AT&T said so.",
        "The Ministry (Міністерство оборони) said that 5 were shot down.",
        "",
    ],
)
def test_plain_english_is_read_as_it_stands(text: str) -> None:
    assert plain_text(text.encode()) == text


def test_every_paragraph_of_the_project_reads_as_english() -> None:
    """Its own pages are English prose enough to see that nothing of it is refused."""
    for page in ("README.md", "docs/meaning.md", "docs/architecture.md", "CONTRIBUTING.md"):
        for said in (ROOT / page).read_text(encoding="utf-8").split("\n\n"):
            if len(said.split()) > 40 and not said.startswith(("|", "```", "    ")):
                assert not foreign(said), said


@given(st.text())
def test_text_is_decoded_to_itself_or_refused(text: str) -> None:
    raw = text.encode()
    if "\x00" not in text and not raw.lstrip().startswith((*BEGINNINGS, b"\xef\xbb\xbf")):
        assert decoded(raw) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("850.000 men", None),
        ("1.000.000 men", None),
        ("850 000 men", 850_000),
        ("850'000 men", None),
        ("850’000 men", None),
        ("3,5 men", None),
        ("1,00,000 men", None),
        ("850,000 men", 850_000),
        ("850\u00a0000 men", 850_000),
        ("1.125 million men", 1_125_000),
        ("4.125% of them", 4.125),
        ("850.000 million roubles", None),
        ("850.000 %", None),
        ("850.000€", None),
        ("0.125 men", 0.125),
        ("3.14 men", 3.14),
    ],
)
def test_no_figure_is_read_in_another_convention(text: str, value: float | None) -> None:
    (figure,) = figures(text)
    assert figure.value == value and text.startswith(figure.text)
    assert foreign_figure(figure) == (value is None)
