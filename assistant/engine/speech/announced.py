"""Who speaks where the sentence before says so: "The report makes three findings. The alarm did not work. …".

Free indirect reporting: the announcement names the speaker, the sentences after it are what was said.
"""

import re
from collections.abc import Sequence

from assistant.engine.speech.quotations import Span, masked
from assistant.engine.speech.speech import Report, can_speak, reports
from assistant.engine.speech.speech_words import CAPITAL
from index.sentences import sentences

DOCUMENT = re.compile(
    r"(?:affidavit|analysis|audit|autopsy|charge sheet|complaint|diary|dossier|document|email|examination|filing|findings"
    r"|indictment|inquest|inquiry|investigation|judgment|lawsuit|letter|log|memo|memoir|minutes|note|petition|poll"
    r"|probe|prosecution|recording|records|report|review|statement|study|submission|suit|summary|survey|testimony"
    r"|transcript|verdict|warrant|writ)s?\b",
    re.IGNORECASE,
)
"""Papers and inquiries that say things."""
_COUNT = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_NOUN = (
    r"(?:account|accusation|allegation|argument|assessment|chronology|claim|conclusion|criticism|demand|description|detail"
    r"|explanation|finding|lesson|observation|outline|picture|point|proposal|reason|recollection|recommendation"
    r"|reconstruction|sequence|story|suggestion|timeline|version|warning)s?"
)
_TELLS = (
    r"(?:ga?ve|gives?|offer(?:s|ed)?|paint(?:s|ed)?|present(?:s|ed)?|drew|draws?|ma[dk]es?|reach(?:es|ed)?|c[ao]mes? to|sets? out"
    r"|list(?:s|ed)?|la(?:ys?|id) out|recount(?:s|ed)?|tells?|told|relate[sd]?|puts? forward|rais(?:es?|ed)"
    r"|outline[sd]?|provide[sd]?|contains?|contained|summed up|issued|delivered)"
)
_KIND = r"(?:(?:this|these|the following|an?(?! (?:\w+ )?story)|his|her|its|their|several|some|many|(?P<count>two|three|four|five|six|seven))\s)"
_PREDICATES = (
    rf"{_TELLS} {_KIND}(?:[\w-]+ ){{0,2}}{_NOUN}(?: (?:of|about|on) [^,.;:]{{1,60}})?",
    r"(?:describe[sd]?|recount(?:s|ed)?|recall(?:s|ed)?|explain(?:s|ed)?|reconstruct(?:s|ed)?|set out|outlined|told \w+)"
    r" (?:what (?:happened|followed|came|went|(?:he|she|they) (?:saw|heard|did))\b[^,.;:]{0,40}"
    r"|how [^,.;:]{1,50} (?:happened|unfolded|began|came about)"
    r"|(?:the|that) (?:scene|events?|moments?|night|day|morning|sequence of events|ordeal|accident|attack)[^,.;:]{0,30})",
    r"(?:say|said|sa[iy]s|allege[sd]?|state[sd]?|claim(?:s|ed)?|argue[sd]?|conclude[sd]?|found|finds|put it)"
    r" (?:(?:\w+ ){0,2}the following|this|as follows|like this|this way)",
)
_ANNOUNCES = re.compile(
    rf"^(?P<subject>[^.;:]{{2,140}}?),? (?:has |have |had |then |later |also )?(?:{'|'.join(_PREDICATES)})\s*(?:[.:]$|:\s)"
)
_LEANS = re.compile(
    r"(?:(?:he|she|they|it|his|her|their|its|both|those|these|this|another|then|next|one of|two of|some of|none of|all of"
    r"|after that|afterwards|the (?:other|second|third|first|same|two|three|pair))\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:(?:he|she|they|it|the (?:\w+ )?\w+|[A-Z]\w+) (?:allegedly )?(?:then|also|next|subsequently|afterwards|allegedly) "
    r"|(?:then|next|afterwards|after that|from there|soon after|moments later|later that \w+"
    r"|(?:\w+ ){1,2}(?:minutes|hours|days|weeks|months) later),? )",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:is|are|will|has|have|plead(?:s|ed)?|pled|arrested|charged|den(?:y|ied|ies)|convicted|sentenced|court|trial|police"
    r"|judge|lawyers?|hearing)\b",
    re.IGNORECASE,
)
"""What the article says for itself about how the matter stands."""
_MOST_SENTENCES = 7


def announced(paragraph: str, local: Span) -> Span | None:
    """The words that name who says the sentence at `local` where a sentence before announces it; None without."""
    words = masked(paragraph)
    before = [span for span in sentences(words) if span[1] <= local[0] + 1][-_MOST_SENTENCES:]
    between: list[str] = [words[slice(*local)].strip()]
    for start, end in reversed(before):
        sentence = words[start:end].strip()
        found = _ANNOUNCES.match(sentence)
        if found and _is_speaker(found["subject"]):
            subject = _speaker(found["subject"])
            holds = _COUNT.get((found["count"] or "").lower(), 0)
            leaning = all(_LEANS.match(one) for one in between[:-1])
            ok = len(between) <= holds if holds else leaning
            return (start + sentence.index(subject), start + sentence.index(subject) + len(subject)) if ok else None
        said = [report for report in reports(paragraph) if start <= report.verb[0] < end]
        if said:
            return _gone_on(words, said, between)
        between.append(sentence)
    return None


def is_document(mention: str) -> bool:
    """True for a paper or an inquiry, such as "the indictment" or "a preliminary investigation"."""
    core = re.split(r" (?:of|by|into|from|on|for|in|against)\b|,", mention, maxsplit=1)[0]
    return bool(core) and DOCUMENT.fullmatch(core.split()[-1]) is not None


def _gone_on(words: str, said: Sequence[Report], between: Sequence[str]) -> Span | None:
    """The subject of a paper's report that the sentences after it go on telling."""
    report = said[-1]
    subject = words[slice(*report.subject)]
    if len(said) > 1 or not is_document(subject):
        return None
    goes_on = all(_GOES_ON.match(one) and not _OUTSIDE.search(one) for one in between)
    return report.subject if goes_on else None


def _is_speaker(subject: str) -> bool:
    speaker = _speaker(subject)
    return is_document(speaker) or can_speak(speaker)


def _speaker(subject: str) -> str:
    """The name in an apposition where the subject has one, else the words before its first comma."""
    core, *rest = (part.strip() for part in subject.split(","))
    named = next((part for part in rest if re.fullmatch(rf"(?:[{CAPITAL}][\w’'.-]+ ?){{2,5}}", part)), "")
    return core if not named or re.fullmatch(rf"(?:[{CAPITAL}][\w’'.-]+ ?){{2,5}}", core) else named
