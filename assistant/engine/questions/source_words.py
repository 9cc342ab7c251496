"""Words that speak of a publisher as the source of what is asked, over a masked question."""

import re
from collections.abc import Callable

from assistant.engine.questions.masked import SOURCE, SURE, Masked, list_of

_LIST = list_of(SOURCE)
_SURE_LIST = list_of(SURE)
ARTICLES = (
    r"(?:coverage|reporting|(?:news )?reports?|(?:news )?articles?|(?:news )?stor(?:y|ies)|accounts?|versions?|"
    r"editorials?|headlines|newspaper|magazine|take(?= on\b))"
)
"""Pattern for what publishers publish."""
_PLURAL_ARTICLES = r"(?:coverage|reporting|(?:news )?(?:reports|articles|stories)|editorials|headlines|accounts)"
WROTE = (
    r"(?:report(?:ed|s|ing)?|wr(?:ote|ites?|itten)|publish(?:ed|es)?|print(?:ed|s)?|"
    r"cover(?:ed|s)?(?! (?:up|cost|price|art|photo|page|star)s?\b))"
)
"""Pattern for what publishers do."""
_TELLING = rf"(?:{WROTE}|describe|portray|characteri[sz]e|mention|quote|cite|depict)"
_SAYING = r"(?:say|said|claim|note)(?= (?:about|on|of|regarding|over|happened|that|was|were|caused|the)\b|\s*[?.!]?$)"
_NOT_A_COMPANY = (
    r"(?! (?:to|back|for|a loss|losses|profits?|revenues?|earnings|record|sales|its|their)\b)"
    r"(?! (?:about|on|of|regarding) (?:its|their)\b)"
)
_TOPIC = r"(?: (?:about|on|of|regarding|concerning)\b)?"
_CLAUSE_END = (
    r"(?=\s*(?:$|[,.;:?!)])| (?:how|what|who|whom|when|where|why|which|did|does|do|is|are|was|were|has|have|on|in|"
    r"about|from|since|that|during|between)\b)"
)
_WHAT_THEY_DO = (
    r"(?=\s*(?:$|[,.;:?!)])| (?:mention|discuss|say|agree|disagree|describe|report|claim|give|quote|name|cover|"
    r"put|show|contradict|call|blame|on|about|of|that|from|since|in|did|does|do|is|are|was|were|how|what|who|"
    r"which|when)\b)"
)
_ASKING = r"(?:(?:tell me |show me |and )?(?:what|how) (?:else )?)?"

_CUES: tuple[str, ...] = (
    rf"{_ASKING}(?:did|does|do|has|have) {_LIST} (?:also |each |both )?{WROTE}\b{_NOT_A_COMPANY}{_TOPIC}",
    rf"{_ASKING}(?:did|does|do|has|have) {_SURE_LIST} (?:also |each |both )?"
    rf"(?:{_TELLING}|{_SAYING}){_NOT_A_COMPANY}{_TOPIC}",
    rf"(?:tell me |summari[sz]e |show me )?what {_LIST} (?:has |have )?(?:{WROTE}|said|says){_NOT_A_COMPANY}{_TOPIC}",
    rf"(?:what (?:did|does) )?(?:the )?{_LIST} (?:newspaper|magazine) (?:{WROTE}|say|said){_NOT_A_COMPANY}{_TOPIC}",
    rf"(?:according to|as reported by|as told by|reported by|per) {_LIST}(?: magazine| newspaper)?{_CLAUSE_END},?",
    rf"^(?:and |but )?(?:what about |how about )?{SURE}\?(?= \(about:(?:[^⟦]|⟦D)*$)",
    rf"^(?:in|from|going by|judging by|based on|citing) {_SURE_LIST}[,:]",
    rf"(?:,? (?:and|but))? (?:only|just) (?:from|in|by|using|use) {_LIST}(?=\s*[?.!]?$)",
    rf"which of {_LIST} (?=puts?|gives?|reports?|says?|names?|has|have)",
    rf"which (?:outlets?|papers?|newspapers?|publishers?|sources?)[,:] {_LIST},?",
    r"(?:what (?:was|is|has been) )?(?:said|written|reported|published|printed|mentioned|quoted|described|stated|"
    rf"portrayed|covered|depicted) (?:in|by) {_SURE_LIST}{_CLAUSE_END}{_TOPIC}",
    rf"(?:in |from )?(?:the |any |which |all )?{_PLURAL_ARTICLES} (?:by|in|from) {_LIST}{_WHAT_THEY_DO}",
    r"(?:in |from )?\b(?:the|any|which|an?|this) (?:article|report|story|account) "
    rf"(?:by|in|from) {_SURE_LIST}{_WHAT_THEY_DO}",
    r"(?<!\bto )(?<!\bwith )(?<!\btold )(?<!\btell )(?:(?:according to|in|from|as per|what (?:do|does|did)) )?"
    rf"(?:\b(?:an?|the|which) )?{_LIST}(?:['’]s?)? (?:own |latest |recent )?{ARTICLES}\b"
    r"(?!['’]s|['’](?= )| on its\b)(?: (?:say|claim|mention)\b)?(?: (?:of|on|about)\b)?",
)
"""In the order in which they are looked for: "did RT report" is a verb before it is a noun."""
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _CUES)
_ASKS_FOR_AUTHOR = re.compile(
    r"^(?:and )?who (?:wrote|published|leaked|edited|reported|broke|prints?|sued)\b", re.IGNORECASE
)

_ABOUT_THEMSELVES = re.compile(
    r"\b(?:figures|ratings|viewers|viewing|audiences?|revenue|profits?|salar\w+|budgets?|jobs|staff|subscri\w+|"
    r"traffic|"
    r"circulation|owners?|shares?|funding|licen[cs]e|pay|history|founded)\b",
    re.IGNORECASE,
)
_ABOUT = r"(?: (?:on|about|over|of|whether|that|regarding)\b)"
_HOW_SAID = rf"(?:{ARTICLES}|{WROTE}|said?|says?|claim\w*|describ\w+|portray\w*)"
_DIFFER = r"(?:differ\w*|disagree|compare)"
_ONE = rf"{SOURCE}(?:['’]s?)?"
_COMPARISONS: tuple[str, ...] = (
    rf"\b(?:compare|contrast)\b.*?{_ONE}.*?{_ONE}(?:.*?\b{_HOW_SAID}\b{_ABOUT}?|{_ABOUT})",
    rf"\b(?:compare|contrast)\b.*?\b{_HOW_SAID}\b.*?{_ONE}.*?{_ONE}(?: {_HOW_SAID})?{_ABOUT}?",
    rf"\bhow (?:do|did|does|is|are|was|were)\b.*?{_ONE}.*?\b{_DIFFER}\b.*?{_ONE}(?: {ARTICLES})?{_ABOUT}?",
    rf"\bhow (?:do|did|does)\b.*?{_ONE}.*?{_ONE}.*?\b{_DIFFER}\b(?: in (?:their|its) {ARTICLES})?{_ABOUT}",
    rf"(?:\bwhat (?:is|are|was|were) the )?\bdifferences? between\b.*?{_ONE}.*?{_ONE} {_HOW_SAID}\b{_ABOUT}?",
    rf"(?:\bwhat (?:is|are|was|were) the )?\bdifferences? between\b.*?\b{_HOW_SAID}\b.*?{_ONE}.*?{_ONE}{_ABOUT}?",
    rf"\b(?:do|did|does) {_ONE} and {_ONE} (?:agree|disagree|differ){_ABOUT}",
    rf"(?:\b(?:where|how) )?(?:\b(?:do|does|did) )?{_ONE} {ARTICLES}\b.*?\b(?:differ\w*|contradict\w*|"
    rf"disagrees?|agrees?|"
    rf"conflicts?) .*?{_ONE}(?: {ARTICLES})?{_ABOUT}?",
)
_COMPARISON_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _COMPARISONS)


def take_comparison(text: str, masked: Masked) -> tuple[list[tuple[str, ...]], str]:
    """The publishers of each side of a comparison of coverage, and the text without the words for it.

    No sides where the publishers themselves are compared ("Compare CNN and the BBC on viewing figures").
    """
    if text.count("⟦") < 2 or _ABOUT_THEMSELVES.search(text) or "⟦N" in text:
        return [], text
    for pattern in _COMPARISON_PATTERNS:
        match = pattern.search(text)
        sides = masked.sources(match.group()) if match else []
        if match and len(sides) > 1:
            return sides, text[: match.start()] + text[match.end() :]
    return [], text


def take_sources(text: str, masked: Masked) -> tuple[tuple[str, ...], str]:
    """The publishers whose reports are asked for, and the text without the words for it."""
    sources: dict[str, None] = {}
    if not ("⟦S" in text or "⟦O" in text) or _ASKS_FOR_AUTHOR.match(text):
        return (), text
    for pattern in _PATTERNS:
        text = pattern.sub(_collector(sources, masked), text)
    return tuple(sources), text


def _collector(sources: dict[str, None], masked: Masked) -> Callable[[re.Match[str]], str]:
    def collect(match: re.Match[str]) -> str:
        for names in masked.sources(match.group()):
            sources.update(dict.fromkeys(names))
        return " "

    return collect
