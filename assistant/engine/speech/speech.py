"""Where a paragraph says that someone said something: who is the subject of which verb.

Rules over words, no parser: a reporting verb outside quotation marks, and the noun phrase before or after it
that can speak. What does not plainly fit is left out, because a wrong speaker is worse than none.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.speech.quotations import MASK, Span, masked
from assistant.engine.speech.speech_words import (
    ABBREVIATION,
    ACCORDING,
    ADVERBS,
    AFTER_BOUNDARY,
    ALSO_A_NOUN,
    CAPITAL,
    CLAUSE_BOUNDARY,
    COMPLEMENT,
    COORDINATED,
    DETERMINER,
    FATE,
    FUNCTION_WORD,
    INVERTED,
    NEVER,
    NOT_A_NAME,
    OPENER,
    PARTICIPLE,
    PASSED_ON,
    PREPOSITION,
    PREPOSITION_FIRST,
    PRONOUN,
    RELAYED,
    REPORTED_ON,
    SPEAKER_NOUN,
    SUBORDINATOR,
    TAKES,
    VERB,
)


@dataclass(frozen=True, slots=True)
class Report:
    """One phrase that attributes: its subject and its verb, as offsets into the paragraph."""

    subject: Span
    verb: Span
    rank: int
    """0 for the person who speaks, 1 for "according to", 2 for who passes it on ("as quoted by")."""

    @property
    def start(self) -> int:
        """First character of subject and verb."""
        return min(self.subject[0], self.verb[0])

    @property
    def end(self) -> int:
        """One past the last character of subject and verb."""
        return max(self.subject[1], self.verb[1])


@lru_cache(maxsize=512)
def reports(paragraph: str) -> tuple[Report, ...]:
    """Every phrase of the paragraph that attributes, outside quotations, in order of its verb."""
    words = masked(paragraph)
    found = [report for match in VERB.finditer(words) if (report := _of_verb(words, match))]
    found += [report for match in RELAYED.finditer(words) if (report := _of_relay(words, match))]
    return tuple(sorted(found, key=lambda report: report.verb))


def _of_relay(words: str, match: re.Match[str]) -> Report | None:
    subject = _phrase_after(words, match.end())
    if subject is None or not can_speak(words[slice(*subject)]):
        return None
    relayed = not match["according"] and (
        ACCORDING.search(words[: match.start()]) or VERB.match(words, subject[1] + 1)
    )
    if relayed:  # "according to X quoted by Y", "X quoted by Y said": X speaks
        return None
    verb = (match.start(), match.start() + len(match.group().rstrip()))
    return Report(subject, verb, 1 if match["according"] else 2)


def _of_verb(words: str, match: re.Match[str]) -> Report | None:
    verb, after = match.group(), words[match.end() :]
    if verb in NEVER and NEVER[verb].match(after):
        return None
    inverts = INVERTED.fullmatch(verb) or (match["quoting"] and words[: match.start()].rstrip().endswith(MASK))
    if inverts and (subject := _inverted_subject(words, match)):
        return Report(subject, match.span(), 0)
    subject = _subject_before(words, match.start())
    if subject is None:
        return None
    if verb in ALSO_A_NOUN and not _ends_like_a_speaker(words[slice(*subject)]):
        return None
    if match["quoting"] and not re.search(rf"{MASK},?\s*$", words[: subject[0]]):
        return None
    if match["deed"] and not _has_complement(verb, after, words[slice(*subject)]):
        return None
    return Report(subject, match.span(), 0)


def _has_complement(verb: str, after: str, subject: str) -> bool:
    if verb in TAKES and TAKES[verb].match(after):
        return True
    if verb in ("put", "puts", "described"):
        return False
    if COMPLEMENT.match(after):
        return True
    bare = verb in ("confirmed", "reported", "say") and not FATE.match(after)
    return bare and subject.lower() not in PRONOUN and _speaker_noun(subject)


def _ends_like_a_speaker(subject: str) -> bool:
    last = subject.split()[-1]
    return is_pronoun(last) or last[0].isupper() or SPEAKER_NOUN.match(last) is not None


def _inverted_subject(words: str, match: re.Match[str]) -> Span | None:
    """The subject of ", said X": after a quotation or a comma, where the phrase ends with its clause."""
    before = words[: match.start()].rstrip()
    quoted = before.endswith(MASK)
    if not quoted and not before.endswith((",", "”", '"')):
        return None
    subject = _phrase_after(words, match.end())
    if subject is None:
        return None
    phrase = words[slice(*subject)]
    if phrase.lower() in PRONOUN:
        return None
    if quoted:
        return subject if can_speak(phrase) or _is_described(phrase) else None
    rest = words[subject[1] :]
    return subject if can_speak(phrase) and re.match(r"[.,;!?]|\s(?:who|in an?|on)\b|$", rest) else None


def _phrase_after(words: str, at: int) -> Span | None:
    """The noun phrase that begins at `at`, up to the end of its clause."""
    start = at + len(words[at:]) - len(words[at:].lstrip(" "))
    end, position = len(words), start
    while boundary := AFTER_BOUNDARY.search(words, position):
        end = boundary.start()
        if boundary.group() != "." or not ABBREVIATION.search(words[start : end + 1]):
            break
        position, end = boundary.end(), len(words)
    phrase = words[start:end].rstrip()
    described = _speaker_noun(phrase) or _is_described(phrase)
    if described and (name := re.match(rf", (?:[{CAPITAL}][\w’'-]++ ?){{1,6}}(?=[,.])", words[end:])):
        end += name.end()
        phrase = words[start:end]
    return (start, start + len(phrase)) if phrase else None


def _subject_before(words: str, verb_start: int) -> Span | None:
    """The noun phrase that ends where the verb begins, adverbs between them aside."""
    clause_start = _clause_start(words, verb_start)
    clause = words[clause_start:verb_start]
    if adverbs := ADVERBS.search(clause):
        clause = clause[: adverbs.start()]
    clause = PASSED_ON.sub("", clause.rstrip())
    if clause.endswith(","):
        return _subject_before_apposition(clause.rstrip(", "), clause_start)
    comma = max(clause.rfind(", "), clause.rfind(",\n"))
    if clause[comma + 1 :].strip() in ("and", "but"):
        return _coordinated_subject(clause, clause_start)
    return _noun_phrase(clause[comma + 1 :], clause_start + comma + 1)


def _coordinated_subject(clause: str, offset: int) -> Span | None:
    """The subject of "X did this, but said that"."""
    start = len(clause) - len(clause.lstrip())
    opener = OPENER.match(clause[start:])
    match = COORDINATED.match(clause, start + (opener.end() if opener else 0))
    return (offset + match.start(1), offset + match.end(1)) if match and can_speak(match[1]) else None


def _subject_before_apposition(clause: str, offset: int) -> Span | None:
    """The subject of "X, who is Y, said", "X, the Y, said" and "the Y, X, said"."""
    parts = [(match.start(), match.group()) for match in re.finditer(r"[^,]+", clause)]
    if len(parts) < 2:
        return None
    last = parts[-1][1]
    described = _noun_phrase(parts[-2][1], offset + parts[-2][0]) if _looks_like_name(last) else None
    if described and _speaker_noun(clause[described[0] - offset : described[1] - offset].split(",")[0]):
        return described[0], offset + len(clause.rstrip())
    subject = None
    for start, part in reversed(parts[:-1]):
        if subject and not (_looks_like_name(part) and can_speak(part.strip())):
            break
        subject = _noun_phrase(part, offset + start) or subject
        if subject and _looks_like_name(part):
            break
    return subject


def _clause_start(words: str, before: int) -> int:
    """Where the sentence, quotation or parenthesis that ends at `before` begins."""
    start = 0
    for boundary in CLAUSE_BOUNDARY.finditer(words, 0, before):
        full_stop = boundary.group() == "."
        inside_word = full_stop and words[boundary.end() : boundary.end() + 1] not in (" ", "")
        if not inside_word and not (full_stop and ABBREVIATION.search(words[: boundary.end()][-8:])):
            start = boundary.end()
    return start


def _noun_phrase(part: str, offset: int) -> Span | None:
    """The speaker that the whole of `part` names once conjunctions before it are dropped; None when it is no such."""
    start = len(part) - len(part.lstrip())
    if opener := OPENER.match(part[start:]):
        start += opener.end()
    if coordinated := COORDINATED.match(part, start):
        return offset + start, offset + coordinated.end(1)
    for subordinator in SUBORDINATOR.finditer(part, start):
        start = subordinator.end()
    phrase = part[start:].rstrip()
    if not can_speak(phrase):
        start = max(part.rfind(word, start) + len(word) for word in (" and ", " but "))
        phrase = part[start:].rstrip()
        if start < len(" and ") or not can_speak(phrase):
            return None
    return offset + start, offset + start + len(phrase)


def can_speak(phrase: str) -> bool:
    """Whether a phrase reads as someone or something that can say a thing."""
    if phrase.lower() in PRONOUN:
        return True
    return _is_noun_phrase(phrase) and (_has_name(phrase) or _speaker_noun(phrase))


def _is_described(phrase: str) -> bool:
    """Whether whoever speaks by their place in the sentence is told by what they are: "its shop steward"."""
    words = phrase.split()
    return len(words) > 1 and words[0].lower() in DETERMINER and _is_noun_phrase(phrase)


def _is_noun_phrase(phrase: str) -> bool:
    words = phrase.split()
    if not words or len(words) > 14 or MASK in phrase:
        return False
    if any(word.lower().strip(",") in FUNCTION_WORD or word.lower() in PRONOUN for word in words):
        return False
    if PARTICIPLE.search(phrase) or PREPOSITION_FIRST.match(phrase) or REPORTED_ON.search(phrase):
        return False
    return not VERB.search(phrase.partition(" ")[2]) and not (len(words) == 1 and words[0].lower() in NOT_A_NAME)


def _has_name(phrase: str) -> bool:
    """Whether a capitalised word stands before the first preposition of the phrase, or is its last."""
    core = PREPOSITION.split(f" {phrase} ", maxsplit=1)[0].split() or [""]
    return any(
        re.match(rf"[{CAPITAL}]", word) and word.lower() not in NOT_A_NAME and word.lower() not in DETERMINER
        for word in (*core, phrase.split()[-1])
    )


def _looks_like_name(part: str) -> bool:
    words = OPENER.sub("", part.strip()).split()
    if len(words) == 1 and words[0].lower() in NOT_A_NAME:
        return False
    return 0 < len(words) <= 6 and all(re.match(rf"[{CAPITAL}]", word) for word in words)


def _speaker_noun(phrase: str) -> bool:
    """Whether the head of the phrase is a noun that stands for someone who speaks."""
    core = PREPOSITION.split(f" {phrase} ", maxsplit=1)[0].split()
    return bool(core) and SPEAKER_NOUN.match(core[-1].rstrip(",")) is not None


def is_pronoun(phrase: str) -> bool:
    """Whether the phrase is he, she, they or it."""
    return phrase.lower() in PRONOUN
