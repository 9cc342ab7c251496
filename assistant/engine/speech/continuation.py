"""What a sentence takes over from the one before it, and where a quotation would begin in the middle of speech."""

import re
from bisect import bisect_right

from assistant.engine.speech.quotations import quotations
from assistant.engine.speech.speech import reports

_HELD_OPEN = re.compile(r"(?:\.\.\.|…|:)\s*$")
_OPENS_SPEECH = re.compile(r"[\"“„«‘]")
_ALSO = re.compile(r"(?:The |These |Those )?(?P<who>[\w’'-]+(?: [\w’'-]+)?) (?:has |have |had |was |were )?also \w")


def continues(before: str, sentence: str) -> bool:
    """Whether `sentence`, of the same paragraph, goes on with what the sentence `before` begins.

    It is the speech that "X sings ..." or "X says:" announces, or a further deed of somebody of whom a report told:
    "X reported that rebels had fired. Rebels also burned a barn."
    """
    if _OPENS_SPEECH.match(sentence) and _HELD_OPEN.search(before):
        return True
    also = _ALSO.match(sentence)
    told = reports(before)
    if not also or len(told) != 1 or reports(sentence):
        return False
    return re.search(rf"\b{re.escape(also['who'])}\b", before[told[0].end :], re.IGNORECASE) is not None


def speech_around(text: str, position: int) -> tuple[int, int] | None:
    """The direct speech, in its paragraph, that begins before `position` of `text` and ends after it."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    spans = quotations(text[start : end if end >= 0 else len(text)])
    place = bisect_right(spans, position - start, key=lambda span: span[0]) - 1
    if place < 0 or not spans[place][0] < position - start < spans[place][1]:
        return None
    return start + spans[place][0], start + spans[place][1]
