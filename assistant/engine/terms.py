"""The words of a text that carry its meaning, and the names in it."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:[-'’&][^\W_]+)*(?:\.(?=[A-Z]\b)[A-Z])*", re.UNICODE)
"""A word: letters and digits, with inner hyphens, apostrophes, decimal marks and the points of "U.S"."""


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, parted by white space."""
    return frozenset(text.split())


QUESTION_WORDS = word_set("who whom whose what which when where why how whether")

AUXILIARIES = word_set(
    """am are be been being can could did do does had has have is may might must shall should was were will
    would aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't shouldn't wasn't weren't
    won't wouldn't"""
)

PRONOUNS = word_set(
    """he her hers herself him himself his i it its itself me mine my myself one ones our ours ourselves she
    that their theirs them themselves these they this those us we you your yours yourself"""
)

STOP_WORDS = (
    QUESTION_WORDS
    | AUXILIARIES
    | PRONOUNS
    | word_set(
        """a about above according after again against all also although an and another any anybody anyone anything
    as at because before below between both but by during each either else ever every few for from further
    get got here how's however if in into just least less let like many more most much neither no nor not of
    off often on once only onto or other others out over own per please really said same say says so some
    somebody someone something still such tell than the then there there's through to too under until up upon
    very via what's where's while who's with within without yet mr mrs ms dr ok okay thanks thank"""
    )
)
"""Words that say nothing about what a text is about, lower case."""

_WHOLE = word_set("news united series species")
"""Words whose endings are no inflections."""
_CALENDAR = word_set(
    """january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday"""
)
_TITLES = word_set(
    "mr mrs ms dr sir president prime minister general gen major sen senator rep governor gov king queen pope"
)
_JOINERS = word_set("of de del der di da du la le bin ibn al el van von den and & the for")
STARTERS = word_set(
    """compare contrast describe explain find give list name please show summarise summarize tell contrary yes
    no hello hi ok okay sorry well so then next now today yesterday tomorrow here there zero one two three
    four five six seven eight nine ten eleven twelve dozens hundreds thousands both nobody none"""
)
"""Words that open a sentence without being names, beside stop words, lower case."""
_AFTER_SUBJECT = word_set(
    """said says say told tells has had have is was were will would announced announces denied denies warned
    claimed reported accused called confirmed"""
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Fold a word so that its inflections and its British and American spellings agree.

    Case, accents, possessives, plurals, -ed, -ing and a final -e go; the result is a key, not always a word.
    Numbers, and words of up to three letters, keep all their characters.
    """
    folded = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    folded = folded.replace("’", "'")
    folded = folded.removesuffix("'s").removesuffix("'")
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", folded):
        return folded.replace(".", "")
    if len(folded) <= 3 or not folded.isalpha() or folded in _WHOLE:
        return folded
    return _american(_uninflected(folded))


def _uninflected(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("ied"):
        return word[:-1] if len(word) <= 4 else word[:-3] + "y"
    for suffix in ("ing", "ed"):
        base = word.removesuffix(suffix)
        if base != word and len(base) >= 3 and re.search("[aeiouy]", base):
            doubled = base[-1] == base[-2] and base[-1] not in "lsz"
            word = base[:-1] if doubled else base
            break
    if len(word) > 4 and word.endswith("i"):
        word = word[:-1] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def _american(word: str) -> str:
    """One spelling for -ise and -ize, -our and -or, -tre and -ter, -ence and -ense, after the final -e went."""
    word = re.sub(r"iz(?=$|a|e|i)", "is", word)
    word = re.sub(r"(?<=\w\w)enc$", "ens", word)
    word = re.sub(r"(?<=[a-z]{2})tr$", "ter", word)
    return re.sub(r"(?<=[a-z]{2})our(?=$|i|s|h)", "or", word)


def words(text: str) -> list[str]:
    """The words of `text` in order, as written, possessives kept."""
    return WORD.findall(text)


def is_stop_word(word: str) -> bool:
    """Whether `word`, in any case, says nothing about what a text is about."""
    folded = word.casefold().replace("’", "'")
    return folded in STOP_WORDS or folded.removesuffix("'s") in STOP_WORDS


def content_terms(text: str) -> tuple[str, ...]:
    """Stems of the words that carry meaning, in order, each once; names and numbers are kept.

    Stop words and question words go. A hyphenated word yields its parts that carry meaning, so that
    "chemical-attack" and "chemical attack" agree. Empty when the text has no such word.
    """
    terms: dict[str, None] = {}
    for word in words(text):
        if is_stop_word(word) and not _is_acronym(word, text):
            continue
        parts = word.split("-") if "-" in word and not any(c.isdigit() for c in word) else [word]
        telling = [part for part in parts if not is_stop_word(part) and (len(part) > 2 or part[0].isupper())]
        terms.update((stem(part), None) for part in telling if len(parts) > 1)
        if len(parts) == 1:
            terms[stem(word)] = None
    return tuple(terms)


def _is_acronym(word: str, text: str) -> bool:
    """ "US" and "IT" in a text that is not all capitals are names, not pronouns."""
    return 2 <= len(word) <= 4 and word.isupper() and not text.isupper()


def names(text: str) -> tuple[str, ...]:
    """Runs of capitalised words that name something, in order, each once, without titles and possessives.

    Joiners stay inside ("Ministry of Defence", "Mohammed bin Salman"). The first word of a sentence counts only
    when something else than its place shows that it is a name. Months and weekdays alone are no names; a text
    in capitals throughout, or without any, has none.
    """
    if text.isupper():
        return ()
    tokens = list(WORD.finditer(text))
    inner = {
        t.group() for i, t in enumerate(tokens) if t.group()[0].isupper() and not _starts_sentence(text, t.start())
    }
    found: dict[str, None] = {}
    i = 0
    while i < len(tokens):
        end = _run_end(text, tokens, i, inner)
        if end == i:
            i += 1
            continue
        name = _trimmed([t.group() for t in tokens[i:end]], text[tokens[i].start() : tokens[end - 1].end()])
        if name:
            found[name] = None
        i = end
    return tuple(found)


def _run_end(text: str, tokens: list[re.Match[str]], start: int, inner: set[str]) -> int:
    """One past the last token of the name that begins at `start`; `start` when none does."""
    if not _can_begin_name(text, tokens, start, inner):
        return start
    end = start + 1
    while end < len(tokens) and not _possessive(tokens[end - 1].group()):
        ahead = end
        while ahead < len(tokens) and ahead - end < 2 and tokens[ahead].group() in _JOINERS:
            ahead += 1
        if ahead > end and tokens[ahead - 1].group() in {"and", "the", "for"}:
            break
        if ahead >= len(tokens) or not _continues(text, tokens, end, ahead):
            break
        end = ahead + 1
    return end


def _continues(text: str, tokens: list[re.Match[str]], gap_from: int, at: int) -> bool:
    word = tokens[at].group()
    between = text[tokens[gap_from - 1].end() : tokens[at].start()]
    if re.search(r"[^\w\s.&'’-]", between) or (". " in between and len(tokens[gap_from - 1].group()) > 3):
        return False
    if word.isdigit():
        return len(word) < 4 and at + 1 < len(tokens) and tokens[at + 1].group()[0].isupper()
    return _capitalised(word) and word.casefold() not in _CALENDAR


def _can_begin_name(text: str, tokens: list[re.Match[str]], at: int, inner: set[str]) -> bool:
    word = tokens[at].group()
    if not _capitalised(word) or word == "I" or word.startswith(("I'", "I’")):
        return False
    if not _starts_sentence(text, tokens[at].start()):
        return word.casefold() not in STOP_WORDS or _is_acronym(word, text)
    folded = word.casefold().replace("’", "'")
    if folded in STOP_WORDS or folded.removesuffix("'s") in QUESTION_WORDS or folded in STARTERS:
        return False
    if word in inner or (len(word) > 1 and any(c.isupper() for c in word[1:])) or _possessive(word):
        return True
    if at + 1 >= len(tokens):
        return len(tokens) == 1
    following = tokens[at + 1].group()
    if text[tokens[at].end() : tokens[at + 1].start()].strip(" .&"):
        return len(tokens) <= 3
    numbered = following.isdigit() and len(following) < 4
    return numbered or _capitalised(following) or (following in _AFTER_SUBJECT and not word.endswith("s"))


def _capitalised(word: str) -> bool:
    """Whether a word is written as a name: "Aleppo", "iPhone", "al-Nusra", "F-16"."""
    return word[0].isupper() or any(c.isupper() for c in word[1:])


def _possessive(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def _starts_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t\n\"'“‘(*-–—")
    return not before or (before[-1] in ".?!:\n" and not re.search(r"\b[A-Z][a-z]{0,2}\.$", before))


def _trimmed(run: list[str], written: str) -> str:
    """The name without titles before it and a possessive after it; empty when nothing is left."""
    if all(word.casefold() in _CALENDAR for word in run):
        return ""
    kept = written
    for word in run[:-1]:
        if word.casefold() not in _TITLES:
            break
        kept = kept[len(word) :].lstrip(" .")
    return re.sub(r"['’]s?$", "", kept).strip()
