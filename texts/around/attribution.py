"""Who is named as saying a figure, of the publishers held: ids of sources and entities, as texts."""

import re

# The longer name first. What a party claims is its own.
PUBLISHERS = (
    ("ucdp", r"UCDP|Uppsala(?: Conflict Data Program)?"),
    (
        "ohchr",
        (
            r"OHCHR|U\.?N(?:'s)?(?: human[ -]rights)? (?:monitors?|monitoring mission|mission|rights office|human "
            r"rights office)|UN Human Rights(?: Monitoring Mission)?|monitors of the United Nations|(?:the )?United "
            r"Nations(?: monitors)?|(?:the )?UN(?! Charter| Security| General|HCR)(?:'s)?|HRMMU"
        ),
    ),
    ("unhcr", r"UNHCR|(?:the )?U\.?N\.?(?:'s)? refugee agency"),
    ("oryx", r"Oryx"),
    ("sipri", r"SIPRI|(?:the )?Stockholm (?:International Peace Research )?[Ii]nstitute"),
    ("kiel", r"(?:the )?Kiel Institute|Ukraine Support Tracker|Kiel"),
    ("mediazona_meduza", r"Mediazona and Meduza|Meduza and Mediazona"),
    ("mediazona", r"Mediazona"),
    ("meduza", r"Meduza"),
    ("economist", r"The Economist"),
    ("csis", r"CSIS|(?:the )?Center for Strategic and International Studies"),
    ("bank_of_russia", r"(?:the )?Bank of Russia|Russia's central bank|(?:the )?Russian central bank"),
    ("rosstat", r"Rosstat|Russia's statistics (?:office|service)"),
    ("general_staff", r"(?:Kyiv's |Ukraine's |the |Ukrainian )?[Gg]eneral [Ss]taff"),
    ("missile_attacks", r"(?:Ukraine's |the |Kyiv's |Ukrainian )?[Aa]ir [Ff]orce"),
    ("ua_president", r"(?:President )?(?:Volodymyr )?Zelensk(?:yy|y|iy|i)|Ukraine's president|President of Ukraine"),
    (
        "uk_mod",
        (
            r"(?:the )?(?:UK|British|Britain's)(?: [Mm]inistry of [Dd]efence| [Dd]efence [Mm]inistry| MoD| [Dd]efence "
            r"[Ii]ntelligence| intelligence| government)|London|Britain|MoD"
        ),
    ),
    ("ru_mod", r"Russia(?:'s|n) (?:[Mm]inistry of [Dd]efence|[Dd]efence [Mm]inistry)|Moscow's defence ministry"),
    ("us_cia", r"(?:the )?CIA"),
    ("us_intelligence", r"(?:US|American) intelligence"),
    ("nato_officials", r"NATO officials?|(?:a )?(?:senior )?NATO official"),
    ("crea", r"CREA|Centre for Research on Energy and Clean Air"),
    ("idmc", r"IDMC|Internal Displacement Monitoring Centre"),
    ("iom", r"IOM|International Organi[sz]ation for Migration"),
    ("imf_trade", r"IMF|International Monetary Fund"),
    ("world_bank", r"(?:the )?World Bank"),
    ("eurostat", r"Eurostat"),
    ("euroclear", r"Euroclear"),
    ("fred", r"(?:the )?St\.? Louis Fed"),
    ("eia", r"EIA|Energy Information Administration"),
    ("memory_book", r"(?:the )?(?:Book of Memory|Memory Book)"),
    ("bis", r"Bank for International Settlements|BIS"),
)
SAYS = (
    r"says?|said|saying|counts?|counted|puts?|reports?|reported|claims?|claimed|reckons?|reckoned|wr(?:ites?"
    r"|ote)|estimates?|estimated|announce[sd]?|states?|stated|lists?|listed"
    r"|records?|recorded|thinks?|thought|believes?|believed|verif(?:y|ies|ied)|confirms?|confirmed|shows?"
    r"|showed|told|gives?|gave|calculate[sd]?|finds?|found|documented|had documented|registered|notes?|noted"
    r"|published|tallied|tallies|speaks? of"
)
NOUNS = (
    r"counts?|figures?|estimates?|best estimate|tally|tallies|data|numbers|graphs?|lists?|reckoning|account"
    r"|first count|own figures|report|reports|toll|records?|tracker|statistics|calculations?|word"
)
ADVERB = (
    r"(?: (?:has|have|had|itself|in \w+|also|now|still|alone|since|then|officials?|monitors|researchers|analysts))?"
)


def _pattern(name: str) -> re.Pattern[str]:
    who = rf"(?<![\w-])(?:{name})"
    return re.compile(
        rf"(?:[Aa]ccording to|\b[Aa]s per|\bsays|\bsaid|\bwrites|\bwrote|\breports|\breported|\bclaims|\b(?:data"
        rf"|figures|numbers|estimates|count|tally|list) (?:of|from|by)|\bcounted by|\bcompiled by|\bverified by) "
        rf"(?:the )?{who}(?![\w-])"
        rf"|{who}(?:['’]s?)?(?: in \w+| office| mission| monitors| analysts| researchers)?,?{ADVERB} (?:{SAYS})\b"
        rf"|\b(?:[Bb]y|[Oo]n|[Ii]n|[Ff]rom|[Pp]er) (?:the )?{who}(?:['’]s?)? (?:\w+ )?(?:{NOUNS})\b"
        rf"|{who}['’]s? (?:\w+ ){{0,2}}(?:{NOUNS})\b|{who}: "
    )


SAYING = [(publisher, _pattern(name)) for publisher, name in PUBLISHERS]


def said_by(sentence: str) -> str:
    """The id of the publisher who a sentence says told its figures; empty where none is named as saying them."""
    flat = " ".join(sentence.replace("’", "'").split())
    places = [(found.start(), -found.end(), publisher) for publisher, words in SAYING if (found := words.search(flat))]
    return min(places)[2] if places else ""


def named(sentences: str) -> str:
    """The id of the publisher whom sentences name first; empty for none."""
    flat = " ".join(sentences.replace("’", "'").split())
    places = [
        (found.start(), -found.end(), publisher)
        for publisher, name in PUBLISHERS
        if (found := re.search(rf"(?<![\w-])(?:{name})(?![\w-])", flat))
    ]
    return min(places)[2] if places else ""
