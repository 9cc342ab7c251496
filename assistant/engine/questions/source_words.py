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
_ONE_OR_MORE = rf"{SURE}(?:(?:,| and|, and) {SURE})*"
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
    rf"\b(?:where|how|in what)\b.*?{_ONE} and {_ONE}.*?\b(?:{_DIFFER}|contradict\w*|conflict\w*|part ways)\b"
    rf"(?: each other)?{_ABOUT}?",
    rf"\b(?:put|set|hold|read)\b.*?{_ONE}(?: {ARTICLES})? (?:next to|against|beside|alongside) "
    rf"(?:(?:that|those) (?:of|in) )?{_ONE}",
    rf"\b{ARTICLES} (?:of|in|by) {_ONE} (?:{_DIFFER}|contradict\w*|conflict\w*)\b.*? {_ONE}(?: {ARTICLES})?{_ABOUT}?",
    rf"\bhow (?:different|similar)\b.*?{_ONE}.*?{_ONE}{_ABOUT}?",
    rf"\b(?:compared|in contrast|as opposed|unlike)(?: (?:with|to))? {_ONE}.*?{_ONE}",
    rf"\bwhat (?:do|does|did) {_ONE} (?:have|has|say|report|know|mention)\b.*? that {_ONE} (?:do|does|did)(?:n['’]t| not)"
    rf"(?: (?:have|say|report|know|mention))?",
    rf"{_ONE} (?:vs\.?|versus|against|compared (?:with|to)) {_ONE}{_ABOUT}?",
)
_COMPARISON_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _COMPARISONS)


_STATES = (
    r"(?:argu|believ|cit|claim|describ|estimat|explain|expect|find|giv|hear|learn|leav|list|mention|nam|not|"
    r"predict|put|quot|recommend|report|reveal|say|speak|suggest|talk|tell|think|warn|writ)(?:e?s|es|e?d|e|ing)?"
)
_STATED = r"(?:found|gave|heard|left|said|spoke|thought|told|wrote)"
_VERB = rf"(?:{_STATES}|{_STATED})\b(?! (?:it|they|its|their|he|she)\b)"
_WRITING = (
    r"(?:articles?|columns?|editorials?|headlines?|lists?|obituar(?:y|ies)|opinion|pieces?|profiles?|"
    r"ranking|reports?|reviews?|stor(?:y|ies)|write-?ups?)"
)
_VIEW = rf"(?:account|analysis|count|figures?|line|numbers?|take|tally|telling|version|view|words|{_WRITING})"
_AT_END = r"(?=\s*(?:$|[,.;:?!)]| (?:on|about|over|regarding)\b))"
_ALONE = (
    rf"(?:only|just|nothing but|nobody but|solely|exclusively)(?: (?:at|from|in|on|to|use|using|with))? {_SURE_LIST}"
)
_OWN_DOING = (
    r"(?:announc|becom|break|charg|close|decide|do|earn|grow|happen|have|lose|los|make|mean|move|offer|open|owe|pay|"
    r"plan|promis|rais|respond|spend|start|stop|want|win)\w*\b"
)
"""What a publisher does as a firm; asked for, the question is about it."""
_LOOSE: tuple[str, ...] = (
    rf"\b(?:in|on|from|for) {_SURE_LIST}{_AT_END}(?: (?:on|about|over|regarding)\b)?",
    rf"\b(?:interview|{_WRITING}) (?:in|on|from|for|by) {_LIST}{_AT_END}",
    rf"\b(?:by|in|from|on) {_ONE_OR_MORE}['’]s? (?:own )?{_VIEW}\b",
    rf"{_ONE_OR_MORE}(?:['’]s?)? (?:own |latest |recent |lead )?{_VIEW}\b(?: (?:of|on|about)\b)?",
    rf"{SOURCE}['’]s (?:own |latest |recent |lead )?{_WRITING}\b(?: (?:of|on|about)\b)?",
    rf"^{_SURE_LIST} (?:also )?{_VERB}(?: that\b)?",
    rf"\b(?:as )?(?:tells?|told|quoted|listed|stated|given|reported|counted|argued|claimed) (?:it )?(?:by|in|on) "
    rf"{_LIST}{_AT_END}",
    rf"\bas {_SURE_LIST} (?:tells?|told|has|had|sees?|saw|puts?|{_STATES}) (?:it|this|that)\b",
    rf"(?:,| as) (?:says?|said|writes?|wrote|reports?|tells?) {_SURE_LIST}{_AT_END}",
    rf"\b(?:do|does|did|has|have|had) {_SURE_LIST} (?:also |ever |already )?{_VERB}",
    rf"\b(?:learn|know|gather|hear|read|found?) from {_SURE_LIST}",
    rf"\b(?:stick(?:ing)? to|rely(?:ing)? on|confin\w+ (?:yourself|it) to|limit\w* (?:yourself|it) to|go(?:ing)? by|"
    rf"look(?:ing)? (?:only |just )?at|check|search|consult) {_SURE_LIST}",
    rf"\b{_ALONE}",
    rf"^(?:from|source|in|by)?:? ?{_SURE_LIST}:",
    rf"^(?:what|which|how)\b[^?]*? (?:do|does|did|has|have) {_SURE_LIST} (?!{_OWN_DOING})"
    r"(?=[a-z]+(?:\s*$|\s*[,.;:?!]| (?:about|against|as|at|behind|for|from|in|of|on|over|regarding|to|up|with)\b))",
    rf"\b(?:explained|framed|presented|seen|shown|told) (?:in|by) {_SURE_LIST}{_AT_END}",
    rf"^{_SURE_LIST} (?!.*\b(?:are|did|do|does|has|have|is|was|were|what|when|who|will)\b)(?=[a-z][^?.,]*$)",
    rf"^from:? {SURE}(?= )",
    rf"\b(?:what(?:ever)?|everything|anything|all) {_SURE_LIST} (?:has|had|have|knows?|knew)\b(?: (?:on|about|of)\b)?",
    rf"\b(?:did|does|do|has|have) {_LIST} (?:run|carry|have) (?:an?|any|the) (?:interview|{_WRITING})\b"
    r"(?: (?:on|about|with)\b)?",
    rf"^(?:the )?{_LIST} (?:ran|carried|has|had) (?:an?|the) (?:interview|{_WRITING})\b(?: (?:on|about|with)\b)?",
    rf"\bin the (?:words|view|opinion|telling) of {_SURE_LIST}{_AT_END}",
    rf"\bas (?:seen|told|reported|described) by {_SURE_LIST}{_AT_END}",
    rf"\b(?:what (?:do|does|did) )?{_SURE_LIST}['’]s? sources? (?:say|says|said|claims?|claimed|tells?|told)\b"
    r"(?: (?:about|on|of|that)\b)?",
    rf"\b(?:leave out|ignore|skip|disregard) everything (?:but|except) {_SURE_LIST}",
    rf"\b(?:check|search|consult|look (?:up|in|into|at)) {_SURE_LIST} (?:for|on|about)\b",
    rf"\b(?:has|have|had) {_SURE_LIST} been (?:saying|reporting|writing|publishing)\b(?: (?:about|on|of|that)\b)?",
    rf"\bwhat (?:has|have|had) (?:appeared|been (?:printed|written|reported|published)) (?:in|on|by) {_SURE_LIST}"
    r"(?: (?:about|on|of)\b)?",
)
"""Looked for when nothing else fits, in questions that are not about the publishers themselves."""
_LOOSE_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _LOOSE)
_ITS_BUSINESS = re.compile(
    r"\b(?:anchors?|audiences?|boss|bought|buys?|buildings?|cancel\w*|ceo|chairman|chief|circulation|columnist|"
    r"contributors?|correspondents?|editors?|employ\w*|executives?|founded|founder|hacked|hir\w+|host|journalists?|"
    r"laid|launch\w*|lawyers?|layoffs|licen[cs]e|merge\w*|offices?|own(?:s|ed|er)|presenters?|profits?|ratings|"
    r"reporters?|resign from|revenue|salar\w+|sell|settle\w*|staff|subscri\w+|sue[ds]?|suing|vans?|viewers|viewing|"
    r"website|work(?:s|ed)? (?:at|for|in))\b",
    re.IGNORECASE,
)


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
    if not sources and not _ITS_BUSINESS.search(text):
        return _take_loosely(text, masked)
    return tuple(sources), text


def _take_loosely(text: str, masked: Masked) -> tuple[tuple[str, ...], str]:
    """As `take_sources`, by looser cues; nothing where they leave a publisher over, whose part would be lost."""
    sources: dict[str, None] = {}
    rest = text
    for pattern in _LOOSE_PATTERNS:
        rest = pattern.sub(_collector(sources, masked), rest)
    return ((), text) if "⟦S" in rest else (tuple(sources), rest)


def _collector(sources: dict[str, None], masked: Masked) -> Callable[[re.Match[str]], str]:
    def collect(match: re.Match[str]) -> str:
        for names in masked.sources(match.group()):
            sources.update(dict.fromkeys(names))
        return " "

    return collect
