"""Paragraphs of an article that speak to a program that reads it, and not to people.

They are part of the article and `byline show` prints them, but they are no evidence of anything that happened.
"""

import re

_MARKUP = re.compile(
    r"<\|[\w ]{1,30}\|>|\[/?INST\]"
    r"|<</?SYS>>|</?(?:system|assistant|user|instructions?)>|^#{2,}\s*(?:system|instructions?)\b"
    r"|^\W*(?:system|assistant|developer)\s*(?:prompt|message|note)?\s*:",
    re.IGNORECASE | re.MULTILINE,
)
"""What chat templates put around messages."""

_MACHINE = (
    r"(?:A\.?I\.?(?: |-)?(?:assistants?|models?|systems?|agents?|readers?)?"
    r"|language models?|LLMs?|chat ?bots?|summari[sz]ers?)"
)
_ADDRESS = re.compile(
    r"\b(?:note|notice|message|instructions?|attention|warning|dear|hello|hey|if you are)\b"
    rf"[^.!?\n]{{0,30}}\b{_MACHINE}\b"
    r"|\b(?:ignore|disregard|forget|override)\b[^.!?\n]{0,20}"
    r"\b(?:previous|prior|above|earlier|your|other|system) (?:instructions?|prompts?|rules|guidelines|sources)\b"
    r"|\b(?:you are|act as|pretend to be) (?:now )?(?:an? )?(?:AI|assistant|language model|chatbot)\b",
    re.IGNORECASE,
)
"""Words that turn to a program."""

_ORDER = re.compile(
    r"\b(?:add|include|insert|append|begin|start|end|finish|write|rewrite|replace|remove|translate|encode|group|use|mention"
    r"|modify|integrate|embed|format|rearrange|misspell|introduce|provide|reply|respond|answer)\b[^.!?\n]{0,80}"
    r"\byour (?:answer|answers|response|responses|reply|replies|output|summary|citations?)\b"
    r"|\b(?:mark|rate|score|label)\b[^.!?\n]{0,40}\b(?:as (?:supported|true|verified)|score 1)\b"
    r"|\bcite (?:it|this|them|these|the following)\b[^.!?\n]{0,30}\bas \[\d"
    r"|\b(?:do not|don't|never) (?:cite|quote|mention) (?:any )?other (?:articles?|sources?)\b",
    re.IGNORECASE,
)
"""Orders about an answer, a reply, its citations."""

_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”")


def speaks_to_machines(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` lies in a block of lines that is addressed to a program.

    A block ends at empty lines. People who quote such an address ("it told the chatbot to ignore its rules") do not
    make one: what stands in quotation marks inside a block does not count.
    """
    first = text.rfind("\n\n", 0, start) + 1
    last = text.find("\n\n", end)
    block = text[first : last if last >= 0 else len(text)]
    if _MARKUP.search(block):
        return True
    own = _QUOTED.sub('""', block)
    return bool(_ADDRESS.search(own) or _ORDER.search(own))
