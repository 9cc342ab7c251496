"""Every part of a question is searched for, ranked and judged by itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.engine.finding import DOUBTFUL, NEARLY, find
from assistant.engine.questions.question import understand
from assistant.engine.ranking.evidence import Ranked
from assistant.engine.ranking.relevance import ANSWER_THRESHOLD, DOUBT_THRESHOLD
from assistant.types import Evidence, Status
from index.types import Article, Filters, Hit, Metadata, Passage

TEXT = "The body of Lars Holm was found in the lake. Police are looking for witnesses."
ARTICLE = Article("a", "a.txt", TEXT, Metadata())
WHOLE = Passage("a", 0, len(TEXT), TEXT)


class Shelf:
    """An index that always finds the one passage."""

    id, generation = "shelf", 1

    def refresh(self) -> bool:
        return False

    def newest(self) -> date | None:
        return None

    def search(self, question: str, filters: Filters, k: int) -> list[Hit]:
        return [Hit(WHOLE, ARTICLE, 1.0, 0.5, 1, 1)]


class Judge:
    """Says that the passage answers questions that begin with one of `known`, as surely as `sure`."""

    def __init__(self, *known: str, sure: float = 0.9) -> None:
        self._known = known
        self._sure = sure

    def rank(self, question: str, hits: Sequence[Hit], most: int = 12) -> Ranked:
        evidence = (Evidence(1, ARTICLE, WHOLE, 0, 44, 0.9), Evidence(2, ARTICLE, WHOLE, 45, len(TEXT), 0.1))
        answers = any(question.startswith(word) for word in self._known)
        return Ranked(evidence if answers else evidence[::-1], self._sure if answers else 0.1, ())


def test_one_part_is_judged_as_it_is() -> None:
    found = find(understand("Who was found in the lake?", (), (), None), Shelf(), Judge("Who"), 5)
    assert found.status is Status.ANSWERED
    assert [one.quote for one in found.quoted] == ["The body of Lars Holm was found in the lake."]
    assert found.notes == ()


def test_what_no_article_says_is_named_when_another_part_is_answered() -> None:
    asked = understand("Who was found in the lake, and how many boats were searched?", (), (), None)
    found = find(asked, Shelf(), Judge("Who"), 5)
    assert found.status is Status.PARTLY
    assert found.notes == ("The articles do not say: How many boats were searched?",)
    assert [one.number for one in found.evidence] == [1, 2]
    assert [one.quote for one in found.quoted] == ["The body of Lars Holm was found in the lake."]


class Doubts(Judge):
    """Takes what it does not know for something that may be there."""

    def rank(self, question: str, hits: Sequence[Hit], most: int = 12) -> Ranked:
        ranked = super().rank(question, hits, most)
        return replace(ranked, answerable=max(ranked.answerable, (DOUBT_THRESHOLD + ANSWER_THRESHOLD) / 2))


def test_of_a_part_that_may_be_answered_no_more_is_said_than_is_known() -> None:
    asked = understand("Who was found in the lake, and how many boats were searched?", (), (), None)
    found = find(asked, Shelf(), Doubts("Who"), 5)
    assert found.notes == ("The articles may not say: How many boats were searched?",)


class OneSentence(Judge):
    """Finds the same sentence for every question."""

    def rank(self, question: str, hits: Sequence[Hit], most: int = 12) -> Ranked:
        ranked = super().rank(question, hits, most)
        return replace(ranked, evidence=(Evidence(1, ARTICLE, WHOLE, 0, 44, 0.9),))


def test_of_a_part_whose_nearest_sentence_is_shown_no_more_is_said_than_is_known() -> None:
    asked = understand("Who was found in the lake, and how many boats were searched?", (), (), None)
    found = find(asked, Shelf(), OneSentence("Who"), 5)
    assert found.notes == ("What is shown may not say: How many boats were searched?",)


def test_nothing_is_quoted_when_no_part_is_answered() -> None:
    asked = understand("Who was found in the lake, and how many boats were searched?", (), (), None)
    found = find(asked, Shelf(), Judge(), 5)
    assert found.status is Status.UNANSWERED
    assert (found.quoted, found.notes) == ((), ())
    assert len(found.evidence) == 2
    assert found.answerable == 0.1


def test_passages_that_two_parts_find_are_listed_once() -> None:
    asked = understand("Who was found in the lake, and how many boats were searched?", (), (), None)
    assert len(find(asked, Shelf(), Judge("Who", "how"), 5).hits) == 1


def test_what_may_answer_is_offered_and_not_quoted() -> None:
    between = (DOUBT_THRESHOLD + ANSWER_THRESHOLD) / 2
    found = find(understand("Who was found in the lake?", (), (), None), Shelf(), Judge("Who", sure=between), 5)
    assert (found.status, found.notes, found.quoted) == (Status.UNANSWERED, (NEARLY,), ())
    assert found.evidence


COUNTS = (
    "Twelve people were killed in the Orlen fire.",
    "Nineteen people were killed in the Orlen fire, police said.",
)


class Unsure:
    """Ranks two sources that give a value, and takes neither for an answer."""

    def __init__(self, second: str, sure: float = 0.5) -> None:
        self._texts = (COUNTS[0], second)
        self._sure = sure

    def rank(self, question: str, hits: Sequence[Hit], most: int = 12) -> Ranked:
        articles = [Article(str(n), f"{n}.txt", text, Metadata(), f"o{n}") for n, text in enumerate(self._texts)]
        wholes = [Passage(one.id, 0, len(one.text), one.text) for one in articles]
        evidence = [
            Evidence(n + 1, one, whole, 0, len(one.text), 0.2)
            for n, (one, whole) in enumerate(zip(articles, wholes, strict=True))
        ]
        return Ranked(tuple(evidence), self._sure, ())


def test_a_value_that_several_sources_give_is_shown_with_a_remark() -> None:
    asked = understand("How many people were killed in the Orlen fire?", (), (), None)
    found = find(asked, Shelf(), Unsure(COUNTS[1]), 5)
    assert found.status is Status.PARTLY
    assert [one.quote for one in found.quoted] == list(COUNTS)
    assert DOUBTFUL in found.notes
    alone = find(asked, Shelf(), Unsure("Nobody was seen at the Orlen fire."), 5)
    assert alone.status is Status.UNANSWERED
    assert find(asked, Shelf(), Unsure(COUNTS[1], sure=0.2), 5).status is Status.UNANSWERED


class EmptyShelf(Shelf):
    """An index in which nothing passes any filter."""

    def search(self, question: str, filters: Filters, k: int) -> list[Hit]:
        return [] if filters != Filters() else super().search(question, filters, k)


def test_filters_that_nothing_passes_are_named() -> None:
    for filters in (Filters(sources=("Nobody",)), Filters(after=date(2031, 1, 1), phrases=("green lake",))):
        asked = understand("Who was found in the lake?", (), (), None, filters)
        found = find(asked, EmptyShelf(), Judge("Who"), 5)
        assert found.hits == ()
        assert found.notes == ("No article fits the filters.",)


class DatedShelf(Shelf):
    """An index of one early and one late report, which notes the filters of every search."""

    def __init__(self) -> None:
        self.asked: list[Filters] = []

    def search(self, question: str, filters: Filters, k: int) -> list[Hit]:
        self.asked.append(filters)
        text = "At least 24 people died." if filters.after else "At least 11 people died."
        day = date(2025, 11, 26) if filters.after else date(2025, 3, 9)
        return [
            Hit(Passage(text, 0, len(text), text), Article(text, "a.txt", text, Metadata(published=day)), 1, 1, 1, 1)
        ]


class AllAnswer:
    """Says that every passage answers."""

    def rank(self, question: str, hits: Sequence[Hit], most: int = 12) -> Ranked:
        found = (
            Evidence(n, hit.article, hit.passage, 0, hit.passage.end, 0.9) for n, hit in enumerate(hits, start=1)
        )
        return Ranked(tuple(found), 0.9, ())


def test_a_value_is_sought_again_in_what_came_later_under_the_same_filters() -> None:
    shelf, wire = DatedShelf(), Filters(sources=("Wire",))
    found = find(understand("How many people died?", (), (), None, wire), shelf, AllAnswer(), 5)
    assert [(one.number, one.quote) for one in found.later] == [(2, "At least 24 people died.")]
    assert shelf.asked == [wire, Filters(sources=("Wire",), after=date(2025, 3, 10))]
