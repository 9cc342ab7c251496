"""What a line of text looks like: the end of a sentence, a headline, a byline, a navigation path, a list of tags."""

import re

_NAME = r"[A-Z][\w'’.-]+"
_PARTICLE = r"(?:(?:and|und|et|y|&|de|van|von|der|la|bin|al|el|AND)\s+)*"
_BYLINE = re.compile(
    rf"(?:(?:Written |Reported |Reporting |Text )?(?:By|BY|by)|Von|Par|Por)[: ]\s*"
    rf"({_NAME}(?:[ ,]+{_PARTICLE}{_NAME}){{0,9}})(?:\s*[|/,–—-].{{0,60}})?"
)
_CRUMB = r"[\w&'’.-]+(?: [\w&'’.-]+){0,3}"
_CRUMBS = re.compile(rf"{_CRUMB}(?:(?:\s+[/|•·]\s+|\s*[>»›]\s*){_CRUMB}){{1,6}}\s*[>»›/]?")
_TAGS = re.compile(r"[^.,;:!?\"“”]{2,40}(?:, ?[^.,;:!?\"“”]{2,40}){2,}")
_SENTENCE_END = re.compile(r"[.!?…。！？．｡؟।۔።։။།។]['\"”’»)\]*」』）】》〉]*$|[:;,：；，]$")


def authors_in(line: str) -> tuple[str, ...]:
    """Names in a byline such as "By Ann Lee and Bo Chan"; empty when the line is not one."""
    found = _BYLINE.fullmatch(line) if line.count(" ") <= 12 and not ends_sentence(line) else None
    names = re.split(r",\s*|\s+(?:and|und|et|y|&|AND)\s+", found[1]) if found else ()
    return tuple(name.strip() for name in names if name.strip())


def is_crumbs(line: str) -> bool:
    """True for a navigation path such as "News / Syria"."""
    return len(line) <= 80 and not ends_sentence(line) and _CRUMBS.fullmatch(line) is not None


def is_tag_list(line: str) -> bool:
    """True for three or more short names with commas between, and no sentence around them."""
    if ends_sentence(line) or not _TAGS.fullmatch(line):
        return False
    tags = [tag.split() for tag in line.split(",")]
    return all(len(tag) <= 4 for tag in tags) and sum(map(len, tags)) <= 2 * len(tags) + 2


def ends_sentence(line: str) -> bool:
    """True when the line ends as sentences do, or as lines that announce the next one do."""
    return _SENTENCE_END.search(line) is not None


def is_headline(line: str) -> bool:
    """True for a line that could be a headline: some words, no sentence end, no lower-case letter at its start."""
    first = next((char for char in line if char.isalnum()), "a")
    return 3 <= line.count(" ") + 1 <= 25 and len(line) <= 160 and not ends_sentence(line) and not first.islower()


def is_title_case(line: str) -> bool:
    """True when nearly every word of four letters or more begins with a capital, as in American headlines."""
    long = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if len(word) >= 4]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
