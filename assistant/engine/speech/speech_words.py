"""The words that reporting is recognised by: verbs, what may follow them, and nouns that speak."""

import re

from assistant.engine.speech.quotations import MASK
from assistant.engine.word_list import word_list

CAPITAL = "A-ZÀ-ÖØ-Þ"
_DAY = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)"
_WHEN = (
    rf"(?:(?:late |early )?(?:on |last )?{_DAY}(?: (?:morning|afternoon|evening|night))?"
    r"|(?:last|this) (?:week|month|year))"
)

# Verbs that report whatever stands after them, and verbs that also do other work ("added a goal") and so
# need a complement that shows they report.
_SPEECH = (
    "said|says|told|tells|tweeted|insisted|insists|stressed|stresses|asserted|asserts|argued|argues|"
    "accused|accuses|claimed|claims|testified|quipped|recalled|recalls"
)
_SPEECH_OR_DEED = (
    "added|adds|alleged|alleges|announced|announces|reported|reports|confirmed|confirms|denied|denies"
    "|noted|notes|warned|warns|"
    "revealed|reveals|admitted|admits|explained|explains|wrote|writes|stated|states|declared|declares|estimated|"
    "estimates|predicted|predicts|suggested|suggests|suggest|believes|believe|acknowledged|acknowledges|conceded|"
    "disclosed|emphasized|emphasised|reiterated|repeated|concluded|maintains|maintained|complained|"
    "promised|pledged|vowed|blamed|blames|say|argue|warn|pointed out|points out|"
    "put|puts|described|showed|shows|found|spoke of|speaks of|indicated|indicates|contended|contends|recounted|remarked"
)
_AFTER_QUOTATION = (
    "continued|continues|replied|replies|responded|joked|asked|asks|reads|read|went on|shouted|laughed|smiled"
)
VERB = re.compile(rf"\b(?:(?P<speech>{_SPEECH})|(?P<deed>{_SPEECH_OR_DEED})|(?P<quoting>{_AFTER_QUOTATION}))\b")

COMPLEMENT = re.compile(
    rf"\s*(?:[,.:;]|$|[\"“‘{MASK}]|(?:[\w’'-]+\s+){{0,8}}that\b|how\b|whether\b|{_WHEN}\s*[.,]|(?:earlier"
    rf"|later)\s*[.,])"
)
_NUMBER = re.compile(
    r"\s+(?:[a-z]+ ){0,2}?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)\b)"
)
_A_TOTAL = re.compile(
    r"\s+(?:the|its|their) (?:\w+ ){0,2}(?:toll|number|figure|count|total|cost|damage|sum|loss|bill|price|turnout|crowd|share)\b"
)
TAKES = {  # what may follow instead, verb by verb
    "denied": re.compile(
        r"\s+(?:any|all|the|those|these|its|his|her|being|having|using|involvement|wrongdoing|\w+ing)\b"
    ),
    "denies": re.compile(
        r"\s+(?:any|all|the|those|these|its|his|her|being|having|using|involvement|wrongdoing|\w+ing)\b"
    ),
    "put": _A_TOTAL,
    "puts": _A_TOTAL,
    "acknowledged": _NUMBER,
    "acknowledges": _NUMBER,
    "spoke of": _NUMBER,
    "speaks of": _NUMBER,
    "blamed": re.compile(r"\s+(?!for\b|on\b|by\b|in\b)\w"),
    "blames": re.compile(r"\s+(?!for\b|on\b|by\b|in\b)\w"),
    "described": re.compile(r"\s+.{1,80}? as\b"),
    "repeated": re.compile(r"\s+.{1,60}? (?:accusations?|claims?|allegations?|warnings?|calls?)\b"),
}
NEVER = {  # what may not follow
    "said": re.compile(r"\s+to (?:be|have)\b"),
    "told": re.compile(r"\s+(?:(?:her|him|them|me|us) )?to\b"),
    "accused": re.compile(r"\s*(?:of|in|by|and|was|were|is|[.,;:])(?:\b|\s|$)"),
    "claimed": re.compile(r"\s+(?:\d|the li[fv]es?\b|(?:at least|more than|over|about|nearly) \d|by\b|as\b)"),
    "claims": re.compile(r"\s+(?:of|for|against|about|to|by|as|are|were|have|process)\b"),
    "reports": re.compile(r"\s+(?:of|on|about|from|by|to|are|were|have)\b"),
    "notes": re.compile(r"\s+(?:of|on|about|from|are|were)\b"),
    "put": re.compile(r"\s*(?:[,.:;]|$)"),
    "puts": re.compile(r"\s*(?:[,.:;]|$)"),
    "found": re.compile(r"\s*(?:[,.:;]|$)"),
    "showed": re.compile(r"\s*(?:[,.:;]|$)"),
    "shows": re.compile(r"\s*(?:[,.:;]|$)"),
}
ALSO_A_NOUN = frozenset(["claims", "notes", "reports", "shows", "estimates"])
INVERTED = re.compile(
    "said|says|added|adds|wrote|writes|explained|explains|noted|notes|warned|warns|reported|reports|"
    "claimed|claims|recalled|recalls|quipped|admitted|confirmed|stated|argued|argues|insisted|stressed|tweeted"
)

AFTER_BOUNDARY = re.compile(
    r"\s(?:as )?(?:quoted|reported|cited|carried) (?:by|in)\b|[,.;:!?()–—\n\"”“‘]|\s-\s|\s(?:who|which|in an?|in the|on|at|during|after|before|when|as|while|told|tells|"
    rf"says|said|via|later|earlier|citing|adding|yesterday|today|tonight|last|this|because|but|has|have|had"
    rf"|is|was|were|are)\b|{MASK}"
)
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Capt|Sen|Rep|Gov|St|Jr|Sr|Rev|Hon|Pres|No|vs)|\b[A-Z])\.$"
)
RELAYED = re.compile(
    r"\b(?:(?P<according>[Aa]ccording to)|(?:as )?(?:quoted|reported|cited|carried) by|(?:quoted|cited"
    r"|quotes|cites)(?= .{1,60}? as saying\b))\s+"
)

ACCORDING = re.compile(r"\b[Aa]ccording to [^,.;]*$")
CLAUSE_BOUNDARY = re.compile(rf"[.!?;:()–—\n”\"{MASK}]|\s--?\s")
PASSED_ON = re.compile(r"\s(?:as )?(?:quoted|reported|cited|carried) (?:by|in)\s[^,]*$")
"""What may stand between a speaker and the verb: "X quoted by Y said"."""

DETERMINER = word_list("""
    the a an one another some many several most two three four other both all no its his her their our this that
    these those
    """)
FUNCTION_WORD = frozenset(
    word_list("""
    is was are were be been being am has have had will would can could may might must shall should do does did not
    to i we you me us them him if then than there here who whom whose which what where when why how because although
    though while since until unless whatever whoever whichever wherever after before but or so yet nor as that into about
    against between through almost nearly maybe during however meanwhile instead also just only even very too ever never
    always often
    """)
)
OPENER = re.compile(
    r"^(?:(?:and|but|so|yet|while|as|when|because|although|though|that|if|after|before|since|where|which|what|than|"
    r"however|meanwhile|also|then|later|earlier|still|instead|until|whether|or|nor|once|for now|now|even"
    r"|maybe|perhaps|(?:earlier |later )?(?:this|last|that) (?:week|month|year|summer|winter|spring|fall"
    r"|autumn))\b,?\s+)+",
    re.IGNORECASE,
)
SUBORDINATOR = re.compile(
    r"\b(?:after|because|while|when|where|what|which|than|but|whether|if|although|though|that|as|until|like)\s+",
    re.IGNORECASE,
)
ADVERBS = re.compile(
    rf"(?:(?:^|\s+)(?:has|have|had|did|would|also|later|earlier|then|further|again|once|now|since|already"
    rf"|even|simply|just|still|sometimes|often|always|at the time|"
    rf"(?!family\b|assembly\b|ally\b|supply\b|rally\b|bully\b)[a-z]+ly|{_WHEN}))+\s*$"
)
COORDINATED = re.compile(
    rf"((?:[Tt]he [a-z]+|(?:[Tt]he )?[{CAPITAL}][\w’'-]+(?: [{CAPITAL}][\w’'-]+){{0,5}}))"
    r" [a-z]+(?:ed|s)\b.*(?: and|,? but)(?: then| also)?$",
    re.DOTALL,
)
PARTICIPLE = re.compile(
    r"(?<![-\w])(?!briefed|based|informed|involved|united|wounded|displaced|injured|retired|armed|elected"
    r"|appointed|named|titled|unnamed|"
    r"identified|affected|detained|advanced|allied|related|backed|combined|limited|hundred|red"
    r"|kidnapped)[a-z]{2,}(?<!e)ed\b"
)
PREPOSITION = re.compile(
    r"\s(?:of|for|at|in|from|with|on|to|near|inside|outside|by|familiar|close|involved|briefed)\s"
)

PREPOSITION_FIRST = re.compile(r"(?:of|for|at|in|from|with|on|near|inside|outside|by|under|over)\b", re.IGNORECASE)

SPEAKER_NOUN = re.compile(
    r"(?:spokes\w+|ministry|ministries|ministers?|officials?|police|authorities|government|army|military|"
    r"statements?|reports?|media|television|tv|radio|agency|agencies|newspapers?|sources?|witness(?:es)?|residents?|"
    r"locals?|patients?|doctors?|nurses?|medics?|experts?|analysts?|scientists?|researchers?|stud(?:y|ies)|survey|poll|"
    r"prosecutors?|lawyers?|attorneys?|judges?|court|company|companies|firm|group|groups|organi[sz](?:ations?|ers?)"
    r"|charity|union|council|"
    r"committee|commission|association|department|office|bureau|campaign|party|president|chief|head|director|coach|"
    r"manager|ceo|founder|owner|author|editor|professor|teacher|mother|father|family|parents?|wife|husband|son|"
    r"daughter|brother|sister|friends?|neighbou?rs?|victims?|survivors?|activists?|critics?|supporters?|opponents?|"
    r"employers?|rebels?|militants?|soldiers?|troops|commanders?|generals?|officers?|sheriff|detectives?"
    r"|investigators?|"
    r"firefighters?|rescuers?|paramedics?|hospital|school|university|airline|operator|regulator|watchdog|"
    r"economists?|historians?|journalists?|correspondents?|reporters?|man|woman|men|women|person|people|boy|girl|"
    r"students?|workers?|drivers?|farmers?|users?|customers?|investors?|insiders?|rep|reps|representatives?|"
    r"senators?|lawmakers?|lawsuit|complaint|indictment|affidavit|audit|autopsy|inquest|memo|letter|filing|documents?|data|figures|press release|"
    r"leaders?|members?|monitors?|diplomats?|envoy|ambassador|governor|mayor|king|queen|prince|pope|singer|actor|"
    r"actress|star|player|duo|couple|pair|team|aides?|advis[eo]rs?|chair(?:man|woman)?|secretary|co-\w+"
    r"|services?|inspectors?|inspectorate|engineers?|surveyors?|auditors?|accountants?|insurers?|suppliers?|contractors?"
    r"|landlords?|tenants?|passengers?|villagers?|miners?|fisherm[ae]n|protesters?|demonstrators?|surgeons?|vets?|priests?"
    r"|bishops?|imams?|councillors?|deput(?:y|ies)|premier|chancellor|ombudsman|coroners?|magistrates?|consultants?|trustees?"
    r"|stewards?|pilots?|captains?|skippers?|sergeants?|lieutenants?|colonels?|traders?|dealers?|shopkeepers?|specialists?"
    r"|biologists?|geologists?|geophysicists?|technicians?|guards?|brigade|mortuary|morgue|prefecture|prefect"
    r"|embassy|consulate|federation|institute|league|club|bank|museum|authority|observatory|crew|tribunal|administration"
    r"|parliament|senate|assembly)$",
    re.IGNORECASE,
)
REPORTED_ON = re.compile(
    r"\b(?:amount|figure|number|sum|total|toll|price|cost|loss|losses|profit|count|level|share|size|date|place|version|story"
    r"|account|reason)s? (?:the|a|an|its|their|his|her) [a-z]"
)
"""A noun and whose report of it follows: "three times the amount the company" reported."""
FATE = re.compile(r"\s(?:missing|dead|killed|injured|wounded|hurt|safe|alive|lost)\b")
"""After "the miners reported", of whom it was reported."""
PRONOUN = frozenset(["he", "she", "they", "it"])
NOT_A_NAME = frozenset(
    word_list("""
    that this these those there what who it the a an and but so while when if then here all some both monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october
    november december today yesterday i we you nevertheless nonetheless moreover furthermore additionally finally
    similarly previously recently therefore thus indeed separately elsewhere overall instead however meanwhile still
    later earlier now
    """)
)
