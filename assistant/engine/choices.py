"""What a question may mean where it fits several: two people of one name, or events that have nothing in common.

The answer shows what each is said to have done; the remark made here asks the person to name the one that is meant.
"""

import re
from calendar import month_name
from collections import Counter
from collections.abc import Sequence

from assistant.engine.terms import is_stop_word, names
from assistant.types import Evidence

_LEAD = 600
"""Characters of an article in which what it is about is named."""

_MOSTLY = 0.8
"""Someone with this share of all full mentions is who the articles mean by the surname alone."""

_MOST = 4
"""Choices that are offered at most."""


def namesakes(question: str, evidence: Sequence[Evidence]) -> str:
    """Offers the people who bear a surname of the question; empty when the articles mostly mean one."""
    for name in names(question):
        bearers = _bearers(name, evidence)
        if len(bearers) > 1:
            return f"{name} may be {_listed(bearers)}: name the one you mean."
    return ""


def events(question: str, quoted: Sequence[Evidence]) -> str:
    """Offers the articles that answer a question without a name, where they have none in common; else empty."""
    if names(question) or any(char.isdigit() for char in question):
        return ""
    titles = _unrelated(quoted)
    if len(titles) < 2:
        return ""
    return f"This fits several things: {_listed(titles)}. Name the one you mean."


def _bearers(name: str, evidence: Sequence[Evidence]) -> list[str]:
    """Full names that end in `name`, most mentioned first; fewer than two when the articles mostly mean one."""
    if " " in name:
        return []
    full_name = re.compile(rf"\b([A-Z][^\W\d_]+) {re.escape(name)}\b")
    texts = {one.article.id: one.article.text for one in evidence}.values()
    mentions = Counter(found[0] for text in texts for found in full_name.finditer(text) if _is_name(found[0]))
    # Once may be a slip, or the word before the name of somebody else's sentence.
    often = Counter({full: count for full, count in mentions.items() if count > 1})
    if not often or max(often.values()) >= _MOSTLY * often.total():
        return []
    return [full for full, _ in often.most_common(_MOST)]


def _is_name(full: str) -> bool:
    """Whether no title, day, month or first word of a sentence stands before the surname."""
    first = full.split()[0]
    if is_stop_word(first) or first.isupper() or first in month_name:
        return False
    return names(f"They met {full}.") == (full,)


def _unrelated(evidence: Sequence[Evidence]) -> list[str]:
    """The titles of articles that name nothing in common; each further one shares nothing with those before it."""
    heard: set[str] = set()
    titles: list[str] = []
    for one in evidence:
        article = one.article
        named = {word for name in names(f"{article.metadata.title}. {article.text[:_LEAD]}") for word in name.split()}
        if named and not named & heard:
            heard |= named
            titles.append(f"“{article.metadata.title or article.path}”")
    return titles[:_MOST]


def _listed(choices: Sequence[str]) -> str:
    """Joined with commas and an "or"."""
    *first, last = choices
    return f"{', '.join(first)} or {last}"
