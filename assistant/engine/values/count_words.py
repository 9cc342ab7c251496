"""The words that say what a figure counts: what happened to people, nouns, and signs that it is no plain fact."""

import re

from assistant.engine.word_list import word_list

PEOPLE = "people"

_HOSPITAL = (
    r"(?:taken|rushed|sent|brought|delivered|admitted|transferred|airlifted|carried) (?:[\w-]+ ){0,3}?hospitals?"
)
FRAMES = {
    "killed": (
        r"killed|killing|kills|dead|died|dies|dying|deaths?|fatalit(?:y|ies)|perished|slain|murdered|lost their lives"
    ),
    "injured": r"injur(?:ed|ing|es|y|ies)|wounded|wounding|wounds|hurt",
    "hospitalised": (
        rf"hospitali[sz](?:ed|ing|ations?)|in hospital|treated|(?:seek|sought) (?:medical )?treatment|{_HOSPITAL}"
    ),
    "missing": r"missing|unaccounted for",
    "arrested": (
        r"arrest(?:ed|ing|s)?|detained|detaining|taken into custody|held (?:in custody|for questioning|by (?:the )?police)"
        r"|(?<=were )held(?! (?:hostage|captive|up|back|responsible|prisoner)\b)"
    ),
    "evacuated": r"evacuat(?:ed|ing|ions?)|(?:moved|taken|brought|led) (?:out|to (?:safety|higher ground|shelters?))",
    "displaced": r"displaced|made homeless|left homeless|homeless|fled",
    "rescued": r"rescued|rescuing|(?<=were )saved|(?<=was )saved|(?<=been )saved|pulled (?:alive )?from",
    "infected": r"infected|tested positive",
    "vaccinated": r"vaccinated|immuni[sz]ed",
    "laid off": r"laid off|lose their jobs|lost their jobs|made redundant",
    "on strike": r"walked out|on strike|downed tools|walked off",
    "attending": (
        r"attend(?:ed|ing)|gathered|marched|demonstrated|turned out|took part|rallied|crowd|turnout|attendance"
        r"|drew|brought out|attracted"
    ),
}
"""Frame to the words that open it. Frames are never equated: who is injured need not be in hospital."""

FRAME = re.compile("|".join(rf"\b(?P<f{i}>{words})\b" for i, words in enumerate(FRAMES.values())), re.IGNORECASE)
FRAME_NAMES = tuple(FRAMES)

PEOPLE_NOUN = frozenset(
    word_list("""
    people person resident victim civilian individual inhabitant citizen casualty
    """)
)
CHILD_NOUN = frozenset(["child", "kid", "minor", "infant", "baby", "youngster", "schoolchild"])
CROWD_NOUN = frozenset(
    word_list("""
    protester demonstrator marcher fan supporter attendee spectator worshipper mourner participant
    """)
)
PERSON_NOUN = re.compile(
    r"(?:\w+(?:er|or|ist|ian|man|woman|ee)|pupil|student|patient|villager|guest|migrant|refugee|troop"
    r"|militant|rebel|police|medic|nurse)$"
)
NEUTRAL = frozenset(
    word_list("""
    the innocent local total of in all different separate whole estimated confirmed
    """)
)
STOP_TOKEN = frozenset(
    word_list("""
    were was have had has are is be been being will would could can may might must shall should do did does not who
    whom which that when while after before since because if as in at on by to from with within without near across
    over of under about into onto for during until than and or but so also each per out
    """)
)
AUXILIARY = re.compile(
    r"(?:^|\s)(?:were|was|have|has|had|been|are|is|be|being|left|remain|remained|remains|reported"
    r"|reportedly|feared|found|confirmed|got)"
    r"(?:\s+(?:also|still|now|already|so far|later|since|all|either|reported|confirmed|believed to have"
    r" been|either|seriously|badly"
    r"|slightly|critically|lightly|been|being|left|found|made|\w+ly|or))*\s*$"
)
ACTIVE = re.compile(
    r"^(?:died|dies|perished|lost|fled|attended|gathered|marched|demonstrated|turned|took|rallied|walked"
    r"|tested|sought|seek)"
)
NOT_ITS_VERB = re.compile(
    r"[;:.!?]|\b(?:who|that|which|when|after|while|because|saw|said|told|could|may|might|would|will|must|should)\b"
)
WHO_WERE = re.compile(
    r"^ who (?=(?:were|was|are|have|had|died|perished|lost their|fled|attended|gathered|marched|took part)\b)"
)
"""Before what happened to them; "two gunmen who killed" did it."""
HYPOTHETICAL = re.compile(
    r"\b(?:could|might|may|would|will|risk(?:s|ed|ing)?|fear(?:s|ed)?|expect(?:s|ed|ing)?|plans?|planned"
    r"|aims?|aimed|goal|target(?:s|ed)?|"
    r"threaten(?:s|ed|ing)?|capacity|if all|if the|if it|denied|denies|not|never|hop(?:es?|ed|ing)|capable|enough)\b",
    re.IGNORECASE,
)
PART_BEFORE = re.compile(
    r"\b(?:(?:man|woman|boy|girl|child) of|including|among (?:them|whom|the \w+)|of (?:them|whom|which"
    r"|those|these)|other than|as well as|plus|another|additional|"
    r"further|only|a|than the|with|one of|the first|the other)(?: (?:at least|more than|some|about))?,? $",
    re.IGNORECASE,
)
PAST_BEFORE = re.compile(
    r"\b(?:from|up from|down from|compared (?:with|to)|rather than|not|instead of|earlier|all but|except(?: for)?|apart from"
    r"|previous(?:ly)?(?: \w+){0,3}|initial(?:ly)?(?: \w+){0,3}"
    r"|(?:first|originally) (?:said|reported|put|given)(?: \w+){0,2}) $",
    re.IGNORECASE,
)
KILLING_BEFORE = re.compile(
    r"(?:^|[\s,])(?:(?P<frame>killed|killing|kills|kill|left|leaving|injured|injuring|injures|wounded"
    r"|wounding|hospitali[sz]ed|hospitali[sz]ing|"
    r"arrested|arresting|detained|detaining|evacuated|evacuating|displaced|displacing|rescued|rescuing|saved|saving"
    r"|claimed the lives of|vaccinated|infected|drew|attracted|brought out)"
    r"(?: (?:or|and) (?:killed|killing|injured|injuring|wounded|wounding|maimed))?) (?:the lives of )?$",
    re.IGNORECASE,
)
TOLL_BEFORE = re.compile(
    r"\b(?:(?P<toll>death|injury|casualty) toll|(?:number|count|total) of (?:people |the"
    r" )*(?P<noun>[a-z]+)(?: \w+){0,2}?|(?P<crowd>crowd|turnout|attendance)"
    r"|(?P<deaths>deaths|fatalities|injuries|hospitali[sz]ations))"
    r"(?: (?!and\b|or\b|from\b|but\b)[\w’'-]+){0,9}? (?:at|of|to|is|was|were|reached|reaches|hit|passed"
    r"|exceeded|topped|stood at|numbered|numbering|as) $",
    re.IGNORECASE,
)
ELLIPTIC_BEFORE = re.compile(
    r"(?:\b(?:say|says|said|counted|estimated|sp(?:eaks?|oke) of)(?: it was| there were)?|\bputs? (?:it|that|the (?:\w+"
    r" )?(?:figure|number|toll|total|count)(?: \w+){0,2}) at|"
    r"\b(?:the|that) (?:figure|number|total) (?:is|was|rose to|had reached|at)) $",
    re.IGNORECASE,
)
INCLUDED_BEFORE = re.compile(
    r"\b(?:includ(?:es?|ed|ing)|contains?|on top of) (?:the |an? )?$", re.IGNORECASE
)  # "the price includes 23 million of debt"
MORE_BEFORE = re.compile(r"\b(?:another|additional|further) $", re.IGNORECASE)
PART_AFTER = re.compile(
    r"\s*(?:(?:out )?of (?:the|them|those|these|its|their|whom)|more|additional|further"
    r"|(?:new|fresh) (?:patient|case|death|infection|victim|casualt|fatalit|arrest|injur)\w*)\b",
    re.IGNORECASE,
)
RATE_AFTER = re.compile(r"\s+(?:an?|per|each) [a-z]")  # "24 kilometres a second" is no distance
OTHERS = re.compile(r"\s*others?\b")
RATE = re.compile(
    r"\b(?:per(?! ?cent)|each|every|(?<!\bfor )(?<!\bneed )(?<!\bneeds )(?<!\btake )(?<!\btakes )(?<!\btook )(?<!\bwithin )(?<!\bafter )"
    r"(?<!\bin )(?<!\bhalf )an?) (?P<unit>second|minute|hour|day|night|week|month|year|person|head|capita)\b"
    r"|\b(?P<ly>daily|weekly|monthly|annual)(?:ly)?\b",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\b(?:since(?! (?:the (?:early hours|morning|night|evening)|(?:early |late )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday)\b)"
    r"|so far this year|this year|last year|in the (?:past|last)|over the (?:past|last|(?:whole|entire) (?:\w+ )?(?:day|week|month|year|season|campaign|war|decade|period|term))|to date|(?<!could )(?<!can )(?<!would )(?<!will )ever)\b",
    re.IGNORECASE,
)
RECORD = re.compile(r"\b(?:the )?(?:\w+est|worst|first|best|most)\b[^,.;]{0,30} since [^,.;]+", re.IGNORECASE)
PERIODS = {"daily": "day", "weekly": "week", "monthly": "month", "annual": "year"}


CLAUSE_BREAK = re.compile(
    r";|\s[–—-]\s|,? (?:while|but|whereas|although|though)\b|, and (?=[A-Z])|[.!?][\"”’]? (?=[A-Z])"
)
