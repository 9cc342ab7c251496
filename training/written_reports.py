"""Invented news reports with questions, from which the relevance model learns to read what is asked.

A file holds reports, divided by empty lines:

    = Title of the report
    1 A sentence.
    2 Another sentence.
    ? A question that sentence 2 answers => 2 | words of the answer, as they stand in it
    ? Was it so? => 1 2 | words of the answer | yes no
    ? A question that nothing answers, for which sentence 1 is the temptation => - 1
    ?? A question that sentence 1 answers => 1 || What is asked next, leaning on it => 2 | words of the answer

A sentence that says something is not known does not answer, unless what is asked is whether it is known. What each
sentence says to a question of yes or no, whoever says it there, may stand at the end; "-" for neither.
"""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.engine.questions.followup import standalone
from assistant.types import Turn
from training.relevance_pairs import Nearest, Pair, window_at
from training.relevance_sources import Paragraph, Question

SOURCE = "written"

_REPORTS = Path(__file__).parent / "reports"

PARTS = ("plain", "balanced", "tempting", "scraped", "paired", "reference")
"""Folders of reports. In the first some forms of question are nearly always answered ("Did X ...?") and others hardly
ever ("What is the name of ...?"); the second makes up for it. From the third on every form is answered as often as not,
and what tempts has nearly all words of the question. `scraped` reads like cuttings from web pages, asked about as one
who remembers dimly asks; `paired` tells one event from several sides, in other words and with other particulars, and
asks all the same; `reference` is no news: help pages, forums, encyclopaedias, with questions that follow others."""

HELD_OUT_FIELD = "science"
"""File whose reports measure and are not learnt from."""

_TITLE = re.compile(r"= (?P<title>.+)")
_SENTENCE = re.compile(r"(?P<number>\d+) (?P<text>.+)")
_SAYS = r"(?: \| (?P<says>(?:yes|no|-)(?: (?:yes|no|-))*))?"
_ANSWERED = re.compile(rf"\? (?P<text>.+?) => (?P<places>\d+(?: \d+)*) \| (?P<answer>.+?){_SAYS}")
_UNANSWERED = re.compile(r"\? (?P<text>.+?) => -(?P<places>(?: \d+)+)")
_FOLLOWING = re.compile(r"\?\? (?P<first>.+?) => (?P<place>\d+)[ \d]* \|\| (?P<next>.+?) => (?P<told>.+)")


def written_questions(part: str) -> list[Question]:
    """The questions on the reports of one of `PARTS`."""
    return [question for path in sorted((_REPORTS / part).glob("*.txt")) for question in read_reports(path)]


def learnt_questions(part: str) -> list[Question]:
    """Those on the reports of every field but the one that is held out."""
    return [one for one in written_questions(part) if one.paragraph.document != HELD_OUT_FIELD]


def measured_questions() -> list[Question]:
    """Those on the reports of the field that is held out."""
    return [one for one in written_questions(PARTS[0]) if one.paragraph.document == HELD_OUT_FIELD]


def read_reports(path: Path) -> list[Question]:
    """The questions of a file. Raises ValueError, naming file and report, for what has another form."""
    blocks = [block for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]
    return [question for block in blocks for question in _read_report(block.strip().splitlines(), path)]


def _read_report(lines: Sequence[str], path: Path) -> Iterator[Question]:
    titled = _TITLE.fullmatch(lines[0])
    if not titled:
        raise ValueError(f"{path}: a report begins with {lines[0]!r} instead of = and a title")
    told = [found for line in lines[1:] if (found := _SENTENCE.fullmatch(line))]
    paragraph = Paragraph(SOURCE, path.stem, tuple(found["text"] for found in told), title=titled["title"])
    if [int(found["number"]) for found in told] != list(range(1, len(told) + 1)):
        raise ValueError(f"{path}: the sentences of {paragraph.title!r} are not numbered from 1")
    for line in lines[1 + len(told) :]:
        yield _read_question(line, paragraph, path)


def _read_question(line: str, paragraph: Paragraph, path: Path) -> Question:
    asked = _standing_alone(line, paragraph)
    answered, unanswered = _ANSWERED.fullmatch(asked), _UNANSWERED.fullmatch(asked)
    found = answered or unanswered
    places = frozenset(int(place) - 1 for place in found["places"].split()) if found else frozenset()
    if not found or not places < set(range(-1, len(paragraph.sentences))) or -1 in places:
        raise ValueError(f"{path}: not a question on {paragraph.title!r}: {line}")
    if not answered:
        return Question(found["text"], paragraph, frozenset(), tempting=places)
    numbers, said = answered["places"].split(), (answered["says"] or "").split()
    if said and len(said) != len(numbers):
        raise ValueError(f"{path}: not a word for each sentence on {paragraph.title!r}: {line}")
    says = {int(number) - 1: word for number, word in zip(numbers, said, strict=False)}
    affirming, denying = (frozenset(place for place, word in says.items() if word == one) for one in ("yes", "no"))
    return Question(found["text"], paragraph, places, (answered["answer"],), frozenset(), affirming, denying)


def _standing_alone(line: str, paragraph: Paragraph) -> str:
    """A line whose question follows another, with the question that Byline makes of it; other lines as they are."""
    following = _FOLLOWING.fullmatch(line)
    if not following or not 0 < int(following["place"]) <= len(paragraph.sentences):
        return line
    told = paragraph.sentences[int(following["place"]) - 1]
    asked = standalone(following["next"], [Turn(following["first"], following["first"], told)])
    return f"? {asked} => {following['told']}"


def written_pairs(questions: Sequence[Question], seed: int) -> Iterator[Pair]:
    """Pairs of every question, whose wrong sentences are the tempting ones and those that share most words with it."""
    choose = random.Random(seed)  # noqa: S311  repeatable, not secret
    nearest = Nearest(questions, choose)
    for question in questions:
        for place in sorted(question.answering):
            yield _pair(question, place)
        for place in _wrong(question, nearest):
            yield _pair(question, place)
        # Another report of the same event may answer what this one answers too.
        elsewhere = None if question.answering else nearest.elsewhere(question)
        if elsewhere:
            yield Pair(question.text, *elsewhere, 0, SOURCE)


def _wrong(question: Question, nearest: Nearest) -> list[int]:
    """Up to three places that do not answer, two where another report adds a third."""
    sentences = question.paragraph.sentences
    left = [place for place in range(len(sentences)) if place not in question.answering]
    left.sort(key=lambda place: (place not in question.tempting, -nearest.overlap(question.text, sentences[place])))
    return left[: 3 if question.answering else 2]


def _pair(question: Question, place: int) -> Pair:
    previous, sentence = window_at(question.paragraph, place)
    answer = next((one for one in question.answers if one in sentence), "")
    says = "yes" if place in question.affirming else "no" if place in question.denying else ""
    return Pair(question.text, previous, sentence, int(place in question.answering), SOURCE, answer, says)
