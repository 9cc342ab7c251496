"""What a sentence says was taken back later: statements retracted, figures corrected, decisions reversed."""

import re

_SAID = (
    r"(?:accounts?|accusations?|admissions?|allegations?|announcements?|apology|articles?|assertions?|bans?|bids?"
    r"|charges?|claims?|comments?|complaints?|confessions?|counts?|decisions?|decrees?|diagnos[ei]s|endorsement|estimates?"
    r"|evidence|figures?|findings?|forecasts?|headlines?|laws?|measures?|moves?|numbers?|offers?|orders?|papers?|plans?"
    r"|polic(?:y|ies)|posts?|predictions?|proposals?|remarks?|reports?|results?|rulings?|statements?|stor(?:y|ies)"
    r"|stud(?:y|ies)|suggestions?|testimony|theor(?:y|ies)|threats?|tolls?|totals?|tweets?|verdicts?|versions?|warnings?)"
)
_TAKE_BACK = (
    r"(?:retracted|recanted|withdrew|withdrawn|corrected|reversed|revised|amended|rescinded|revoked|disowned|disavowed"
    r"|repudiated|renounced|overturned|quashed|annulled|repealed|scrapped|abandoned|dropped|deleted|changed|took back|taken back"
    r"|walked back|backed (?:away|down|off) (?:from|on)|backtracked on|rowed back (?:from|on)|apologi[sz]ed for)"
)
"""Past forms alone: what may yet be overturned still holds."""
_ADVERBS = (
    r"(?:(?:has|have|had|was|were|been|be|since|later|then|subsequently|eventually|quickly|soon|promptly|quietly|also|now"
    r"|officially|formally|publicly|partly|fully|swiftly|hastily|afterwards|(?:[\w-]+ ){1,2}(?:later|after)) )*"
)
_LATER = r"(?:since|later|then|subsequently|eventually|quickly|soon|promptly|quietly|hastily|afterwards)"
_ENDS = (
    r"(?=\s*(?:[.,;:]|$)| (?:after|amid|and|as|because|but|by|following|in|last|later|on|this|under|when|within"
    r"|yesterday|to [\w$€£]*\d|from [\w$€£]*\d|(?:[\w-]+ ){1,3}(?:later|after))\b)"
)
"""What follows a noun that points back; one with a complement of its own ("its plan to sell") is another matter."""
_WHO = r"(?:(?:it|he|she|they|[A-Z][\w'’-]+|the [\w-]+|the [\w-]+ [\w-]+) )"
_ITS = r"(?:the|that|this|those|these|his|her|its|their)"

_PATTERNS = (
    # "…, a figure it later corrected to 31"; "…, a claim that has since been withdrawn"
    rf",\s(?:in )?an? (?:[\w-]+ )?{_SAID} (?:that |which )?{_WHO}?{_ADVERBS}{_TAKE_BACK}\b",
    # "…, but reversed the decision", "… and later withdrew his statement"
    rf"\b{_ADVERBS}{_TAKE_BACK} {_ITS} (?:[\w-]+ )?{_SAID}\b{_ENDS}",
    # "… but later retracted it"
    rf"\b(?:but|and|before|which|who) {_WHO}?{_ADVERBS}{_LATER}? ?{_ADVERBS}{_TAKE_BACK} (?:it|them|this|that)\b",
    # "…, which was later retracted"
    rf"\b(?:which|that|but|and|before) (?:it |they )?(?:was|were|has been|have been|being|is) {_ADVERBS}{_TAKE_BACK}\b",
    rf"\b{_TAKE_BACK} (?:it|them) (?:[\w-]+ )?(?:later|afterwards|after)\b",
)
_AFTER = re.compile("|".join(rf"(?:{pattern})" for pattern in _PATTERNS))
_PASSIVE = re.compile(
    rf"^(?:[^,;:]*\b)?{_SAID}\b[^;:]*?,? (?P<back>(?:was|were|is|are|been|being) {_ADVERBS}{_TAKE_BACK})\b"
)
"""A subject that was taken back: "The 2011 study linking it to seizures was withdrawn"."""
_NEXT = re.compile(
    r"^(?!(?:if|this (?:article|headline|post|report|story|version))\b)"
    rf"(?:[^.;:]{{0,60}}?\b{_TAKE_BACK} (?:{_ITS} (?:[\w-]+ )?{_SAID}|it|them)\b"
    rf"|{_ITS} (?:[\w-]+ )?{_SAID} (?:was|were|has been|have been|had been|is) {_ADVERBS}{_TAKE_BACK}\b)",
    re.IGNORECASE,
)
"""A sentence that takes back what the one before it says; a note that the article was corrected does not."""
RETRACTING = re.compile(
    rf"\b(?:{_TAKE_BACK}|retraction|withdrawal|correction|reversal|initially|originally|at first|first|once|later|formerly"
    r"|previously|u-turn|no longer)\b",
    re.IGNORECASE,
)
"""Words of a claim that tell that what it says did not last."""


_SUBORDINATE = re.compile(
    r"\b(?:after|although|as|because|before|by|following|for|if|once|since|though|unless|until|when|while|without)\b"
    r"[^,;:]*$"
)
"""Ends with a clause that tells of something else than the words before it."""


def taken_back(sentence: str) -> int | None:
    """Where the words begin that take back what stands before them in `sentence`; None without any."""
    for match in _AFTER.finditer(sentence):
        if match.start() > 0 and not _SUBORDINATE.search(sentence[: match.start()]):
            return match.start()
    passive = _PASSIVE.match(sentence)
    return passive.start("back") if passive else None


def takes_back_the_one_before(sentence: str) -> bool:
    """True when `sentence` says that what stands before it was taken back."""
    return _NEXT.match(sentence) is not None
