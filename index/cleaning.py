"""Boilerplate lines out of scraped articles, with what was removed and why.

Precision comes first: a line that may be the article's own stays. Rules look at one line (index.furniture), or at
where it stands: a navigation path at the top, a list of other articles' headlines below the last sentence.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from index.bylines import is_byline
from index.furniture import FOOTER_RULES, rule_for
from index.line_shapes import ends_sentence, is_crumbs, is_headline, is_tag_list, is_title_case
from index.types import Removed
from index.word_count import needs_no_stop, word_count

_TOP_LINES = 12
"""Lines at the top among which navigation, bylines and section names are looked for."""
_BOTTOM_LINES = 40
"""Lines at the bottom among which a footer is looked for."""
_RELATED_LINES = 3
"""Headlines that must stand together to be a list of other articles."""
_FOOTER_WORDS = 8
"""A line in a footer has no more words, when no rule knows it."""
_SENTENCE_WORDS = 5
"""A line of this many words that ends as a sentence does is one of the article's own, rather than a caption's."""
_PROSE_WORDS = 3
"""The same among lines that a publisher repeats."""
_QUOTES = re.compile(r"[\"“”„«»‘]|(?<!\w)'")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article's own text and what stood around it."""

    text: str
    """Paragraphs as they were, spaces collapsed, at most one empty line between them."""
    removed: tuple[Removed, ...]
    """In the order of their lines."""


def clean(raw_text: str, title: str = "", repeated: Collection[str] = ()) -> Cleaned:
    """Take navigation, credits, sharing, lists of links and comments out of `raw_text`, line by line.

    `title` stays where it stands in the text. `repeated` holds lines known to recur across a publisher's articles,
    from `repeated_lines`.
    """
    lines = [" ".join(line.split()) for line in raw_text.split("\n")]
    filled = [number for number, line in enumerate(lines) if line]
    rules = _rules([lines[number] for number in filled], " ".join(title.split()), frozenset(repeated))
    by_line = dict(zip(filled, rules, strict=True))
    removed = (Removed(lines[number], rule, number + 1) for number, rule in by_line.items() if rule)
    kept = "\n".join("" if by_line.get(number) else line for number, line in enumerate(lines))
    return Cleaned(re.sub(r"\n{3,}", "\n\n", kept).strip("\n"), tuple(removed))


def repeated_lines(texts: Iterable[str]) -> set[str]:
    """Lines that stand in at least three of one publisher's articles and in most of them: the site's furniture.

    Copies of one article count once. A sentence is never furniture however often a publisher repeats it as
    background, unless it speaks to the reader ("Support our work …") and quotes nobody. Lines that a rule knows by
    themselves are left to it.
    """
    articles = _distinct([{" ".join(line.split()) for line in text.split("\n")} - {""} for text in texts])
    counts = Counter(line for lines in articles for line in lines)
    least = max(3, len(articles) // 2 + 1)
    often = (line for line, count in counts.items() if count >= least)
    return {line for line in often if not _is_prose(line) and not rule_for(line)}


def _rules(lines: Sequence[str], title: str, repeated: frozenset[str]) -> list[str]:
    """For each line the name of the rule that removes it, or an empty string."""
    rules = [rule_for(line) or ("repeated line" if line in repeated else "") for line in lines]
    _mark_top(lines, rules)
    _mark_bottom(lines, rules)
    _mark_runs(lines, rules)
    return ["" if title and line == title else rule for line, rule in zip(lines, rules, strict=True)]


def _mark_top(lines: Sequence[str], rules: list[str]) -> None:
    """Above the first paragraph: navigation paths, bylines, section names between other furniture."""
    top = next((place for place, line in enumerate(lines) if _is_sentence(line) and not rules[place]), len(lines))
    for place in range(min(top, _TOP_LINES)):
        line = lines[place]
        if rules[place]:
            continue
        if is_crumbs(line):
            rules[place] = "navigation"
        elif is_byline(line):
            rules[place] = "byline"
        elif _is_label(line) and 0 < place < len(lines) - 1 and rules[place - 1] and rules[place + 1]:
            rules[place] = "section name"
        elif line[0].islower() and not ends_sentence(line) and _credits_photo(rules[place + 1 : place + 2]):
            rules[place] = "image description"


def _mark_bottom(lines: Sequence[str], rules: list[str]) -> None:
    """Below the last sentence: tag lists, lists of headlines, and whatever follows the start of the footer."""
    last = max((place for place, line in enumerate(lines) if _is_sentence(line) and not rules[place]), default=-1)
    start = max(last + 1, len(lines) - _BOTTOM_LINES, 1)
    for place in range(start, len(lines)):
        if not rules[place] and is_tag_list(lines[place]):
            rules[place] = "tag list"
    headlines = [place for place in range(start, len(lines)) if not rules[place] and _may_link(lines[place])]
    footer = any(rules[place] in FOOTER_RULES for place in range(start, len(lines)))
    footer = footer and not _are_values([lines[place] for place in headlines])
    if len(headlines) >= _RELATED_LINES and (footer or _are_news(lines[place] for place in range(start, len(lines)))):
        for place in headlines:
            rules[place] = "related headlines"
    begun = False
    for place in range(start, len(lines)):
        if begun and not rules[place] and word_count(lines[place]) <= _FOOTER_WORDS:
            rules[place] = "footer"
        begun = begun or rules[place] in FOOTER_RULES


def _mark_runs(lines: Sequence[str], rules: list[str]) -> None:
    """Anywhere: several headlines in title case, one after the other, next to a line that links elsewhere."""
    place = 0
    while place < len(lines):
        end = place
        while end < len(lines) and not rules[end] and is_headline(lines[end]) and is_title_case(lines[end]):
            end += 1
        announced = place > 0 and rules[place - 1] == "link to another article"
        if end - place >= _RELATED_LINES and announced:
            rules[place:end] = ["related headlines"] * (end - place)
        place = max(end, place + 1)


def _are_news(lines: Iterable[str]) -> bool:
    """True when every line has the length and shape of a headline: no names, no prices, no table of values."""
    return all(
        is_headline(line) and line.count(" ") >= 5 and not re.search(r"^[\W\d]|[:$€£|]|\)$", line) for line in lines
    )


def _may_link(line: str) -> bool:
    """True for a headline; an item of a list may be the article's own."""
    return is_headline(line) and not re.match(r"[-*•–] ", line)


def _are_values(lines: Sequence[str]) -> bool:
    """True for a table written line by line, such as "PRICE: $37,510", which is the article's own."""
    return 2 * sum(bool(re.match(r"\W*\w[\w ]{1,25}: ", line)) for line in lines) >= len(lines)


def _is_sentence(line: str) -> bool:
    return _has_sentence_of(_SENTENCE_WORDS, line)


def _has_sentence_of(words: int, line: str) -> bool:
    return (ends_sentence(line) or needs_no_stop(line)) and word_count(line) >= words


def _is_label(line: str) -> bool:
    return word_count(line) <= 3 and len(line) <= 40 and not ends_sentence(line)


def _credits_photo(rules: Sequence[str]) -> bool:
    return any(rule.startswith("photo") for rule in rules)


def _is_prose(line: str) -> bool:
    speaks_to_reader = re.search(r"\b(?:you|your|us|our|we)\b", line, re.IGNORECASE)
    long_sentence = _has_sentence_of(_PROSE_WORDS, line)
    return long_sentence and (not speaks_to_reader or bool(_QUOTES.search(line))) and not rule_for(line)


def _distinct(articles: Sequence[set[str]]) -> list[set[str]]:
    """One of each group of articles that share most of their lines, by length so that the fullest copy stands."""
    kept: list[set[str]] = []
    for lines in sorted(articles, key=len, reverse=True):
        own = {line for line in lines if _is_prose(line)} or lines
        if not any(len(own & other) > 0.7 * len(own) for other in kept):
            kept.append(lines)
    return kept
