"""Text as words: where each stands, its lemma, and whether it carries meaning."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.facts.word_table import is_word

_WORD = re.compile(
    r"\d+(?:[.,:]\d+)*[A-Za-z]*"
    r"|(?:[A-Za-z]\.){2,}"
    r"|[^\W\d_]+(?:['’][^\W\d_]+|\d+)*"
    r"|[%$€£¥]"
)
_POSSESSIVE = re.compile(r"['’][sS]?$")
_SPACE = re.compile(r"\s+")
_QUOTE_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "}
)
_CITATION = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")


def listed(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


STOPWORDS = listed(
    """a an the this that these those it its they them their he him his she her i me my we us our you your who whom
    whose which what when where why how there here of in on at by for to from with into onto over under about
    between through during against among within upon off out up down and or but nor so yet if then than as
    because while although though whether be is are was were been being am have has had having do does did doing
    will would shall should can could may might must not no also very just more most own same such only too even
    both each any all some other another one either neither none nobody nothing anybody anyone anything
    everybody everyone everything somebody someone something per via without within upon s t d ll re ve m after
    before since until once again further"""
)
"""Words that say little alone. Some of them (no, all, before …) have rules of their own elsewhere."""

NUMBER_WORDS = listed(
    """zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
    trillion dozen hundreds thousands millions billions dozens half percent"""
)
"""Words that are numbers and not content."""

EMPTY_WORDS = STOPWORDS | NUMBER_WORDS
"""Words that carry no meaning of their own."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or sign of a text."""

    text: str
    """As written, without a possessive ending."""
    lower: str
    lemma: str
    """Dictionary form in lower case, such as "say" for "said"; a shortened form for unknown words."""
    start: int
    """First character in the text it was read from."""
    end: int
    """One past the last character."""
    content: bool
    """Carries meaning of its own: neither a stop word nor a sign nor a number."""
    gap: str
    """What stands between it and the next word, or the end: spaces and punctuation."""

    @property
    def ends_clause(self) -> bool:
        """True when punctuation separates it from the next word."""
        return any(mark in self.gap for mark in ',;:()"“”—–.!?')


def words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; punctuation is skipped."""
    matches = list(_WORD.finditer(text))
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return tuple(_word(match, text[match.end() : end]) for match, end in zip(matches, ends, strict=False))


def _word(match: re.Match[str], gap: str) -> Word:
    text = match.group()
    base = _POSSESSIVE.sub("", text) if "'" in text or "’" in text else text
    if base.count(".") > 1 and base[0].isalpha():
        base = base.replace(".", "")
    lower = base.lower().replace("’", "'")
    content = base[0].isalpha() and lower not in EMPTY_WORDS and not lower.endswith("n't")
    if base.isupper() and lower in STOPWORDS and len(base) > 1:
        content = True  # "US" and "WHO" are names, "us" and "who" are not
    return Word(base, lower, lemma(lower), match.start(), match.end(), content, gap)


def as_written(found: Iterable[Word]) -> str:
    """Neighbouring words as one text."""
    return "".join(word.text + (" " if word.gap else "") for word in found).strip()


def normalise(text: str) -> str:
    """`text` with plain quotation marks and dashes, single spaces, and no citation markers."""
    return _SPACE.sub(" ", _CITATION.sub("", text).translate(_QUOTE_MARKS)).strip()


@lru_cache(maxsize=65536)
def lemma(lower: str) -> str:
    """Dictionary form of a lower-case word: irregular forms from a list, regular ones by known endings."""
    return base_form(lower, is_word)


def base_form(lower: str, known: Callable[[str], bool]) -> str:
    """Dictionary form, where `known` tells which words there are.

    Endings are detached and replaced in turn until a known word comes out, as in WordNet's morphological processing
    (Miller et al., 1990).
    """
    if lower in _IRREGULAR or lower in EMPTY_WORDS:
        return _IRREGULAR.get(lower, lower)
    for ending, replacements in _ENDINGS:
        if not lower.endswith(ending) or len(lower) - len(ending) < 2:
            continue
        base = lower[: -len(ending)]
        doubled = len(base) > 3 and base[-1] == base[-2] and ending in ("ed", "ing")
        silent = ending in ("ed", "ing") and bool(_SILENT_E.search(base))
        bases = [base + r for r in (replacements[::-1] if silent else replacements)]
        if doubled:
            bases.insert(len(bases) if base[-1] in "lsfz" else 0, base[:-1])
        for candidate in (_american(one, known) for one in bases):
            if known(candidate):
                return candidate
        if not known(lower):
            return bases[0]
    return _american(lower, known)


def _american(lower: str, known: Callable[[str], bool]) -> str:
    """One spelling for words that British and American texts write differently."""
    for british, american in (("defence", "defense"), ("offence", "offense"), ("centre", "center"), ("our", "or")):
        if len(lower) > 5 and lower.endswith(british) and known(other := lower[: -len(british)] + american):
            return other
    other = re.sub("is(e|ation)$", r"iz\1", lower)
    return other if len(lower) > 5 and known(other) else lower


_SILENT_E = re.compile(
    r"^[^aeiou]*[aeiou][^aeiouwxy]$|[^aeiou][aeiou]?[cuvz]$|[^su]s$|[ndr]g$|[aeiou](?:at|ut|ag)$|[^aeo][aiu]t$"
)
"""Stems that lose an e before "ed" and "ing": a single consonant after a short vowel would have been doubled."""

_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ies", ("y", "ie")),
    ("sses", ("ss",)),
    ("shes", ("sh",)),
    ("ches", ("ch",)),
    ("xes", ("x",)),
    ("zes", ("z", "ze")),
    ("ves", ("ve", "f", "fe")),
    ("oes", ("oe", "o")),
    ("ss", ("ss",)),
    ("us", ("us",)),
    ("s", ("",)),
    ("ied", ("y", "ie")),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)

_IRREGULAR_FORMS = """
be:is are was were been being am 's 're|have:has had having|do:does did done doing|say:said says|go:went gone goes
make:made|take:took taken|come:came|see:saw seen|know:knew known|get:got gotten|give:gave given|find:found
think:thought|tell:told|become:became|leave:left|feel:felt|bring:brought|begin:began begun|keep:kept|hold:held
write:wrote written|stand:stood|hear:heard|mean:meant|meet:met|run:ran|pay:paid|sit:sat|speak:spoke spoken|lead:led
grow:grew grown|lose:lost|fall:fell fallen|send:sent|build:built|understand:understood|draw:drew drawn
break:broke broken|spend:spent|rise:rose risen|drive:drove driven|buy:bought|wear:wore worn|choose:chose chosen
seek:sought|throw:threw thrown|catch:caught|deal:dealt|win:won|forget:forgot forgotten|sell:sold|fight:fought
teach:taught|eat:ate eaten|sing:sang sung|strike:struck stricken|hang:hung|shake:shook shaken|ride:rode ridden
feed:fed|shoot:shot|drink:drank drunk|hit:hitting|arise:arose arisen|fly:flew flown flies|shut:shutting|steal:stole stolen
swear:swore sworn|hide:hid hidden|bear:bore borne|beat:beaten|bind:bound|bite:bit bitten|blow:blew blown|breed:bred
cling:clung|creep:crept|dig:dug|flee:fled|forbid:forbade forbidden|forgive:forgave forgiven|freeze:froze frozen
grind:ground|kneel:knelt|lay:laid|lend:lent|lie:lay lain lying|light:lit|overcome:overcame|overthrow:overthrew overthrown
ring:rang rung|seize:seized|shine:shone|sink:sank sunk|sleep:slept|slide:slid|spin:spun|spring:sprang sprung
stick:stuck|sting:stung|sweep:swept|swim:swam swum|swing:swung|tear:tore torn|undertake:undertook undertaken
undergo:underwent undergone|wake:woke woken|weave:wove woven|weep:wept|withdraw:withdrew withdrawn
withhold:withheld|withstand:withstood|die:died dying|tie:tying|vie:vying|die:dies|lie:lies|put:putting|set:setting
man:men|woman:women|child:children|person:people persons|foot:feet|tooth:teeth|mouse:mice|goose:geese|life:lives
wife:wives|leaf:leaves|half:halves|crisis:crises|analysis:analyses|basis:bases|datum:data|medium:media
good:better best|bad:worse worst|far:further farther|little:less least|many:more most|few:fewer fewest
high:higher highest|low:lower lowest|large:larger largest|small:smaller smallest|great:greater greatest
old:older oldest elder|young:younger youngest|new:newer newest|big:bigger biggest|early:earlier earliest
late:later latest|long:longer longest|short:shorter shortest|strong:stronger strongest|weak:weaker weakest
"""
_IRREGULAR = {
    form: entry.split(":")[0].strip()
    for line in _IRREGULAR_FORMS.strip().splitlines()
    for entry in line.split("|")
    for form in entry.split(":")[1].split()
}
for _own in (
    "news",
    "police",
    "lens",
    "this",
    "his",
    "series",
    "species",
    "bus",
    "gas",
    "during",
    "united",
    "less",
    "lay",
    "need",
    "willing",
    "seed",
    "speed",
    "deed",
    "heed",
    "weed",
    "breed",
    "bleed",
    "greed",
    "proceed",
    "exceed",
    "succeed",
    "indeed",
    "headquarters",
    "earnings",
    "politics",
    "clothes",
    "ethos",
    "whereas",
):
    _IRREGULAR[_own] = _own
