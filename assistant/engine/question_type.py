"""What kind of answer a question expects, read from its words."""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.engine.questions.dependence import without_preface
from assistant.engine.terms import AUXILIARIES, STOP_WORDS, content_terms, is_stop_word, names, stem, word_set, words


class AnswerType(StrEnum):
    """The kind of value a good answer contains."""

    PERSON = "person"
    """A person, a group or an institution."""
    PLACE = "place"
    DATE = "date"
    NUMBER = "number"
    """A count or a measure."""
    AMOUNT = "amount"
    """A sum of money."""
    DURATION = "duration"
    PERCENT = "percent"
    REASON = "reason"
    QUOTE = "quote"
    """What somebody said."""
    YES_NO = "yes_no"
    LIST = "list"
    DEFINITION = "definition"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an answer to a question has to bring."""

    kind: AnswerType
    counted: str = ""
    """For a number, the noun that is counted, as written ("people"); empty when the question names none."""
    verbs: tuple[str, ...] = ()
    """Stems of the words that say what happens to the counted ("hospitalis"), without the names around them."""
    contested: bool = False
    """The question takes for granted, or asks about, a deed that somebody may deny."""

    @property
    def two_sided(self) -> bool:
        """Whether one side may say yes and another no."""
        return self.contested or self.kind is AnswerType.YES_NO


_DOER = r"(?:who|whom|which (?:\w+ ){0,3}?(?:group|side|country|party|army|militants?|state|government)s?)"
_PERSON_NOUN = (
    "actor|actress|author|boss|candidate|captain|ceo|chair|chairman|chief|coach|company|country|director|editor|"
    "founder|general|governor|group|journalist|judge|king|lawmaker|leader|man|mayor|minister|ministry|officer|"
    "official|organisation|organization|party|person|player|politician|president|prosecutor|queen|reporter|scientist|"
    "senator|singer|spokesman|spokesperson|spokeswoman|suspect|team|victim|winner|witness|woman|writer|agency|"
    "bank|firm"
)
_PLACE_NOUN = (
    "area|base|building|capital|cities|city|continent|country|countries|county|district|hospital|location|"
    "neighbou?rhood|place|province|region|state|street|town|village|venue"
)
_TIME_NOUN = "date|day|decade|hour|month|time|week|weekday|year|century"
_MEASURE = "far|fast|heavy|high|hot|large|big|tall|deep|wide|strong|cold|often|old|loud|close|wide"
_SAYING = (
    "say|says|said|claim|claims|claimed|tell|told|announce|announced|report|reports|reported|write|wrote|argue|"
    "argued|warn|warned|deny|denied|respond|responded|reply|replied|comment|commented|demand|demanded|call for|"
    "call on|called on|"
    "called for|promise|promised|state|stated|think|suggest|suggested|allege|alleged|describe|described|ask for|"
    "admit|admitted|explain|explained|urge|urged|accuse|accused"
)

_INDIRECT = (
    "and or know known knows clear unclear say said says tell told announce announced decide decided remember reveal "
    "revealed explain explained determine determined suspect suspected certain sure idea find found asked ask see"
)
_JOINED = (
    r"(?:where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b(?: \w+){0,2}?"
    + "".join(rf"(?<! {word})" for word in _INDIRECT.split())
)
"""Before a "when" or "who" that only joins: "was there a fire when it sank", "did the man who fell die"."""

_RULES: tuple[tuple[AnswerType, str], ...] = (
    (AnswerType.QUOTE, r"^(?:what|how) (?:did|does|do|has|have|was|is|had)\b.*\b(?:" + _SAYING + r")\b"),
    (
        AnswerType.QUOTE,
        r"^what (?:was|were|is|are) (?:the |\w+['’]s )?.*\b(?:reaction|response|statement|position|reply|"
        r"comment|view|message|words)\b",
    ),
    (AnswerType.QUOTE, r"^(?:how|what) (?:did|does|do|has|have) .*\b(?:react|respond|comment)\b"),
    (AnswerType.QUOTE, r"^what .*\b(?:said|told|claimed|written|reported) (?:about|by|on|of)\b"),
    (
        AnswerType.PERCENT,
        r"\b(?:what|which) (?:percent|percentage|share|proportion|fraction)\b|\bhow many percent|"
        r"\bwhat (?:is|was) the .*\b(?:rate|percentage|share)\b",
    ),
    (
        AnswerType.AMOUNT,
        r"\bhow much (?:money|does|did|do|is|was|were|will|would|has|have|had)\b.*\b(?:cost|pay|paid|"
        r"spend|spent|earn|earned|raise|raised|worth|owe|owed|charge|charged|fined?|invest|invested|donate|"
        r"donated|price|"
        r"lose|lost|settle|make|made|sell|sold|buy|bought|settlement|deal|fine|budget|ticket|salary|bill)\b|"
        r"\bhow much money\b|^(?:what|how high) (?:is|was|are|were) (?:the |\w+['’]s )?.*\b(?:price|cost|salary|"
        r"budget|fee|fine|"
        r"revenue|profit|net worth|bail|sum)\b|\bhow (?:expensive|costly)\b|\bhow many (?:[a-z]+ )?"
        r"(?:dollars|euros|pounds|rubles|roubles|yen)\b",
    ),
    (
        AnswerType.DURATION,
        r"\bhow long\b|\bhow many (?:more )?(?:years|months|weeks|days|hours|minutes|seconds)\b|"
        r"\bfor how long\b|\bwhat (?:is|was) the (?:length|duration)\b",
    ),
    (
        AnswerType.NUMBER,
        r"\bhow (?:many|much|" + _MEASURE + r")\b|\bwhat (?:is|was|were) the (?:\w+ ){0,3}(?:number|"
        r"death toll|toll|count|score|size|height|distance|magnitude|population|temperature|speed|age)\b|"
        r"\bwhat number\b",
    ),
    (
        AnswerType.DATE,
        r"^(?!"
        + _JOINED
        + r" when\b)(?:\w+ ){0,3}?when\b|\b(?:what|which) (?:"
        + _TIME_NOUN
        + r")\b|\bsince when\b|\bby when\b|"
        r"\bwhat (?:is|was) the date\b",
    ),
    (
        AnswerType.REASON,
        r"^(?:\w+ ){0,2}?why\b|\bhow come\b|\bfor what reason|\bwhat (?:was|is|were|are) the "
        r"(?:\w+ )?(?:reason|cause|motive|purpose|explanation)s?\b|^what (?:caused|made|led|prompted|motivated|"
        r"triggered)\b",
    ),
    (
        AnswerType.LIST,
        r"^(?:list|name|enumerate|give me)\b|\b(?:what|which) (?:are|were) (?:the|some|all)\b|"
        r"^(?:which|what) (?!is |was |does |did |has |are |were |do |have )(?:\w+ ){0,2}?\w{3,}(?<!s)s (?:are|"
        r"were|have|do|did)\b",
    ),
    (
        AnswerType.DEFINITION,
        r"^what (?:is|are|was|were) (?:an? |the )?['\"“]?[\w-]+(?: [\w-]+){0,2}['\"”]?\?*$|\bmeaning of\b|"
        r"^what (?:does|do|did) .* (?:mean|stand for)\b|^define\b|^who (?:is|was|are|"
        r"were) (?-i:[A-Z])[\w'’-]+(?: [\w'’-]+){0,3}\?*$",
    ),
    (AnswerType.PLACE, r"^(?:\w+ ){0,3}?where\b|\b(?:what|which) (?:\w+ )?(?:" + _PLACE_NOUN + r")\b"),
    (
        AnswerType.PERSON,
        r"^(?!"
        + _JOINED
        + r" (?:who|whom|whose)\b)(?:\w+ ){0,3}?(?:who|whom|whose)\b|\bby whom\b|\b(?:what|which) (?:\w+ ){0,2}?(?:"
        + _PERSON_NOUN
        + r")s?\b",
    ),
    (
        AnswerType.YES_NO,
        r"^(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|"
        r"must|may|might|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|didn['’]t|doesn['’]t|don['’]t)\b",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _RULES)
_PREFACE = re.compile(
    r"^(?:(?:according to|in|on|from|per|as reported by|after|before|during) [^,?]{1,60}, |"
    r"(?:please |could you |can you |do you know |tell me |i want to know |and |but |so |then |also )+)",
    re.IGNORECASE,
)

_BEHIND_COUNTED = "|".join(sorted(AUXILIARIES | word_set("of in on at from that who which")))
_COUNTED = re.compile(
    r"\bhow (?:many|much)(?: more| fewer| less| other| different)? (?:of (?:the|these|those|his|her|their|its) )?"
    r"(?P<noun>[\w'’-]+(?: of [\w'’-]+)?(?: [\w'’-]+){0,3}?)"
    rf"(?=\s*(?:\?|$|,)| (?:{_BEHIND_COUNTED})\b| \w+ed\b| (?:died|went|came|got|fell|took|lost|won|left|say|"
    rf"said)\b)",
    re.IGNORECASE,
)

_DEEDS = frozenset(
    map(
        stem,
        word_set(
            """abduct abuse accuse ambush arm assassinate assault attack behead betray blame bomb bombard breach break
    bribe cause cheat collude commit conceal conspire cover destroy detonate down execute fabricate fake
    falsify finance fire frame fund gas hack harass hijack hit ignite incite instigate interfere invade jail
    kidnap kill launch leak lie loot manipulate massacre meddle mislead molest murder order orchestrate plan
    plant plot poison provoke rape rig rob sabotage shell shoot shot sink smuggle sponsor spy stab stage
    start steal stole strike struck supply target threaten torture trigger use violate wound"""
        ),
    )
)
_CULPRIT = re.compile(
    r"\bwho (?:was|is|were|are|stands|stood) (?:\w+ )?(?:behind|responsible|to blame|guilty|at fault)\b|"
    r"\b(?:carried|carry|carrying) out\b|\bresponsib(?:le|ility) for\b|\bto blame\b|\bguilty\b|\bblew up\b|"
    r"\bblow up\b|"
    r"\bis it true\b|\bat fault\b|\bbehind the\b",
    re.IGNORECASE,
)
_VICTIM = re.compile(r"\b(?:was|were|been|being|get|got|is|are)(?: \w+ly)? \w+(?:ed|en|ot|uck|ung)\b", re.IGNORECASE)


def expected(question: str) -> Expectation:
    """What an answer to `question`, a standalone question, has to bring."""
    text = _bare(question)
    kind = next((kind for kind, pattern in _COMPILED if pattern.search(text)), AnswerType.OTHER)
    counted = _counted(text) if kind in (AnswerType.NUMBER, AnswerType.PERCENT, AnswerType.AMOUNT) else ""
    verbs = _verbs(text) if kind is AnswerType.NUMBER else ()
    return Expectation(kind, counted, verbs, is_contested(question))


def is_contested(question: str) -> bool:
    """Whether the question presupposes, or asks about, a deed that somebody may deny.

    "Who carried out the attack?" and "Did Russia bomb the hospital?" do; "Who was killed?" and "Who won?" do not.
    """
    text = _bare(question)
    if _CULPRIT.search(text):
        return True
    head = text.casefold()
    deeds = [word for word in words(text) if stem(word) in _DEEDS]
    if not deeds:
        return False
    if re.match(r"(?:by whom|who|whom|why|how|which)\b", head):
        by_whom = head.startswith("whom") or "by whom" in head
        passive = bool(_VICTIM.search(text)) and not by_whom
        active = bool(re.match(_DOER + r" (?:\w+ly )?\w+", head)) or bool(re.match(r"(?:why|how) did\b", head))
        return by_whom or (active and not passive and _is_verb_there(text, deeds))
    return bool(re.match(r"(?:did|was|were|is|has|have|had|does|do|are)\b", head)) and _accuses(text, deeds)


def _is_verb_there(text: str, deeds: list[str]) -> bool:
    """Whether a deed is a verb: not behind an article, a preposition or an adjective."""
    return any(
        not re.search(
            r"\b(?:the|an?|this|that|of|in|on|for|to|by|their|its|his|her)(?: \w+)? " + re.escape(deed) + r"\b", text
        )
        for deed in deeds
    )


def _accuses(text: str, deeds: list[str]) -> bool:
    """In a yes-or-no question: somebody did it, or it was done."""
    asks_saying = re.match(
        r"\w+ .{2,60}?\b(?:say|claim|report|mention|announce|deny|denied|said)\b", text, re.IGNORECASE
    )
    return not asks_saying and _is_verb_there(text, deeds) and bool(names(text) or _VICTIM.search(text))


def _bare(question: str) -> str:
    """The question without a preface such as "According to X," or "Can you tell me"."""
    text = without_preface(question).strip(' "“”')
    previous = ""
    while text != previous:
        previous = text
        text = _PREFACE.sub("", text, count=1).strip() or previous
    return text


def _counted(text: str) -> str:
    match = _COUNTED.search(text)
    if match is None:
        return ""
    noun = [word for word in words(match["noun"]) if word.casefold() not in AUXILIARIES]
    return " ".join(noun) if noun and noun[0].casefold() not in STOP_WORDS - {"other", "more"} else ""


def _verbs(text: str) -> tuple[str, ...]:
    """Stems of the lower-case words behind the counted noun: what happened to what is counted."""
    match = _COUNTED.search(text)
    rest = text[match.end() :] if match else ""
    head = re.split(r"\b(?:in|on|at|during|after|before|by|since|from|near|when|according|for|with)\b", rest)[0]
    plain = " ".join(word for word in words(head) if word.islower() and not is_stop_word(word))
    return content_terms(plain)
