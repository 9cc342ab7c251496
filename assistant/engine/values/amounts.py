"""Which figures of a sentence answer a question for a number, a sum, a share, an age or a measure."""

import re
from dataclasses import replace

from assistant.engine.facts.lexicon import Relation, relation
from assistant.engine.facts.words import lemma, words
from assistant.engine.values.count_words import FRAMES, PEOPLE
from assistant.engine.values.counts import Count, counts, is_person
from assistant.engine.values.figures import Figure
from assistant.engine.values.found import Found, Kind
from assistant.engine.values.shares import shares
from assistant.engine.values.subjects import is_of_group
from assistant.engine.values.units import MONEY
from assistant.engine.values.wanted import AMOUNT, RAIN, TIMES, Setting, Sort, Wanted, stem, stems

_DIMENSIONS = (  # its name, what a question asks for, the base unit, and the words that a sentence must say it with
    ("rain", RAIN, "m", r"rain\w*|snow\w*|hail|fell|fallen|precipitation|downpour\w*"),
    (
        "distance",
        r"\bhow (?:many \w+ )?(?:far|close|away|from)\b|\bdistance\b",
        "m",
        r"from|away|distance|apart|within|past|off",
    ),
    (
        "length",
        r"\bhow (?:many \w+ )?(?:big|large|long|wide)\b|\blength\b|\bsize\b",
        "m",
        r"long|wide|across|diameter|size|length|from end to end|stretch\w*",
    ),
    ("height", r"\bhow (?:many \w+ )?(?:high|tall)\b|\bheight\b", "m", r"high|tall|height|elevation|rises"),
    ("depth", r"\bhow (?:many \w+ )?deep\b|\bdepth\b", "m", r"deep|depth"),
    ("area", r"\bhow (?:big|large)\b|\barea\b|\bsize\b", "m2", r"\w*"),
    ("weight", r"\bhow heavy\b|\bweight\b|\bweigh\b", "kg", r"weigh\w*|heavy|mass"),
    ("weight", r"\bhow heavy\b|\bweight\b|\bweigh\b", "lb", r"weigh\w*|heavy"),
    ("speed", r"\bhow fast\b|\bspeed\b", "km/h", r"\w*"),
    ("duration", rf"\bhow long\b|\bduration\b|{TIMES}", "s", r"lasted|took|for|long|after"),
    ("amount", AMOUNT, "kg", r"\w*"),
    ("amount", AMOUNT, "l", r"\w*"),
)
_ATTRIBUTE = re.compile(r" ([a-z]+)\b")
"""The noun after "the 70-metre"."""
_MONEY_FRAMES = (
    ("damage", r"damages?|loss(?:es)?|destruction"),
    ("fine", r"fine[ds]?|penalt(?:y|ies)"),
    ("profit", r"profits?"),
    ("revenue", r"revenues?|sales of|turnover|income"),
    ("dividend", r"dividends?|shareholders"),
    (
        "price",
        r"cost(?:s|ing)?|price[ds]?|worth|pay|paid|pays|sold|sell|sale|buy|bought|deal|fee|valued?s?|spend"
        r"|spent|bill|purchase",
    ),
    ("budget", r"budget|funding|grant|raised?"),
    ("salary", r"salary|wages?|earn(?:s|ed)?"),
)
_POPULATION_BEFORE = re.compile(
    r"\bpopulation(?: of (?P<place>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*))?,?(?: (?:of|was|is|were|at|estimated"
    r"|reported|approximately|stood|amounts|numbered"
    r"|to|be|as|in|census|the|\d{4}|,)){0,6} $"
)
_RESIDING = re.compile(r"\b(?:resid(?:ing|ed)|living|lived|census)\b", re.IGNORECASE)
_AGE = re.compile(r",\s(?P<age>\d{1,3}),")


def amounts(question: str, wanted: Wanted, setting: Setting) -> list[Found]:
    """The amounts in a sentence that are of the kind the question wants, in order."""
    found = []
    in_words = shares(setting.sentence) if wanted.sort is Sort.PERCENT else ()
    everything = (0, len(setting.sentence))
    for count in (*_with_ellipsis(setting), *(Count(share, "", "", "", everything) for share in in_words)):
        kind = _kind(question, wanted, setting, count)
        if kind is not None:
            scope = "" if (count.figure.unit, count.scope) == ("%", "since") else count.scope  # a share of one state
            found.append(Found((*kind, count.figure.unit), count.figure.text, count.figure, count.clause, scope))
    return found


def _with_ellipsis(setting: Setting) -> tuple[Count, ...]:
    """The counts of a sentence; one that opens with "police said 5,000" counts what the sentence before it counts."""
    found = counts(setting.sentence)
    if not found or found[0].noun or found[0].figure.unit or not setting.before:
        return found
    joined = counts(f"{setting.before} {setting.sentence}")
    shift = len(setting.before) + 1
    completed = {count.figure.start - shift: count for count in joined if count.noun}
    return tuple(
        replace(one, noun=completed[one.figure.start].noun, frame=completed[one.figure.start].frame)
        if not one.noun and one.figure.start in completed
        else one
        for one in found
    )


def _kind(question: str, wanted: Wanted, setting: Setting, count: Count) -> Kind | None:
    """What the count is a value of, when that is what the question wants."""
    figure, sentence = count.figure, setting.sentence
    if wanted.sort is Sort.COUNT:
        return _count_kind(wanted, count, setting) if not figure.unit else None
    if wanted.sort is Sort.MONEY and figure.unit in MONEY:
        return _money_kind(question, wanted, setting, count)
    if wanted.sort is Sort.PERCENT and figure.unit == "%":
        focus = _FOCUS.search(question)
        if is_of_group(sentence, figure, question):
            return None
        told = not focus or focus.group().lower() in sentence.lower()
        return ("share", "") if told and setting.fits(wanted, 0.65, stem(focus.group()) if focus else "") else None
    if wanted.sort is Sort.AGE and (figure.unit == "year old" or _is_age(sentence, figure)):
        near = sentence[max(0, figure.start - 50) : figure.end + 50]
        return ("age", "") if wanted.names and wanted.names <= stems(near) else None
    if wanted.sort is Sort.MEASURE:
        return _measure_kind(question, wanted, setting, count)
    if wanted.sort is Sort.POPULATION and not figure.unit:
        return _population_kind(wanted, sentence, count)
    return None


_FOCUS = re.compile(r"\b(?:turnout|rate|coverage|stake|unemployment|inflation|margin|growth)\b", re.IGNORECASE)


def _count_kind(wanted: Wanted, count: Count, setting: Setting) -> Kind | None:
    asked_words, counted_words = wanted.noun.split(), count.noun.split()
    if not counted_words or not asked_words:
        return None
    if wanted.frames:
        kinds = (wanted.noun, PEOPLE) if is_person(wanted.noun) and " " not in wanted.noun else (wanted.noun,)
        fits = count.frame in wanted.frames and count.noun in kinds
        return (wanted.noun, count.frame) if fits else None
    if asked_words[-1] != counted_words[-1] or not set(asked_words) <= set(counted_words):
        return None
    if is_person(wanted.noun) or wanted.noun == "child":  # of people in a sentence, each group does something else
        told = len(wanted.terms & stems(setting.sentence)) >= max(1, 0.5 * len(wanted.terms))
    else:
        told = bool(wanted.terms) and setting.tells(wanted.terms, 0.5)
    return (count.noun, count.frame) if told and setting.has(wanted.names, 0.5) else None


def _money_kind(question: str, wanted: Wanted, setting: Setting, count: Count) -> Kind | None:
    """The money frame that question and clause share, nearest to the figure."""
    asked_for = {name for name, words in _MONEY_FRAMES if re.search(rf"\b(?:{words})\b", question, re.IGNORECASE)}
    clause = setting.sentence[slice(*count.clause)]
    at = count.figure.start - count.clause[0]
    found = [
        (abs(match.start() - at), name)
        for name, words in _MONEY_FRAMES
        for match in re.finditer(rf"\b(?:{words})\b", clause, re.IGNORECASE)
    ]
    if not found or min(found)[1] not in (asked_for or {"price"}):
        return None
    return ("money", min(found)[1]) if setting.fits(wanted, 0.65) else None


def _is_age(sentence: str, figure: Figure) -> bool:
    """Whether the figure is an age between commas: "Anna Holm, 34, said"."""
    return not figure.unit and any(match.start("age") == figure.start for match in _AGE.finditer(sentence))


def _measure_kind(question: str, wanted: Wanted, setting: Setting, count: Count) -> Kind | None:
    clause = setting.sentence[slice(*count.clause)]
    for name, asked, unit, said in _DIMENSIONS:
        if unit != count.figure.unit or not re.search(asked, question, re.I):
            continue
        if re.search(rf"\b(?:{said})\b", clause, re.I) or _is_attribute(question, setting.sentence, count.figure):
            return ("measure", name) if setting.fits(wanted, 0.65) else None
    return None


def dimension(question: str, unit: str) -> str:
    """The name of what the question asks to be measured in such units; "measure" when it has none."""
    return next(
        (name for name, asked, base, _ in _DIMENSIONS if base == unit and re.search(asked, question, re.I)), "measure"
    )


def _is_attribute(question: str, sentence: str, figure: Figure) -> bool:
    """Whether the figure is the size of what the question names: "the 70-metre vessel" of a ferry."""
    noun = _ATTRIBUTE.match(sentence, figure.end)
    if noun is None or "-" not in figure.text:
        return False
    return any(relation(lemma(noun[1]), word.lemma) <= Relation.NARROWER for word in words(question) if word.content)


def _population_kind(wanted: Wanted, sentence: str, count: Count) -> Kind | None:
    before, after = sentence[: count.figure.start], sentence[count.figure.end :]
    said = _POPULATION_BEFORE.search(before)
    counted = (
        count.noun == PEOPLE
        and re.match(r"\s+(?:people|residents|inhabitants)\b", after)
        and _RESIDING.search(sentence)
    )
    if not (said or counted) or re.match(r"\s*(?:%|per\b|house|famil|sq)", after):
        return None
    elsewhere = said and said["place"] and not wanted.names & stems(said["place"])
    return None if elsewhere else ("population", "")


def readable(kind: Kind) -> str:
    """A readable name for a kind of value, such as "people hospitalised" or "children killed"."""
    noun, frame = kind[:2]
    if noun == "measure":
        return frame
    plural = {"": "number", "people": "people", "child": "children", "man": "men", "woman": "women", "money": ""}.get(
        noun
    )
    if plural is None:
        plural = (
            noun
            if not frame and noun in ("age", "population", "share", "sum", "date", "time of day", "place", "name")
            else _plural(noun)
        )
    return f"{plural} {frame}".strip() if frame in FRAMES or plural == "" else plural


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
