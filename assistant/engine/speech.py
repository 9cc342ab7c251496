"""Where a paragraph says that someone said something: its quotations, and who is the subject of which verb.

Rules over words, no parser: a reporting verb outside quotation marks, and the noun phrase before or after it
that can speak. What does not plainly fit is left out, because a wrong speaker is worse than none.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]

MASK = "\x00"
"""Stands for every character of a quotation when the words around it are read."""


@dataclass(frozen=True, slots=True)
class Report:
    """One phrase that attributes: its subject and its verb, as offsets into the paragraph."""

    subject: Span
    verb: Span
    rank: int
    """0 for the person who speaks, 1 for "according to", 2 for who passes it on ("as quoted by")."""

    @property
    def start(self) -> int:
        """First character of subject and verb."""
        return min(self.subject[0], self.verb[0])

    @property
    def end(self) -> int:
        """One past the last character of subject and verb."""
        return max(self.subject[1], self.verb[1])


_CAPITAL = "A-ZÀ-ÖØ-Þ"
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
    "added|adds|alleged|alleges|announced|announces|reported|reports|confirmed|confirms|denied|denies|noted|notes|warned|warns|"
    "revealed|reveals|admitted|admits|explained|explains|wrote|writes|stated|states|declared|declares|estimated|"
    "estimates|predicted|predicts|suggested|suggests|suggest|believes|believe|acknowledged|acknowledges|conceded|"
    "disclosed|emphasized|emphasised|reiterated|repeated|concluded|maintains|maintained|complained|"
    "promised|pledged|vowed|blamed|blames|say|argue|warn|pointed out|points out|"
    "put|puts|described|showed|shows|found|indicated|indicates|contended|contends|recounted|remarked"
)
_AFTER_QUOTATION = (
    "continued|continues|replied|replies|responded|joked|asked|asks|reads|read|went on|shouted|laughed|smiled"
)
_VERB = re.compile(rf"\b(?:(?P<speech>{_SPEECH})|(?P<deed>{_SPEECH_OR_DEED})|(?P<quoting>{_AFTER_QUOTATION}))\b")

_COMPLEMENT = re.compile(
    rf"\s*(?:[,.:;]|$|[\"“‘{MASK}]|(?:[\w’'-]+\s+){{0,8}}that\b|how\b|whether\b|{_WHEN}\s*[.,]|(?:earlier|later)\s*[.,])"
)
_TAKES = {  # what may follow instead, verb by verb
    "denied": re.compile(
        r"\s+(?:any|all|the|those|these|its|his|her|being|having|using|involvement|wrongdoing|\w+ing)\b"
    ),
    "denies": re.compile(
        r"\s+(?:any|all|the|those|these|its|his|her|being|having|using|involvement|wrongdoing|\w+ing)\b"
    ),
    "put": re.compile(r"\s+(?:the|its|their) (?:\w+ ){0,2}(?:toll|number|figure|count|total|cost|damage)\b"),
    "puts": re.compile(r"\s+(?:the|its|their) (?:\w+ ){0,2}(?:toll|number|figure|count|total|cost|damage)\b"),
    "blamed": re.compile(r"\s+(?!for\b|on\b|by\b|in\b)\w"),
    "blames": re.compile(r"\s+(?!for\b|on\b|by\b|in\b)\w"),
    "described": re.compile(r"\s+.{1,80}? as\b"),
    "repeated": re.compile(r"\s+.{1,60}? (?:accusations?|claims?|allegations?|warnings?|calls?)\b"),
}
_NEVER = {  # what may not follow
    "said": re.compile(r"\s+to (?:be|have)\b"),
    "told": re.compile(r"\s+to\b"),
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
_ALSO_A_NOUN = frozenset("claims notes reports shows estimates".split())
_INVERTED = re.compile(
    "said|says|added|adds|wrote|writes|explained|explains|noted|notes|warned|warns|reported|reports|"
    "claimed|claims|recalled|recalls|quipped|admitted|confirmed|stated|argued|argues|insisted|stressed|tweeted"
)

_AFTER_BOUNDARY = re.compile(
    r"[,.;:!?()–—\n\"”“‘]|\s-\s|\s(?:who|which|in an?|in the|on|at|during|after|before|when|as|while|told|tells|"
    rf"says|said|via|later|earlier|citing|adding|yesterday|today|tonight|last|this|because|but|has|have|had|is|was|were|are)\b|{MASK}"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Capt|Sen|Rep|Gov|St|Jr|Sr|Rev|Hon|Pres|No|vs)|\b[A-Z])\.$"
)
_RELAYED = re.compile(
    r"\b(?:(?P<according>[Aa]ccording to)|(?:as )?(?:quoted|reported|cited|carried) by|(?:quoted|cited|quotes|cites)(?= .{1,60}? as saying\b))\s+"
)

_DETERMINER = "the a an one another some many several most two three four other both all no its his her their our this that these those".split()
_FUNCTION_WORD = frozenset(
    "is was are were be been being am has have had will would can could may might must shall should do does did not "
    "to i we you me us them him if then than there here who whom whose which what where when why how because although "
    "though while since until unless after before but or so yet nor as that into about against between through "
    "almost nearly maybe during however meanwhile instead also just only even very too ever never always often".split()
)
_OPENER = re.compile(
    r"^(?:(?:and|but|so|yet|while|as|when|because|although|though|that|if|after|before|since|where|which|what|than|"
    r"however|meanwhile|also|then|later|earlier|still|instead|until|whether|or|nor|once|for now|now|even|maybe|perhaps|(?:earlier |later )?(?:this|last|that) (?:week|month|year|summer|winter|spring|fall|autumn))\b,?\s+)+",
    re.IGNORECASE,
)
_SUBORDINATOR = re.compile(
    r"\b(?:after|because|while|when|where|what|which|than|but|whether|if|although|though|that|as|until|like)\s+",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    rf"(?:(?:^|\s+)(?:has|have|had|did|would|also|later|earlier|then|further|again|once|now|since|already|even|simply|just|still|sometimes|often|always|at the time|"
    rf"(?!family\b|assembly\b|ally\b|supply\b|rally\b|bully\b)[a-z]+ly|{_WHEN}))+\s*$"
)
_COORDINATED = re.compile(
    rf"((?:[Tt]he [a-z]+|(?:[Tt]he )?[{_CAPITAL}][\w’'-]+(?: [{_CAPITAL}][\w’'-]+){{0,5}}))"
    r" [a-z]+(?:ed|s)\b.*(?: and|,? but)(?: then| also)?$",
    re.DOTALL,
)
_PARTICIPLE = re.compile(
    r"(?<![-\w])(?!briefed|based|informed|involved|united|wounded|displaced|injured|retired|armed|elected|appointed|named|titled|unnamed|"
    r"identified|affected|detained|advanced|allied|related|backed|combined|limited|hundred|red|kidnapped)[a-z]{2,}(?<!e)ed\b"
)
_PREPOSITION = re.compile(
    r"\s(?:of|for|at|in|from|with|on|to|near|inside|outside|by|familiar|close|involved|briefed)\s"
)

_PREPOSITION_FIRST = re.compile(r"(?:of|for|at|in|from|with|on|near|inside|outside|by|under|over)\b", re.IGNORECASE)

_SPEAKER_NOUN = re.compile(
    r"(?:spokes\w+|ministry|ministries|ministers?|officials?|police|authorities|government|army|military|"
    r"statements?|reports?|media|television|tv|radio|agency|agencies|newspapers?|sources?|witness(?:es)?|residents?|"
    r"locals?|patients?|doctors?|medics?|experts?|analysts?|scientists?|researchers?|stud(?:y|ies)|survey|poll|"
    r"prosecutors?|lawyers?|attorneys?|judges?|court|company|companies|firm|group|groups|organi[sz]ations?|charity|union|council|"
    r"committee|commission|association|department|office|bureau|campaign|party|president|chief|head|director|coach|"
    r"manager|ceo|founder|owner|author|editor|professor|teacher|mother|father|family|parents?|wife|husband|son|"
    r"daughter|brother|sister|friends?|neighbou?rs?|victims?|survivors?|activists?|critics?|supporters?|opponents?|"
    r"employers?|rebels?|militants?|soldiers?|troops|commanders?|generals?|officers?|sheriff|detectives?|investigators?|"
    r"firefighters?|rescuers?|paramedics?|hospital|school|university|airline|operator|regulator|watchdog|"
    r"economists?|historians?|journalists?|correspondents?|reporters?|man|woman|men|women|person|people|boy|girl|"
    r"students?|workers?|drivers?|farmers?|users?|customers?|investors?|insiders?|rep|reps|representatives?|"
    r"senators?|lawmakers?|lawsuit|complaint|indictment|letter|filing|documents?|data|figures|press release|"
    r"leaders?|members?|monitors?|diplomats?|envoy|ambassador|governor|mayor|king|queen|prince|pope|singer|actor|"
    r"actress|star|player|duo|couple|pair|team|aides?|advis[eo]rs?|chair(?:man|woman)?|secretary|co-\w+)$",
    re.IGNORECASE,
)
_PRONOUN = frozenset("he she they it".split())
_NOT_A_NAME = frozenset(
    "that this these those there what who it the a an and but so while when if then here all some both "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday i we you".split()
)


@lru_cache(maxsize=512)
def quotations(paragraph: str) -> tuple[Span, ...]:
    """Spans of direct speech in one paragraph, quotation marks included.

    A quotation that is not closed runs to the end, as when it goes on in the next paragraph.
    """
    spans: list[Span] = []
    opened: int | None = None
    closers = ""
    for match in re.finditer("[\"“”„«»‘’]|''|``", paragraph):
        mark, at = match.group(), match.start()
        if opened is None:
            if _opens(paragraph, at, mark):
                opened, closers = at, _CLOSERS[mark]
        elif mark in closers and (mark != "’" or not paragraph[at + 1 : at + 2].isalpha()):
            spans.append((opened, match.end()))
            opened = None
    if opened is not None and closers != "’":
        spans.append((opened, len(paragraph)))
    return tuple(spans)


_CLOSERS = {'"': '"”', "“": '”"', "„": "“”", "«": "»", "‘": "’", "``": "''"}


def _opens(paragraph: str, at: int, mark: str) -> bool:
    """Whether the mark at `at` can open a quotation: a measure such as 65" cannot."""
    before = paragraph[at - 1 : at]
    return mark in _CLOSERS and (mark in "“„«" or not (before.isalnum() or before == "’"))


def masked(paragraph: str) -> str:
    """The paragraph with every quotation replaced by as many MASK characters."""
    for start, end in quotations(paragraph):
        paragraph = paragraph[:start] + MASK * (end - start) + paragraph[end:]
    return paragraph.replace("\xa0", " ")


@lru_cache(maxsize=512)
def reports(paragraph: str) -> tuple[Report, ...]:
    """Every phrase of the paragraph that attributes, outside quotations, in order of its verb."""
    words = masked(paragraph)
    found = [report for match in _VERB.finditer(words) if (report := _of_verb(words, match))]
    found += [report for match in _RELAYED.finditer(words) if (report := _of_relay(words, match))]
    return tuple(sorted(found, key=lambda report: report.verb))


def _of_relay(words: str, match: re.Match[str]) -> Report | None:
    subject = _phrase_after(words, match.end())
    if subject is None or not can_speak(words[slice(*subject)]):
        return None
    verb = (match.start(), match.start() + len(match.group().rstrip()))
    return Report(subject, verb, 1 if match["according"] else 2)


def _of_verb(words: str, match: re.Match[str]) -> Report | None:
    verb, after = match.group(), words[match.end() :]
    if verb in _NEVER and _NEVER[verb].match(after):
        return None
    if _INVERTED.fullmatch(verb) and (subject := _inverted_subject(words, match)):
        return Report(subject, match.span(), 0)
    subject = _subject_before(words, match.start())
    if subject is None:
        return None
    if verb in _ALSO_A_NOUN and not _ends_like_a_speaker(words[slice(*subject)]):
        return None
    if match["quoting"] and not re.search(rf"{MASK},?\s*$", words[: subject[0]]):
        return None
    if match["deed"] and not _has_complement(verb, after, words[slice(*subject)]):
        return None
    return Report(subject, match.span(), 0)


def _has_complement(verb: str, after: str, subject: str) -> bool:
    if verb in _TAKES and _TAKES[verb].match(after):
        return True
    if verb in ("put", "puts", "described"):
        return False
    plain = _COMPLEMENT.match(after) is not None
    return plain or (
        subject.lower() not in _PRONOUN and _speaker_noun(subject) and verb in ("confirmed", "reported", "say")
    )


def _ends_like_a_speaker(subject: str) -> bool:
    last = subject.split()[-1]
    return is_pronoun(last) or last[0].isupper() or _SPEAKER_NOUN.match(last) is not None


def _inverted_subject(words: str, match: re.Match[str]) -> Span | None:
    """The subject of ", said X": the verb follows a quotation or a comma, and the phrase ends where its clause does."""
    before = words[: match.start()].rstrip()
    quoted = before.endswith(MASK)
    if not quoted and not before.endswith((",", "”", '"')):
        return None
    subject = _phrase_after(words, match.end())
    if subject is None:
        return None
    phrase = words[slice(*subject)]
    if not can_speak(phrase) or phrase.lower() in _PRONOUN:
        return None
    if quoted:
        return subject
    rest = words[subject[1] :]
    named = _has_name(phrase) or _speaker_noun(phrase)
    return subject if named and re.match(r"[.,;!?]|\s(?:who|in an?|on)\b|$", rest) else None


def _phrase_after(words: str, at: int) -> Span | None:
    """The noun phrase that begins at `at`, up to the end of its clause."""
    start = at + len(words[at:]) - len(words[at:].lstrip(" "))
    end, position = len(words), start
    while boundary := _AFTER_BOUNDARY.search(words, position):
        end = boundary.start()
        if boundary.group() != "." or not _ABBREVIATION.search(words[start : end + 1]):
            break
        position, end = boundary.end(), len(words)
    phrase = words[start:end].rstrip()
    if _speaker_noun(phrase) and (name := re.match(rf", (?:[{_CAPITAL}][\w’'-]+ ?){{1,6}}(?=[,.])", words[end:])):
        end += name.end()
        phrase = words[start:end]
    return (start, start + len(phrase)) if phrase else None


def _subject_before(words: str, verb_start: int) -> Span | None:
    """The noun phrase that ends where the verb begins, adverbs between them aside."""
    clause_start = _clause_start(words, verb_start)
    clause = words[clause_start:verb_start]
    if adverbs := _ADVERBS.search(clause):
        clause = clause[: adverbs.start()]
    clause = clause.rstrip()
    if clause.endswith(","):
        return _subject_before_apposition(clause.rstrip(", "), clause_start)
    comma = max(clause.rfind(", "), clause.rfind(",\n"))
    if clause[comma + 1 :].strip() in ("and", "but"):
        return _coordinated_subject(clause, clause_start)
    return _noun_phrase(clause[comma + 1 :], clause_start + comma + 1)


def _coordinated_subject(clause: str, offset: int) -> Span | None:
    """The subject of "X did this, but said that"."""
    start = len(clause) - len(clause.lstrip())
    opener = _OPENER.match(clause[start:])
    match = _COORDINATED.match(clause, start + (opener.end() if opener else 0))
    return (offset + match.start(1), offset + match.end(1)) if match and can_speak(match[1]) else None


def _subject_before_apposition(clause: str, offset: int) -> Span | None:
    """The subject of "X, who is Y, said", "X, the Y, said" and "the Y, X, said"."""
    parts = [(match.start(), match.group()) for match in re.finditer(r"[^,]+", clause)]
    if len(parts) < 2:
        return None
    last_start, last = parts[-1]
    if _looks_like_name(last) and (description := _noun_phrase(parts[-2][1], offset + parts[-2][0])):
        if _speaker_noun(clause[description[0] - offset : description[1] - offset].split(",")[0]):
            return description[0], offset + len(clause.rstrip())
    subject = None
    for start, part in reversed(parts[:-1]):
        if subject and not (_looks_like_name(part) and can_speak(part.strip())):
            break
        subject = _noun_phrase(part, offset + start) or subject
        if subject and _looks_like_name(part):
            break
    return subject


def _clause_start(words: str, before: int) -> int:
    """Where the sentence, quotation or parenthesis that ends at `before` begins."""
    position = before
    while position > 0:
        position = max(
            words.rfind(mark, 0, position)
            for mark in (".", "!", "?", ";", ":", "(", ")", "–", "—", "\n", MASK, "”", '"')
        )
        if position < 0:
            return 0
        inside_word = words[position] == "." and words[position + 1 : position + 2] not in (" ", "")
        if not inside_word and not (words[position] == "." and _ABBREVIATION.search(words[: position + 1][-8:])):
            return position + 1
    return 0


def _noun_phrase(part: str, offset: int) -> Span | None:
    """The speaker that the whole of `part` names once conjunctions before it are dropped; None when it is no such."""
    start = len(part) - len(part.lstrip())
    if opener := _OPENER.match(part[start:]):
        start += opener.end()
    if coordinated := _COORDINATED.match(part, start):
        return offset + start, offset + coordinated.end(1)
    for subordinator in _SUBORDINATOR.finditer(part, start):
        start = subordinator.end()
    phrase = part[start:].rstrip()
    if not can_speak(phrase):
        start = max(part.rfind(word, start) + len(word) for word in (" and ", " but "))
        phrase = part[start:].rstrip()
        if start < len(" and ") or not can_speak(phrase):
            return None
    return offset + start, offset + start + len(phrase)


def can_speak(phrase: str) -> bool:
    """Whether a phrase reads as someone or something that can say a thing."""
    words = phrase.split()
    if not words or len(words) > 14 or MASK in phrase:
        return False
    if phrase.lower() in _PRONOUN:
        return True
    if any(word.lower().strip(",") in _FUNCTION_WORD or word.lower() in _PRONOUN for word in words):
        return False
    if _PARTICIPLE.search(phrase) or _PREPOSITION_FIRST.match(phrase):
        return False
    if _VERB.search(phrase.partition(" ")[2]) or (len(words) == 1 and words[0].lower() in _NOT_A_NAME):
        return False
    return _has_name(phrase) or _speaker_noun(phrase)


def _has_name(phrase: str) -> bool:
    """Whether a capitalised word stands in the core of the phrase (before its first preposition, or as its last word)."""
    core = _PREPOSITION.split(f" {phrase} ", maxsplit=1)[0].split() or [""]
    return any(
        re.match(rf"[{_CAPITAL}]", word) and word.lower() not in _NOT_A_NAME and word.lower() not in _DETERMINER
        for word in (*core, phrase.split()[-1])
    )


def _looks_like_name(part: str) -> bool:
    words = _OPENER.sub("", part.strip()).split()
    return 0 < len(words) <= 6 and all(re.match(rf"[{_CAPITAL}]", word) for word in words)


def _speaker_noun(phrase: str) -> bool:
    """Whether the head of the phrase is a noun that stands for someone who speaks."""
    core = _PREPOSITION.split(f" {phrase} ", maxsplit=1)[0].split()
    return bool(core) and _SPEAKER_NOUN.match(core[-1].rstrip(",")) is not None


def is_pronoun(phrase: str) -> bool:
    """Whether the phrase is he, she, they or it."""
    return phrase.lower() in _PRONOUN
