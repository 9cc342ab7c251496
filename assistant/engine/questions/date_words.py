"""Words that speak of when something was published, over a masked question."""

import re
from datetime import date

from assistant.engine.questions.dates import Period
from assistant.engine.questions.masked import DATE, SOURCE, SURE, Masked, list_of
from assistant.engine.questions.periods import parse_phrase
from assistant.engine.questions.source_words import WROTE

_LIST = list_of(SOURCE)
_SURE_LIST = list_of(SURE)
_LIMIT = r"(?:up to and including|(?:by|until|before) the end of|since the (?:start|beginning) of|no later than|no earlier than|not before|not after|nothing after|nothing before|nothing since)"
_WHEN = (
    rf"(?:(?:from |in )?{DATE},? (?:or|and) (?:earlier|before|later|after|since)\b|"
    rf"(?:from |since )?{DATE} (?:on(?=\s*[,:;.?]|$)|onwards?\b)|{_LIMIT} {DATE})|"
    rf"(?:(?:from )?between (?:{DATE}|\d\d?) and {DATE}|(?:from |dated )?(?:{DATE}|\d\d?) (?:to|until|till|"
    rf"through) {DATE}|(?:from |dated )?(?:{DATE}|\d\d?) ?[–-] ?(?:\d\d? )?{DATE}|"
    rf"(?:from )?(?:in|during|on|from|of|since|after|before|until|till|up to|through|by|dated|within|"
    rf"over) {DATE}|{DATE})"
)
_SO_FAR = rf"(?:{_LIMIT}|since|until|till|by|up to) {DATE}"
_BEFORE_ARTICLES = (
    r"(?:^|(?<=⟧)['’]s? |(?<=⟧) |(?<=,) |\b(?:the|all|any|these|those|which|what|some|do|does|have|has|at|use|"
    r"using|in|according to|"
    r"from|and|me|"
    r"list|find|its|their|only|an?|give|compare|show|summari[sz]e|summary of|recent|latest|oldest) )"
)
_KIND = r"(?:news |press |media |newspaper )?"
_PUBLISHED = r"(?:articles?|coverage|stories|headlines|reporting|pieces|dispatches|write-?ups|news items)"
"""What is published, apart from "reports", which also stand for what is not."""
_PAPERS = r"(?:papers|newspapers|newspaper|front pages?|headlines)"
_HAS_BEEN = r"(?:was|were|is|has been|have been|had been|is being|was being|were being)"
_DATED = r"(?:published|written|printed|posted|dated|which appeared|that appeared|appearing|filed)"
_BOUNDED = r"(?=from|since|between|dated|until|after|before)"

_CUES: tuple[str, ...] = (
    rf"{_BEFORE_ARTICLES}{_KIND}{_PUBLISHED},?(?P<cut> (?:{_DATED} |"
    rf"from )?(?P<when>{_WHEN}))",
    rf"{_BEFORE_ARTICLES}{_KIND}reports(?P<cut> (?:{_DATED} (?P<when>{_WHEN})))",
    rf"{_BEFORE_ARTICLES}{_KIND}reports(?P<cut> (?P<when>{_BOUNDED}{_WHEN}))",
    rf"{_BEFORE_ARTICLES}news(?P<cut> (?P<when>(?=from|since){_WHEN}))",
    rf"\b{_KIND}(?:articles?|coverage|stories|headlines|reporting|reports) (?:about|on|of|that|"
    rf"mentioning) [^?]{{1,60}}?"
    rf"(?P<cut> {_DATED} (?P<when>{_WHEN}))",
    rf"(?P<cut>(?P<when>{DATE})(?:['’]s)? )(?=(?:news )?(?:{_PUBLISHED}|{_PAPERS})\b)",
    rf"\bwhat {_HAS_BEEN} (?:reported|written|published|printed|covered)(?P<cut> (?P<when>{_WHEN}))",
    rf"\bwhat {_HAS_BEEN} (?:reported|written|published|printed|said) (?:about|on|of) [^?]{{1,60}}?"
    rf"(?P<cut> (?P<when>{_LIMIT} {DATE}|(?:since|until|up to) {DATE}))\W*$",
    rf"\b(?:has|have|had) (?:we|anything|something|much|the (?:newspapers|papers|press|media)) (?:been )?"
    rf"(?:written|reported|published|printed|covered|run)\b[^?]*?"
    rf"(?P<cut> (?P<when>{_SO_FAR}))(?=\W*$| (?:about|on|of)\b)",
    rf"{_LIST} (?:run|ran|carry|carried)(?P<cut> (?P<when>(?:on|in|during) {DATE}))",
    rf"\bthe (?:newspapers|papers|press|media) {WROTE}(?P<cut> (?P<when>{_WHEN}))",
    rf"{_LIST} {WROTE}(?P<cut> (?P<when>{_WHEN}))",
    rf"{_SURE_LIST} (?:say|said)(?P<cut> (?P<when>{_WHEN}))",
    rf"\baccording to {_LIST}(?P<cut> (?P<when>{_WHEN}))",
    rf"^(?P<cut>(?P<when>{_WHEN}),? )(?=(?:what|how) (?:did|does|has|have) {_LIST} {WROTE})",
    rf"(?<!ignore )(?<!exclude )(?<!skip )\b(?:anything|something|everything|whatever|what) (?:that )?(?:was |were |has been |got )?{_DATED}"
    rf"(?P<cut> (?P<when>{_WHEN}))",
    rf"\b{_KIND}(?:articles?|stories|reports|pieces|anything|something|everything)(?: that| which)? "
    rf"(?:appeared|appear|came out|come out|ran|went up|went to print)(?P<cut> (?P<when>{_WHEN}))",
    rf"\b(?:news|press|media|newspaper) reports(?P<cut> (?P<when>(?:of|from|in) {DATE}))",
    rf"\b{_KIND}(?:articles?|coverage|stories|reports)(?P<cut> (?P<when>{DATE}))",
    rf"\b(?:{_PUBLISHED}|reports)\b[^?]{{0,12}}?(?P<cut>[,:]? ?(?P<when>(?:from )?{DATE} (?:or|and) (?:earlier|later)))",
    rf"\b(?:{_PUBLISHED}|reports)\b[^?]{{0,12}}?(?P<cut>[,:]? ?(?P<when>{_LIMIT} {DATE}))",
    rf"\b(?:reporting|coverage|articles|stories),?(?P<cut> (?P<when>(?:from |since ){DATE} on(?:wards?)?))",
    rf"\b(?:was|is|has been) (?:in|on) the (?:news|papers)(?P<cut> (?P<when>{_WHEN}))",
    rf"\bwhat (?:did|do|have) the (?:newspapers|papers|press|media) (?:say|said|write|written|report|reported)"
    rf"(?P<cut> (?P<when>{_WHEN}))",
    rf"\bwhat (?:did|do|have) (?:reporters|journalists|correspondents) {WROTE}(?P<cut> (?P<when>{_WHEN}))",
    rf"\bwhat (?:came|comes|has come) out(?P<cut> (?P<when>{_WHEN}))(?= (?:about|on)\b)",
    rf"\b(?:has|have) (?:appeared|been (?:printed|written|reported|published)) (?:in|on|by) {_LIST}"
    rf"(?P<cut> (?P<when>{_SO_FAR}))",
    rf"\b(?:has|have) {_LIST} been (?:saying|reporting|writing)\b[^?]*?(?P<cut> (?P<when>since {DATE}))\W*$",
    rf"\b(?:has|have) {_LIST} (?:written|reported|published|printed|covered|"
    rf"said)\b[^?]*?(?P<cut> (?P<when>since {DATE}))\W*$",
)
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _CUES)
_OTHER_COVERAGE = re.compile(
    r"\b(?:insur\w+|health\s?care|vaccin\w+|medicare|medicaid|forests?|cloud|snow|network|mobile|immuni[sz]ation)\b",
    re.IGNORECASE,
)


def _is_other_coverage(text: str) -> bool:
    return "coverage" in text.casefold() and _OTHER_COVERAGE.search(text) is not None


def take_dates(text: str, masked: Masked, newest: date | None) -> tuple[Period, str]:
    """The days on which an article has to be published, and the text without the words for it.

    Dates of what is asked ("the 2014 election") stay. "Coverage" in a question about insurance or vaccines is
    something else.
    """
    first, last = None, None
    if "⟦D" not in text or _is_other_coverage(text):
        return Period(first, last), text
    for pattern in _PATTERNS:
        match = pattern.search(text)
        period = parse_phrase(masked.unmasked(match["when"]), newest) if match else None
        if match is None or period is None:
            continue
        first = max((day for day in (first, period.first) if day), default=None)
        last = min((day for day in (last, period.last) if day), default=None)
        start, end = match.span("cut")
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
    return Period(first, last), text
