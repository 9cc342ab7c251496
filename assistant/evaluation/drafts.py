"""Questions drafted from the user's own articles, with answer, article and quotation, for a person to judge.

Rules draft from sentences whose shape tells what they answer; a language model may draft from the others. Nothing
is taken on trust: an answer must stand in its sentence and must not stand in its question.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Event

from assistant.engine.models.model import ChatModel, Constraint, Message
from assistant.engine.speech.attribution import attribution
from assistant.evaluation.matching import contains, tokens
from index.sentences import sentences
from index.types import Article

_NUMBER = r"(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)"
_COUNTED = re.compile(
    rf"(?:(?:At least|Some|About|Around|More than|Nearly|Almost|Up to|As many as|Over)\s+)?(?P<number>{_NUMBER})\s+"
    r"(?P<what>(?:[a-z]+\s+){1,4}?(?:of [A-Z]\S+ (?:[A-Z]\S+ )?)?)(?P<verb>were|was|have|had|are|died|took|said)\s+"
    r"(?P<rest>[^.;]{4,90}?)(?:[.;,]|$)",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|de|van|al)){1,3}), (?:the|an?) (?P<role>[^,;.“”\"]{6,70}),"
)
_SPEECH = re.compile(r"[“\"](?P<words>[^“”\"]{20,160})[”\"]")
_LEAST_WORDS, _MOST_WORDS = 6, 45
"""Shorter sentences say too little, longer ones too much for one question."""

_INSTRUCTION = (
    "Write one question that the sentence answers, then its shortest answer, copied from the sentence word for word. "
    "The question must make sense to somebody who has not seen the sentence. Write exactly two lines:\n"
    "Question: …?\nAnswer: …"
)
_WRITTEN = re.compile(r"Question:\s*(?P<question>[^\n]+\?)\s*\n+\s*Answer:\s*(?P<answer>[^\n]+?)[.\s]*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that a person has not judged yet."""

    question: str
    answer: str
    article: str
    """Path."""
    quote: str
    """The sentence that answers, as the article has it."""
    tag: str
    """ "figure", "who-said" or "fact"."""
    answerable: bool = True
    """False when the article is to be left out, so that nothing answers."""


def draft_questions(
    articles: Sequence[Article], count: int, seed: int, held_out: int = 0, model: ChatModel | None = None
) -> tuple[list[Draft], list[str]]:
    """Up to `count` drafts from articles in random order, at most one from each sentence.

    Every copy of the first `held_out` texts is to be left out of the index: questions about them become unanswerable.
    Returns the drafts and the paths to leave out.
    """
    # Reproducible draws, nothing secret.
    order = random.Random(seed)  # noqa: S311
    by_origin: dict[str, list[Article]] = {}
    for article in articles:
        by_origin.setdefault(article.origin_id, []).append(article)
    texts = list(by_origin.values())
    order.shuffle(texts)
    # An article of a file that holds several cannot be left out alone, so those come last.
    texts.sort(key=lambda copies: any("#" in article.path for article in copies))
    left_out = texts[:held_out]
    answerable = _in_turn([_drafts(copies[0], model, order) for copies in texts[held_out:]])
    without = _in_turn([_drafts(copies[0], model, order, answerable=False) for copies in left_out])
    share = count * held_out // max(1, len(texts)) if held_out else 0
    unanswerable = [draft for draft, _ in zip(without, range(max(share, min(held_out, count))), strict=False)]
    found = [draft for draft, _ in zip(answerable, range(count - len(unanswerable)), strict=False)]
    return found + unanswerable, [article.path for copies in left_out for article in copies]


def _in_turn(sources: list[Iterator[Draft]]) -> Iterator[Draft]:
    """One of each source in turn, so that the questions spread over the articles; no question twice."""
    asked: set[str] = set()
    while sources:
        going = []
        for source in sources:
            draft = next((one for one in source if one.question not in asked), None)
            if draft is not None:
                going.append(source)
                asked.add(draft.question)
                yield draft
        sources = going


def _drafts(
    article: Article, model: ChatModel | None, order: random.Random, *, answerable: bool = True
) -> Iterator[Draft]:
    spans = [
        span
        for span in sentences(article.text)
        if _LEAST_WORDS <= len(tokens(article.text[slice(*span)])) <= _MOST_WORDS
    ]
    order.shuffle(spans)
    for start, end in spans:
        quote = article.text[start:end]
        found = _from_rules(article, start, end) or (_from_model(quote, model) if model is not None else None)
        if found is None:
            continue
        question, answer, tag = found
        if contains(quote, answer) and not contains(question, answer):
            yield Draft(question, answer, article.path, quote, tag, answerable)


def _from_rules(article: Article, start: int, end: int) -> tuple[str, str, str] | None:
    """Question, answer and tag, where the shape of the sentence gives them."""
    quote = " ".join(article.text[start:end].split())
    if counted := _COUNTED.match(quote):
        what, rest = counted["what"].strip(), counted["rest"].strip()
        return f"How many {what} {counted['verb'].lower()} {rest}?", counted["number"], "figure"
    if spoken := _SPEECH.search(quote):
        said = attribution(article.text, start, end)
        if said is not None and re.search(r"[A-Z]", said.speaker) and contains(quote, said.speaker):
            return f"Who said “{spoken['words'].rstrip(',.')}”?", said.speaker, "who-said"
    if apposed := _APPOSITION.search(quote):
        return f"Who is {apposed['name']}?", apposed["role"], "fact"
    return None


def _from_model(quote: str, model: ChatModel) -> tuple[str, str, str] | None:
    """Question, answer and tag as a language model writes them; None when it does not keep to the form."""
    messages = [Message("system", _INSTRUCTION), Message("user", f"Sentence: {' '.join(quote.split())}")]
    written = _WRITTEN.search("".join(model.stream(messages, Constraint(max_tokens=96), Event())).strip())
    if written is None:
        return None
    answer = written["answer"].strip().strip("\"“”'")
    return written["question"].strip(), answer, "figure" if re.search(r"\d", answer) else "fact"
