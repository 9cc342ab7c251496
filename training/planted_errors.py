"""True sentences of news articles with one planted error each, and the same sentences rewritten without one.

Every error is made by pattern and is independent of the code it tests. A claim comes with its evidence: the sentence
it was made from and one neighbour on either side. The generator is seeded; the same articles give the same claims.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.sentences import sentences

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_COUNTRIES = """France Germany Italy Spain Poland Greece Turkey Russia China Japan India Pakistan Iran Iraq Syria Israel Egypt
Nigeria Kenya Brazil Mexico Canada Australia Ukraine Britain Ireland Sweden Norway""".split()
_NUMBER = re.compile(r"(?<![\w.,$£€-])\d{1,3}(?:,\d{3})+|(?<![\w.,])\d+(?:\.\d+)?(?![\w,.]*\d)")
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")
_SAID = re.compile(
    r"^(?P<who>[A-Z][^,.;:“”\"]{2,60}?) (?P<verb>said|told reporters|claimed|alleged|argued|warned|announced) (?:that )?(?P<what>[a-z].{25,}\.)$"
)
_SAID_LAST = re.compile(
    r"^(?P<what>[A-Z][^“”\"]{25,}), (?P<who>[^,.;:“”\"]{2,60}?) (?P<verb>said|says|told reporters)\.$"
)
_QUOTED = re.compile(
    r"^[“\"](?P<what>[A-Z][^“”\"]{25,})[,.][”\"] (?:said (?P<after>[A-Z][^,.;:“”\"]{2,60})|(?P<who>[^,.;:“”\"]{2,60}) (?:said|told reporters|added))\.$"
)
_ACCORDING = re.compile(r"^(?P<what>[A-Z][^“”\"]{25,}?),? according to (?P<who>[^,;:“”\"]{3,60})\.$")
_UNITS = {
    "million": "billion", "billion": "million", "percent": "million", "per cent": "million", "%": " years", "km": "miles",
    "miles": "metres", "hours": "days", "days": "weeks", "weeks": "months", "months": "years", "years": "months", "$": "€", "£": "$",
}  # fmt: skip
_QUANTIFIERS = {
    "some": "all", "many": "all", "most": "all", "several": "most", "all": "some", "few": "many", "every": "some", "only": "not only",
}  # fmt: skip
_MODALS = {
    "may": "will",
    "might": "will",
    "could": "will",
    "will": "may",
    "would": "did",
    "should": "will",
    "can": "cannot",
}
_TENSES = {
    "will be": "was", "will have": "had", "is expected to": "managed to", "are expected to": "managed to", "plans to": "refused to",
    "plan to": "refuse to", "was": "will be", "were": "will be", "has been": "will be", "have been": "will be", "has": "will have",
}  # fmt: skip
_HEDGES = re.compile(
    r" ?\b(?:allegedly|reportedly|apparently|possibly|probably|likely|suspected|alleged|nearly|almost|at least|up to)\b"
)
_OPPOSITES = {
    "increased": "decreased", "rose": "fell", "fell": "rose", "won": "lost", "lost": "won", "before": "after", "after": "before",
    "more": "less", "higher": "lower", "lower": "higher", "first": "last", "last": "first", "accepted": "rejected", "rejected": "accepted",
    "approved": "rejected", "opened": "closed", "closed": "opened", "began": "ended", "started": "stopped", "support": "oppose",
    "supported": "opposed", "against": "for", "largest": "smallest", "best": "worst", "good": "bad", "new": "old", "high": "low",
    "early": "late", "joined": "left", "increase": "decrease", "growth": "decline", "success": "failure", "strong": "weak",
    "north": "south", "south": "north", "east": "west", "west": "east", "arrested": "released", "confirmed": "denied", "denied": "confirmed",
    "allowed": "banned", "bought": "sold", "raised": "cut", "guilty": "innocent", "above": "below", "male": "female", "public": "private",
}  # fmt: skip
_REWRITES = (
    (r"\bapproximately\b", "about"), (r"\bchildren\b", "kids"), (r"(?<=\d) percent\b", "%"), (r"\bper cent\b", "percent"), (r"\bsaid that\b", "stated that"),
    (r"\bstarted to\b", "began to"), (r"\bbegan to\b", "started to"), (r"\bbought\b", "purchased"), (r"\bwounded\b", "injured"), (r"\bto help\b", "to assist"),
    (r"\bhuge\b", "enormous"), (r"\bto get\b", "to obtain"), (r"\bdoctors\b", "physicians"), (r"\bcars\b", "vehicles"), (r"\bhomes\b", "houses"),
    (r", because\b", ", since"), (r"\bmore than(?= \d)", "over"), (r"\bdied\b", "passed away"), (r"\ballowed to\b", "permitted to"),
    (r"\battempted to\b", "tried to"), (r"\bemployees\b", "workers"), (r"\breceived\b", "got"), (r"\bchose\b", "selected"), (r"\bassistance\b", "help"),
    (r"\bnearly(?= \d)", "almost"), (r"\bthousand\b", ",000"), (r"\bcurrently\b", "at present"), (r"\balso\b ", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence to check."""

    kind: str
    """What was planted, such as "number"; "unchanged", "compressed" or "reworded" for true claims."""
    text: str
    passage: str
    """The evidence: the sentence the claim was made from with a neighbour on either side."""
    article: int
    """Place of the article in the input."""

    @property
    def supported(self) -> bool:
        """True when nothing was planted."""
        return self.kind in TRUE_KINDS


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence where it stands."""

    sentence: str
    nearby: tuple[str, ...]
    """The other sentences of the passage."""
    far: tuple[str, ...]
    """The article's sentences outside the passage."""
    rng: random.Random


Maker = Callable[[Scene], str | None]


def planted_claims(articles: Sequence[str], seed: int, per_article: int = 6) -> Iterator[Claim]:
    """Claims of every kind from every article, true and false; at most `per_article` sentences of each are used."""
    rng = random.Random(seed)  # noqa: S311
    for number, text in enumerate(articles):
        found = [" ".join(text[start:end].split()) for start, end in sentences(text)]
        usable = [i for i, sentence in enumerate(found) if 8 <= len(sentence.split()) <= 45 and sentence[-1] in '.”"']
        rng.shuffle(usable)
        for i in sorted(usable[:per_article]):
            passage = found[max(0, i - 1) : i + 2]
            nearby = tuple(s for s in passage if s is not found[i])
            far = tuple(s for s in found if s not in passage)
            scene = Scene(found[i], nearby, far, rng)
            for kind, make in MAKERS.items():
                claim = make(scene)
                if claim and claim.strip() != found[i]:
                    yield Claim(kind, claim, " ".join(passage), number)
            yield Claim("unchanged", found[i], " ".join(passage), number)


def _number(scene: Scene) -> str | None:
    def change(match: re.Match[str]) -> str:
        value = float(match.group().replace(",", ""))
        new = value + scene.rng.choice([-3, -2, -1, 1, 2, 3, 10]) * max(1, round(value * 0.1))
        new = value + 7 if new <= 0 else new
        return f"{new:,.0f}" if value.is_integer() and value >= 2100 else f"{new:g}"

    return _replace_one(_NUMBER, change, scene)


def _number_nearby(scene: Scene) -> str | None:
    others = [n for s in scene.nearby for n in _NUMBER.findall(s) if n not in scene.sentence]
    return _replace_one(_NUMBER, lambda _: scene.rng.choice(others), scene) if others else None


def _numbers_swapped(scene: Scene) -> str | None:
    return _swap(scene.sentence, [m.span() for m in _NUMBER.finditer(scene.sentence)])


def _date(scene: Scene) -> str | None:
    pattern = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b(?= \d)|\b(?:{'|'.join(_DAYS)})\b|\b(?:19|20)\d\d\b")

    def change(match: re.Match[str]) -> str:
        word = match.group()
        if word.isdigit():
            return str(int(word) + scene.rng.choice([-3, -2, -1, 1, 2]))
        return scene.rng.choice([other for other in (_MONTHS if word in _MONTHS else _DAYS) if other != word])

    return _replace_one(pattern, change, scene)


def _unit(scene: Scene) -> str | None:
    pattern = re.compile(
        r"(?<=\d )(?:million|billion|percent|per cent|km|miles|hours|days|weeks|months|years)\b|(?<=\d)%|[$£](?=\d)"
    )
    return _replace_one(pattern, lambda match: _UNITS[match.group()], scene)


def _name(scene: Scene) -> str | None:
    others = [
        n
        for s in scene.far
        for n in _NAME.findall(s[1:])
        if n not in scene.sentence and not any(n in x for x in scene.nearby)
    ]
    return _replace_one(_NAME, lambda _: scene.rng.choice(others), scene) if others else None


def _name_nearby(scene: Scene) -> str | None:
    others = [n for s in scene.nearby for n in _NAME.findall(s) if n not in scene.sentence]
    return _replace_one(_NAME, lambda _: scene.rng.choice(others), scene) if others else None


def _place(scene: Scene) -> str | None:
    others = [c for c in _COUNTRIES if not any(c in s for s in (scene.sentence, *scene.nearby))]
    pattern = re.compile(rf"\b(?:{'|'.join(_COUNTRIES)})\b|(?<=\bin )[A-Z][a-z]+\b")
    return _replace_one(pattern, lambda _: scene.rng.choice(others), scene)


def _roles(scene: Scene) -> str | None:
    spans = [m.span() for m in _NAME.finditer(scene.sentence)]
    return _swap(scene.sentence, [(a, b) for a, b in spans if " and " not in scene.sentence])


def _negation(scene: Scene) -> str | None:
    negated = re.search(r"\b(?:not|never)\b |n['’]t\b", scene.sentence)
    if negated:
        return scene.sentence[: negated.start()] + scene.sentence[negated.end() :]
    pattern = re.compile(r"\b(?:is|are|was|were|will|would|could|can|has|have|had|should|may)\b(?! not| n['’]t)")
    return _replace_one(pattern, lambda match: f"{match.group()} not", scene)


def _quantifier(scene: Scene) -> str | None:
    return _from_table(_QUANTIFIERS, scene)


def _modality(scene: Scene) -> str | None:
    return _from_table(_MODALS, scene)


def _tense(scene: Scene) -> str | None:
    return _from_table(_TENSES, scene)


def _hedge(scene: Scene) -> str | None:
    return _replace_one(_HEDGES, lambda _: "", scene)


def _opposite(scene: Scene) -> str | None:
    return _from_table(_OPPOSITES, scene)


def _speaker(scene: Scene) -> str | None:
    said, others = _said(scene.sentence), [s["who"] for t in (*scene.nearby, *scene.far) if (s := _said(t))]
    others = [
        who for who in others if said and who != said["who"] and not _pronoun(who) and not _pronoun(said["who"])
    ]
    return scene.sentence.replace(said["who"], scene.rng.choice(others)) if said and others else None


def _attribution_dropped(scene: Scene) -> str | None:
    said = _said(scene.sentence)
    return said["what"][0].upper() + said["what"][1:].rstrip(".") + "." if said else None


def _speakers_merged(scene: Scene) -> str | None:
    said = _said(scene.sentence)
    others = [other for s in scene.nearby if (other := _said(s)) and said and other["who"] != said["who"]]
    others = [other for other in others if not _pronoun(other["who"])]
    return f"{scene.rng.choice(others)['who']} said {_lower(said['what'])}" if said and others else None


def _joined(scene: Scene) -> str | None:
    pattern = re.compile(
        r"^(?P<who>(?:The )?[A-Z][\w’'-]+(?: [\w’'-]+){0,3}?) (?P<what>(?:is|was|are|were|has|had|have|will) .{25,}\.)$"
    )
    mine = pattern.match(scene.sentence)
    others = [
        other["who"] for s in scene.nearby if (other := pattern.match(s)) and mine and other["who"] != mine["who"]
    ]
    others = [who for who in others if not _pronoun(who) and mine and not _pronoun(mine["who"])]
    return f"{scene.rng.choice(others)} {mine['what']}" if mine and others else None


def _compressed(scene: Scene) -> str | None:
    """True: an aside between commas or in brackets, or an opening adverbial, is left out."""
    if any(mark in scene.sentence for mark in '"“”'):
        return None
    shorter = re.sub(
        r" \([^)]*\)| —[^—]*—|, (?:who|which|whose) [^,]*,|, (?:a|an|the) [^,]{3,40},", "", scene.sentence
    )
    if shorter == scene.sentence:
        opened = re.match(
            r"(?:However|Meanwhile|Also|In addition|Still|Of course|Today|Now|Then), (?P<rest>.+)$", shorter
        )
        shorter = opened["rest"][0].upper() + opened["rest"][1:] if opened else shorter
    return shorter if shorter != scene.sentence else None


def _reworded(scene: Scene) -> str | None:
    """True: a word or two are replaced by others of the same meaning."""
    text = scene.sentence
    if any(mark in text for mark in '"“”'):
        return None
    for pattern, replacement in _REWRITES:
        text = re.sub(pattern, replacement, text, count=1)
    return text.replace(" ,000", ",000") if text != scene.sentence else None


def _said_otherwise(scene: Scene) -> str | None:
    """True: the speaker stands elsewhere in the sentence."""
    said = _said(scene.sentence)
    if not said or _pronoun(said["who"]) or said["verb"] in ("claimed", "alleged"):
        return None
    who = said["who"][0].upper() + said["who"][1:]
    return f"{who} said that {_lower(said['what'])}".rstrip(".") + "." if "after" not in said else None


def _said(sentence: str) -> dict[str, str] | None:
    for pattern in (_SAID, _SAID_LAST, _ACCORDING, _QUOTED):
        if match := pattern.match(sentence):
            parts = match.groupdict()
            return {"verb": "said", **parts, "who": parts["who"] or parts["after"]}
    return None


def _pronoun(who: str) -> bool:
    return who.split()[0].lower() in (
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "you",
        "this",
        "that",
        "these",
        "who",
        "and",
        "but",
    )


def _lower(text: str) -> str:
    first = text.split()[0]
    return (
        text
        if first in ("I", "I'm", "I’m") or not first[1:].islower() or first not in _STARTERS
        else text[0].lower() + text[1:]
    )


_STARTERS = frozenset(
    "The A An This That These Those It They He She We There In On At More Some Many Most All Each".split()
)


def _from_table(table: dict[str, str], scene: Scene) -> str | None:
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(table, key=len, reverse=True))})(?![\w-])")
    return _replace_one(pattern, lambda match: table[match.group()], scene)


def _replace_one(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], scene: Scene) -> str | None:
    matches = list(pattern.finditer(scene.sentence))
    if not matches:
        return None
    match = scene.rng.choice(matches)
    return scene.sentence[: match.start()] + change(match) + scene.sentence[match.end() :]


def _swap(sentence: str, spans: Sequence[tuple[int, int]]) -> str | None:
    if len(spans) < 2:
        return None
    (a, b), (c, d) = spans[0], spans[1]
    return (
        sentence[:a] + sentence[c:d] + sentence[b:c] + sentence[a:b] + sentence[d:]
        if sentence[a:b] != sentence[c:d]
        else None
    )


def _elsewhere(scene: Scene) -> str | None:
    """A true sentence of the article that this passage does not hold."""
    fitting = [s for s in scene.far if 8 <= len(s.split()) <= 45]
    return scene.rng.choice(fitting) if fitting else None


def _tail_replaced(scene: Scene) -> str | None:
    """The sentence's beginning with the end of another sentence of the article."""
    ends = [s.split()[len(s.split()) // 2 :] for s in scene.far if len(s.split()) >= 12]
    words = scene.sentence.split()
    return " ".join(words[: len(words) // 2] + scene.rng.choice(ends)) if ends else None


MAKERS: dict[str, Maker] = {
    "number": _number, "number nearby": _number_nearby, "numbers swapped": _numbers_swapped, "date": _date, "unit": _unit,
    "name": _name, "name nearby": _name_nearby, "place": _place, "roles": _roles, "negation": _negation,
    "quantifier": _quantifier, "modality": _modality, "tense": _tense, "hedge dropped": _hedge, "opposite": _opposite,
    "speaker": _speaker, "attribution dropped": _attribution_dropped, "speakers merged": _speakers_merged, "joined": _joined,
    "elsewhere": _elsewhere, "tail replaced": _tail_replaced,
    "compressed": _compressed, "reworded": _reworded, "said otherwise": _said_otherwise,
}  # fmt: skip
"""Kind of claim to its maker, which gives None where the sentence has nothing to change."""

TRUE_KINDS = frozenset({"unchanged", "compressed", "reworded", "said otherwise"})
"""Kinds of claim that the passage supports."""
