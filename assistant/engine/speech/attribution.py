"""Who an article says a sentence is from, and what a quotation of it needs to be understood alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engine.speech import speakers
from assistant.engine.speech.announced import announced, is_document
from assistant.engine.speech.complements import says_its_own, says_nothing_else
from assistant.engine.speech.continuation import continues, speech_around
from assistant.engine.speech.people import full_name
from assistant.engine.speech.quotations import Span, masked, quotations
from assistant.engine.speech.speech import Report, reports
from index.sentences import sentences

_MOST_PARAGRAPHS_OF_ONE_QUOTATION = 6
_OPENER = re.compile(
    r"[\"“‘'(\s]*(?:(?:and|but|so|yet|still|however|meanwhile|also|then|instead|later|now)\b,?\s+)*"
    r"(?:(?P<pronoun>he|she|they|it|his|her|their|its|them|both|neither)\b(?![’']s (?:clear|unclear|possible|likely))"
    r"|(?P<demonstrative>this|these|those|that|such)\b(?! (?:weeks?|months?|years?|days?|season|summer"
    r"|winter|spring|fall|autumn|decade|century|morning|afternoon|"
    r"evening|time|said|who|means)\b)"
    r"|(?P<role>the (?:[a-z]+ )?(?:statement|spokes(?:man|woman|person)|ministry|minister|analyst|official"
    r"|group|company|organi[sz]ation|"
    r"agency|suspect|victims?|pair|two|three|duo|couple)\b)|the (?:latter|former|same)\b"
    r"|(?P<more>another|others|one of them|some of them|among them|most of them|the others?)\b)",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"[\"“‘'(\s]*(?:and |but )?it(?:[’']s| is| was| has been| will be| remains| seems| appears)\s+(?:not "
    r"|also |now |still )?"
    r"(?:clear|unclear|possible|impossible|likely|unlikely|important|hard|difficult|easy|necessary|believed"
    r"|thought|known|"
    r"estimated|understood|expected|time|true|only|that|not)\b",
    re.IGNORECASE,
)
_NAME_BEFORE_ROLE = re.compile(r"[Tt]he (?:[a-z]+ )?[a-z]+\b(?:,? [A-Z]|.{0,20}? (?:of|in|by|on) (?:the )?[A-Z])")
_CLAIM = (
    r"(?:figure|number|estimate|count|toll|claim|allegation|accusation|report|account|suggestion|charge|rumour)s?"
)
_ANSWERS_A_CLAIM = re.compile(
    rf"\b(?:the|that|this|those|these|such) {_CLAIM} (?:(?:was|were|is|are|had been) (?:\w+ )?(?:wrong|false|untrue|incorrect"
    r"|inaccurate|exaggerated|inflated|baseless|unfounded|misleading|nonsense)|(?:does|do|did) not)\b"
    rf"|\bden(?:y|ies|ied) (?:it|that|this|them|any such \w+|the {_CLAIM})\b"
    rf"|\b(?:lower|higher|smaller|larger|different) {_CLAIM}(?=[:;,]| of\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words or claim a span of an article is, as the article itself says."""

    speaker: str
    """The fullest plain name or description in the article; empty when it quotes someone who cannot be told."""
    verb: str
    """The attributing words, such as "said" or "according to"; empty when there are none."""
    start: int
    """First character, in the article's text, of the attributing words; the span's own start without any."""
    end: int
    """One past the last character of those words."""
    direct: bool
    """Most of the span is verbatim speech."""
    inside: bool
    """The span itself says who speaks, so that a quotation of it needs no lead-in."""


def attribution(text: str, start: int, end: int) -> Attribution | None:
    """Who the article `text` says the sentence `text[start:end]` is from; None when it says it in its own voice.

    The answer is the person who speaks, not who passes it on. A pronoun or "the ministry" is resolved to a name
    where only one reading is plain; otherwise the speaker of a quotation is empty and that of a report is the
    words as written.
    """
    sentence = text[start:end]
    start, end = start + len(sentence) - len(sentence.lstrip()), end - (len(sentence) - len(sentence.rstrip()))
    offset, paragraph = _paragraph_at(text, start)
    local = (start - offset, min(end - offset, len(paragraph)))
    quoted = _quoted_share(paragraph, local)
    own = [report for report in reports(paragraph) if local[0] <= report.verb[0] < local[1]]
    if own:
        return _attribute(
            text, offset, min(own, key=lambda report: (report.rank, report.verb)), quoted >= 0.5, within=True
        )
    if not _is_speech(paragraph, local, quoted):
        return _announced(text, offset, paragraph, local)
    report = _neighbouring_report(text, paragraph, local)
    if report:
        return _attribute(text, offset, report, True, within=False)
    return _from_paragraph_before(text, offset) or Attribution("", "", start, start, True, False)


def _announced(text: str, offset: int, paragraph: str, local: Span) -> Attribution | None:
    """The attribution of a sentence that is no speech and names nobody, from a sentence that announces it."""
    subject = announced(paragraph, local)
    return _attribute(text, offset, Report(subject, subject, 0), False, within=False) if subject else None


def self_contained(text: str, spans: Sequence[Span], i: int) -> int:
    """How many sentences before `spans[i]` (0 to 2) a reader needs to know who or what it is about.

    Never reaches over more than one paragraph break, nor over one to the end of somebody's words, and does not begin
    inside direct speech that ends before `spans[i]`.
    """
    needed = breaks = 0
    while needed < 2 and i - needed > 0:
        sentence = text[slice(*spans[i - needed])]
        before = text[slice(*spans[i - needed - 1])]
        parted = "\n" in text[spans[i - needed - 1][1] - 1 : spans[i - needed][0]]
        if not (_leans_back(sentence) or (not parted and continues(before, sentence))):
            break
        breaks += parted
        if breaks > 1 or (parted and _is_end_of_speech(before)):
            break
        needed += 1
    return _outside_speech(text, spans, i, needed)


def _outside_speech(text: str, spans: Sequence[Span], i: int, needed: int) -> int:
    """`needed`, or fewer where speech that nobody is named for would begin in its middle and end on the way."""
    while needed and (cut := speech_around(text, spans[i - needed][0])) and cut[1] <= spans[i][0]:
        offset, paragraph = _paragraph_at(text, cut[0])
        said = [r for r in reports(paragraph) if cut[1] - offset <= r.start < spans[i][0] - offset]
        named = any(speakers.carries_speaker(paragraph[slice(*report.subject)]) for report in said)
        if named or _takes_up_what_was_said(text[slice(*spans[i])]):
            break
        needed -= 1
    return needed


def _takes_up_what_was_said(sentence: str) -> bool:
    """Whether it says nothing without the words before it: "The claim was wrong", "This surprised his staff"."""
    opener = _OPENER.match(sentence)
    return bool(opener and opener["demonstrative"]) or _ANSWERS_A_CLAIM.search(sentence) is not None


def lead_in(said: Attribution | None, publisher: str) -> str:
    """The words before a quotation whose own words do not say who speaks; empty when they do or nobody is known.

    Only a speaker with a name, or a paper such as "the indictment", is led in by it; in doubt, only the publisher, which
    reported it in any case.
    """
    if said is not None and said.inside:
        return ""
    if said is not None and _is_name(said.speaker) and said.speaker.lower() != publisher.lower():
        speaker = said.speaker[0].upper() + said.speaker[1:]
        return f"{speaker}, as reported by {publisher}:" if publisher else f"{speaker}:"
    if not publisher:
        return ""
    return f"Quoted by {publisher}:" if said is not None and said.direct else f"{publisher} reports:"


def _is_name(speaker: str) -> bool:
    named = is_document(speaker) or re.search(r"[A-ZÀ-ÖØ-Þ]", speaker) is not None
    return named and speakers.carries_speaker(speaker)


def _attribute(text: str, offset: int, report: Report, direct: bool, *, within: bool) -> Attribution:
    subject = (offset + report.subject[0], offset + report.subject[1])
    mention = re.sub(r"\s+", " ", text[slice(*subject)])
    name = speakers.resolve(text, mention, subject[0])
    verb = re.sub(r"\s+", " ", text[offset + report.verb[0] : offset + report.verb[1]])
    return Attribution(
        speaker=name or ("" if mention.lower() in ("he", "she", "it", "they") else mention),
        verb=verb.lower(),
        start=offset + report.start,
        end=offset + report.end,
        direct=direct,
        inside=within and speakers.carries_speaker(mention),
    )


def _is_speech(paragraph: str, local: Span, quoted: float) -> bool:
    """Whether a sentence without attributing words is speech, not prose with a quotation in it."""
    opens = any(start <= local[0] < end for start, end in quotations(paragraph))
    return quoted >= (0.6 if opens else 0.9)


def _neighbouring_report(text: str, paragraph: str, local: Span) -> Report | None:
    """The report that a quotation around `local` belongs to: in the same breath, else before it, else right after.

    "A," X said. "B." and X said: "A. B." give both to X; "A. B," said X. gives A to X as well; "B." Y said it was
    late. gives B to nobody or to who spoke before, because a sentence of Y's own begins there.
    """
    marks = {end for _, end in quotations(paragraph)}
    said = [r for r in reports(paragraph) if r.rank == 0 or (r.rank == 1 and {r.start - 1, r.start - 2} & marks)]
    inside = next((span for span in quotations(paragraph) if span[0] <= local[0] < span[1]), None)
    quotation = inside or next((span for span in quotations(paragraph) if local[0] <= span[0] < local[1]), local)
    after = next((report for report in said if quotation[1] <= report.start <= quotation[1] + 3), None)
    if after and _closes(paragraph, quotation, after):
        return after
    if after and not says_its_own(paragraph, after):
        return None
    introduced = next(
        (r for r in said if r.end < quotation[0] and _introduces(paragraph[r.end : quotation[0]])), None
    )
    before = next((report for report in reversed(said) if report.end <= quotation[0]), None)
    if before and not introduced and _somebody_between(text, paragraph, before, quotation[0]):
        return None
    return introduced or before


def _closes(paragraph: str, quotation: Span, report: Report) -> bool:
    """Whether a report right after a quotation is part of its sentence, as ," said X and ?" X asked."""
    written = paragraph[slice(*quotation)].rstrip("\"”’»“'` ") + paragraph[quotation[1] : report.start].strip()
    if written[-1:] not in (".", "…", "!", "?") or paragraph[report.start].islower():
        return True
    if written[-1] in "!?":
        return not says_its_own(paragraph, report)
    return says_nothing_else(paragraph, report)


def _somebody_between(text: str, paragraph: str, report: Report, end: int) -> bool:
    """Whether a sentence between a report's own and a quotation at `end` is about somebody else."""
    start = next((start for start, _ in sentences(paragraph) if report.end <= start), end)
    speaker = full_name(text, paragraph[slice(*report.subject)])
    return start < end and speakers.names_another(text, paragraph[start:end], speaker)


def _introduces(between: str) -> bool:
    """Whether the words between a verb and a quotation lead straight into it, as in "X said in Rome: "."""
    return re.fullmatch(r"[^.!?]{0,80}[:,]\s*", between) is not None


def _from_paragraph_before(text: str, offset: int) -> Attribution | None:
    """The speaker of the paragraphs before one that is all quotation; None when they have none, or have several."""
    paragraph = _paragraph_at(text, offset)[1]
    if not _all_quotation(paragraph):
        return None
    for _ in range(_MOST_PARAGRAPHS_OF_ONE_QUOTATION):
        end = len(text[:offset].rstrip())
        if end <= 0:
            return None
        offset, paragraph = _paragraph_at(text, end - 1)
        said = [report for report in reports(paragraph) if report.rank == 0]
        if said and _somebody_between(text, paragraph, said[-1], len(paragraph)):
            return None
        if said:
            found = {report.subject: _attribute(text, offset, report, True, within=False) for report in said}
            speakers_found = {one.speaker for one in found.values()}
            return found[said[-1].subject] if len(speakers_found) == 1 else None
        if not _all_quotation(paragraph):
            return None
    return None


def _all_quotation(paragraph: str) -> bool:
    return not re.search(r"\w", masked(paragraph)) and bool(paragraph.strip())


def _quoted_share(paragraph: str, local: Span) -> float:
    """Share of the characters of the span that stand inside quotations, attributing words aside; 0 to 1."""
    quoted = sum(max(0, min(end, local[1]) - max(start, local[0])) for start, end in quotations(paragraph))
    attributing = sum(r.end - r.start for r in reports(paragraph) if local[0] <= r.start and r.end <= local[1])
    return quoted / max(1, local[1] - local[0] - attributing)


def _paragraph_at(text: str, position: int) -> tuple[int, str]:
    """Offset and text of the line that holds `position`."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, text[start : end if end >= 0 else len(text)]


def _is_end_of_speech(sentence: str) -> bool:
    """Whether it closes a quotation that it did not open: without its beginning nobody knows who speaks."""
    return sentence.count("”") > sentence.count("“") or sentence.count('"') % 2 == 1


def _leans_back(sentence: str) -> bool:
    """Whether a sentence opens with a word for something named before it, answers a claim that stands before it
    ("the figure was wrong"), or is said by a "he" it does not name."""
    opener = _OPENER.match(sentence)
    if opener and not _EXPLETIVE.match(sentence):
        explained = opener["role"] and _NAME_BEFORE_ROLE.match(sentence[opener.start("role") :])
        if not explained:
            return True
    if _ANSWERS_A_CLAIM.search(sentence):
        return True
    said = [sentence[slice(*report.subject)] for report in reports(sentence.replace("\n", " "))]
    return bool(said) and not any(map(speakers.carries_speaker, said))
