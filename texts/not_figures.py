"""What has digits and is no figure: addresses, references, times of day, names, ordinals, articles of law."""

import re

W = r"(?:[ \u00a0\t]|\r?\n(?:> ?)?){1,3}"
# A number of a name or reference: few digits, and nothing behind that counts.
N = (
    r"\d{1,4}[a-z]?(?:\.\d{1,3})*(?![\d,.]*\d)(?!\w|/)(?!%| ?(?:per ?cent|percent|pc|%|million|billion"
    r"|trillion|thousand|bn|mn)\b)"
)
LISTED = rf"{N}(?:(?:[-–,]{W}?|[-–]|,?{W}(?:and|to|or){W}){N}){{0,6}}"
REFERRED = (
    "pages?|pp?\\.|notes?|footnotes?|endnotes?|figs?\\.|figures?|tables?|charts?|maps?|chapters?|ch\\."
    "|sections?|sec\\.|articles?|arts?\\."
    "|resolutions?|nos?\\.|№|paragraphs?|paras?\\.?|clauses?|annex(?:es)?|appendix|volumes?|vol\\.|issues?"
    "|parts?|versions?"
    "|acts?|decrees?|directives?|protocols?|regulations?|cases?|rooms?|flats?|floors?|channels?|routes?|bus"
    "|trams?|flights?|gates?|platforms?"
    "|units?|reactors?|class|sizes?|numbers?|schools?|hospitals?|levels?|phases?|stages?|rounds?|steps?"
    "|questions?|items?|columns?"
    "|highways?|checkpoints?|blocks?|buildings?|house|battalions?|turbines?|warehouses?|line|lines|point|row"
    "|grade|category|tier|day|week|verses?|rules?"
    "|chapters|exhibits?|slides?|bulletins?|files?|dossier|docket|ibid\\.?|sheet|form|amendments?|addendum"
    "|edition|episode|season|books?|scene|frame|plate|panel|diagram|equation|exercise|application|invoice"
    "|account|passport|ticket|licence|batch|model|series|hill|height|exit|junction|lane|stand|booth|cell"
    "|kindergarten|clinic|precinct|constituency|code|bay|dock|hangar|dormitory|camp|colony|prison|refs?\\.?"
    "|theses|thesis|canto|psalm|lot|berth|pier|terminal|hall|shop|post|box|seat|track|sector|mine|shaft|well"
    "|ward|circular|order|law|bill|ext\\.?|extension"
)
NAMES = (
    "Leopard|Challenger|Boeing|Airbus|Stream|Channel|Route|Formula|Falcon|Ariane|Type|Mark|Mk\\.?|Apollo"
    "|Sputnik|Minsk|Windows|Android|iOS"
    "|iPhone|Galaxy|Highway|Interstate|Terminal|Reactor|Unit|Group|Storm|Radio|Studio|Area|Camp|Project"
    "|Operation|Vostok|Soyuz|Progress"
    "|Marder|Gepard|Tornado|Abrams|Centurion|Eurofighter|Gripen|Mirage|Rafale|Bradley|Patriot|Mirage|Tu|Su"
    "|MiG|Il|Mi|Ka|An|Kh|BMP|BTR|Euro"
    "|Expo|Catch|World War|War|Agenda|Horizon|Vision|Chapter|Title|Level|Web|Python|Gen|Generation|Ural|Kamaz"
    "|Lada|Samara|Krasnoyarsk|S&P|FTSE|DAX|Nikkei|Stoxx|STOXX|CAC|Fortune|Forbes|Russell|Nasdaq|BBC|France"
    "|Rossiya|Kanal|TV|Rustavi|Fahrenheit|Lancer|Ward|Room|Hill|Height|Pavilion|Pier"
)
PLACES = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Square|Boulevard|Blvd|Drive|Way|Prospekt|Court|Place|Quay|Embankment"
    "|Gardens|Terrace|Hill"
)
NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    "|fifteenth|sixteenth"
    "|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth"
    "|ninetieth|hundredth|thousandth|millionth"
)
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
TIMES = (
    "seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|seasons?|winters?|summers?"
    "|years?|decades?|centuries"
)
LENGTH = (
    rf"(?:\d{{1,3}}|(?:an?|one|{NUMBERS}|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|a couple of"
    rf"|several|few)(?:-(?:{NUMBERS}))?)(?:[- ](?:and[- ]a[- ]half))?"
)
CLOCK_WORDS = (
    r"went|goes|go|left|leaves?|began|begins?|starts?|started|opens?|opened|closes?|closed|ends?|ended"
    r"|arrived?s?|departs?|sounded|heard|broke"
    r"|came|comes|woke|hit|struck|last|first|again"
)
NOT_FIGURES = re.compile(
    # Addresses of pages, mail, handles, tags.
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,30}){1,4}|(?<!\w)[@#]\w+"
    # Footnotes, telephone numbers, post codes, house numbers.
    r"|\[(?:[a-z]{1,6}\.? ?)?\d{1,3}(?:[,–-] ?\d{1,3}){0,9}\]|\^\d{1,3}\b"
    r"|(?<!\w)\+\d{1,3}[ ()\d-]{6,24}\d|(?<!\w)\(0\d{1,5}\)[ \d-]{4,16}\d|\b(?:[Tt]el(?:ephone)?|[Pp]hone"
    r"|[Ff]ax|[Hh]otline)[.:]{0,2} ?[\d+(][\d ()-]{2,20}\d"
    r"|\b0\d{2,5}[ -]\d{3,4}[ -]?\d{3,6}\b|\b1-800-[\d-]{7,9}\b|\b\d{3}-\d{3}-\d{4}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\bP\.?O\.? [Bb]ox \d+"
    rf"|\b\d{{1,4}}[a-z]?(?:[-–]\d{{1,4}})? (?:[A-Z][\w'’]{{1,20}} ){{1,3}}(?:{PLACES})\b"
    rf"|\b(?:[A-Z][\w'’]{{1,20}} )(?:{PLACES}),? \d{{1,4}}\b"
    r"|\b\d{5,6},? (?:Kyiv|Kiev|Moscow|Berlin)|\b(?:ISBN|ISSN|DOI|doi|arXiv|ID)[: ]{1,2}[\dXx./-]+"
    # Times of day.
    r"|\b[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?: ?[ap]\.?m\b\.?)?(?: (?:MSK|GMT|UTC|CET|EST|EET|BST))?"
    r"|\b[01]?\d(?:[.:][0-5]\d)? ?(?:[ap]\.m\.?|[ap]m\b)|\b[01]?\d[–-][01]?\d ?(?:[ap]\.m\.?|[ap]m\b)"
    r"|\b(?:[01]\d|2[0-3])[0-5]\d (?:GMT|UTC|MSK|CET|local time)\b|\b0\d[0-5]\d(?: ?(?:hrs|hours|h))?\b"
    r"|\b(?:[01]?\d|2[0-3])h[0-5]\d\b"
    rf"|\b(?:[01]?\d|{NUMBERS})(?:{W}(?:fifteen|thirty|forty-five))?{W}o['’]clock"
    rf"|\b(?:half|quarter|(?:a|one){W}quarter|ten|twenty|twenty-five|five|\d{{1,2}})(?:{W}minutes)?{W}(?:past"
    rf"|to){W}(?:{NUMBERS}|midnight|noon)\b(?!{W}(?:per|percent|hundred|thousand|million|billion|\w+s\b))"
    rf"|\bhalf{W}past\b"
    rf"|(?<=\bat )(?:{NUMBERS}|\d{{1,2}})(?={W}(?:in the (?:morning|evening|afternoon)|at night|sharp|tonight"
    rf"|this (?:morning|evening)|tomorrow))"
    rf"|(?<=\bat )(?:{NUMBERS}) (?:fifteen|twenty|thirty|forty|forty-five|fifty)\b"
    rf"|(?<=\bat )(?:[01]?\d|2[0-3])\.[0-5]\d(?=[.,;]?(?:\s|$))(?!{W}(?:to|per|a|on|the|points?|roubles?"
    rf"|rubles?|dollars?|euros?|percent|million|billion|trillion|bn|%|against|yuan|hryvnia|for)\b)(?! ?[%])"
    rf"|(?:\b(?:{NUMBERS}|\d{{1,2}})(?:{W}(?:and|to|or){W}(?:{NUMBERS}|\d{{1,2}}))?|(?<=\bfrom "
    rf")(?:{NUMBERS}))(?={W}in{W}the{W}(?:morning|afternoon|evening)\b)|\b(?:nine to five|9 to 5)\b|\b12 noon\b"
    rf"|\b(?:meet|meets|meeting is|train leaves|leaves?|begins?|starts?|opens?|close|closes|sounded|departs?"
    rf"|arrives?|gather|wakes?|rises? )(?: \w+){{0,2}} at (?:{NUMBERS})(?=[,.;:]| and\b| or\b)"
    # Scores, and who is among the first.
    rf"|(?<=won )\d{{1,2}}[-–]\d{{1,2}}\b|(?<=lost )\d[-–]\d\b|(?<=drew )\d[-–]\d\b|\bscore (?:was|of|is) "
    rf"\d{{1,3}}[-–]\d{{1,3}}|\b(?:the|its|world's|country's) top[- ](?:{NUMBERS}|\d{{1,3}})\b(?!%| ?(?:per"
    rf"|million|billion))"
    # Ordinals, and centuries.
    r"|\b\d{1,3}(?:,\d{3})*(?:st|nd|rd|th)\b(?:[-–](?:\d{1,3}(?:st|nd|rd|th)\b|\w+))?"
    rf"|\b(?:{TENS})[- ](?:{ORDINALS})\b(?!-?{W}(?:of|as)\b)"
    # Idioms with one and two, and names that hold a word for a number.
    rf"|\b(?i:one(?:(?:{W}(?:of|another|by{W}one|day|thing|side|might|must|can|could|should|would|may|cannot"
    rf"|way|reason|example|after|more|such|who|that|exception|can't))\b|-(?:off|time|sided|way|man|woman"
    rf"|year-old\b|stop|to-one|another)\b))"
    rf"|\b(?i:no{W}one|some{W}?one|any{W}?one|every{W}?one|each{W}one|number{W}one|not{W}one{W}of{W}(?:us"
    rf"|them){W}knows|at{W}one|with{W}one|this{W}one|that{W}one|which{W}one|the{W}one|only{W}one"
    rf"|one{W}and{W}the{W}same|one{W}and{W}all|the{W}other{W}one)\b(?!-|{W}(?:million|billion|hundred|thousand"
    rf"|per))"
    rf"|\b(?i:(?:the|these|those|its|their|his|her|our|between the|other|first|last){W}two)\b(?!{W}(?:and"
    rf"|million|billion|hundred|thousand|dozen|thirds|per{W}?cent|percent|[ap]\b)|[- ](?:thirds|and))"
    rf"|\b(?i:(?:a|one|the)?{W}?(?:day|week|month|year|hour|minute|night)s?{W}or{W}(?:two|so))\b"
    rf"|\b(?i:an?{W}\w{{1,12}}{W}or{W}two)\b"
    rf"|\b(?i:(?:two|three|four|five)-(?:way|state|faced|seat|seater|star|wheel|wheeled|wheeler|tier|pronged"
    rf"|fifths-rule|piece|party|speed|track|front|level))s?\b"
    rf"|\b(?i:(?:six|seven|thirty|hundred|eighty|twelve)[- ](?:day|years?['’]?) war)\b|\b(?:Group|Big|Council"
    rf"|Gang|Band) (?:of )?(?:Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twenty)\b"
    r"|\b(?:World War|Part|Minsk|Volume|Act|Chapter|Article|Day|Number|Phase|Plan) (?:One|Two|Three|Four|Five"
    r"|Six|Seven|Eight|Nine|Ten)\b|\bFive Eyes\b|\bThree Seas\b|\bOne (?:Nation|China)\b|\b[Ss]quare one\b"
    # Lengths that only name a period.
    rf"|\b(?i:(?:the|these|those|its|his|her|their|our|this){W}(?:very )?(?:last|past|first|next|previous"
    rf"|coming|following|preceding|final|other|recent|opening"
    rf"|closing){W}{LENGTH}{W}(?:{TIMES}))\b(?!{W}(?:of{W}(?:\d{{4}}|war)))"
    rf"|\b(?i:(?:last|past|first|next|previous|coming){W}(?:{NUMBERS}|\d{{1,2}}){W}(?:{TIMES}))\b"
    rf"|\b(?i:{LENGTH}{W}(?:{TIMES}){W}(?:ago|earlier|later|before|previously|hence|on)\b(?!{W}(?:the|a)\b))"
    # References: "page 14", "Article 51", "pp. 202-205", "Fig. 4", "§ 5", "(3)", and versions.
    rf"|\b(?i:{REFERRED}){W}?(?:No\.? ?)?(?<![a-z]){LISTED}(?!-)(?:{W}of{W}(?:the{W})?\d{{1,3}}\b)?"
    rf"|§{{1,2}} ?{LISTED}|\bNo {LISTED}|\b[vV]\d+(?:\.\d+)+|\b[vV]\.? ?\d+\.\d+"
    rf"|\b\d+\.\d+\.\d+(?:\.\d+)*\b(?<!\.\d\d\d)"
    r"|(?<=[.\w\"”’])\(\d{1,2}\)|(?<=[a-z][.,”\"])\d{1,2}(?=\s|$)"
    # Names: "Su-34", "MH17", "72nd", "24/7", "4x4", "5G", "Leopard 2".
    r"|(?<![\w-])[A-Za-z]{0,12}[A-Z][\w]{0,12}[-‑]\d[\w.]{0,8}(?:[-/]\d[\w]{0,6})?(?!\w)(?!-?,\d{3})"
    r"|(?<![\w$€£¥₽-])(?!(?:km|m|cm)[23]\b|(?:US|EUR|USD|RUB|CNY|GBP|UAH|Q|H)\d)[A-Za-z]{1,16}\d[\w-]{0,12}"
    r"|\b(?!(?:mid|pre|post|late|early|sub|non|near|plus|minus|top|nearly|about|over|under|from|and|or|to"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|two|three|four|five|six|seven|eight|nine"
    r"|ten)-)[a-z]{3,12}-\d{1,3}\b(?![.,%\d])"
    rf"|\b(?:{NAMES})[ -](?:\d{{1,4}}[A-Z]?\d?)(?![\w,.]*\d)(?!\w| ?%| (?:per|million|billion|bn|trillion))"
    r"|\b\d{1,2}/\d{1,2}\b(?<!\b1/2)(?<!\b1/3)(?<!\b2/3)(?<!\b1/4)(?<!\b3/4)(?!/)|\b[24]x[24]\b|\b[2-6][GD]\b"
    r"|\b3-D\b|\b\d+(?:\.\d+)?° ?[NSEW]\b"
    r"|\b(?:152|155|130|122|120|125|105|100|82|81|60|57|40|35|30|23|20|9|12\.7|7\.62|5\.45|5\.56)[ -]?mm(?: "
    r"(?:NATO )?(?:shells?|rounds?|howitzers?|guns?|artillery|mortars?|ammunition|calibre|caliber|cannons?"
    r"|munitions?|autocannons?|cartridges?|pistols?))"
)
# What a reference's number is followed by where it counts after all.
COUNTED_AFTER = re.compile(
    r" (?:men|people|soldiers|troops|tanks|drones|missiles|roubles|dollars|euros|times|points|per|km"
    r"|kilomet\w+|square)\b"
)
DOUBTFUL = re.compile(rf"(?i:{REFERRED})\s")


def not_figures(text: str) -> list[tuple[int, int]]:
    """From where to where such things stand, in order."""
    return [
        match.span()
        for match in NOT_FIGURES.finditer(text)
        if not (DOUBTFUL.match(match.group()) and COUNTED_AFTER.match(text, match.end()))
    ]
