"""A figure that a text sets against the one before it: "The miners' union uses a lower number: 1,250"."""

import re
from dataclasses import replace

from assistant.engine.values.counts import counts
from assistant.engine.values.figures import Figure

_FIGURE = r"(?:figure|number|estimate|count|total|tally|toll|sum|amount|calculation|analysis|reading)s?"
_SETS_AGAINST = re.compile(
    rf"\b(?:lower|higher|smaller|larger|bigger|different|own|another|rival|separate|conflicting) {_FIGURE}\b"
    rf"|\b{_FIGURE} of (?:its|his|her|their) own\b"
    rf"|\b(?:{_FIGURE}|claim)\b[^.;]{{0,40}}\b(?:wrong|false|incorrect|disputed|contested|inflated|exaggerated|too \w+)\b"
    rf"|\b(?:disput|contradict|contest|challeng)(?:e[sd]?|ing|s|ed)\b[^.;]{{0,30}}\b{_FIGURE}\b",
    re.IGNORECASE,
)
_IN_ITS_PLACE = re.compile(
    rf"\b(?:sp(?:eaks?|oken?) of|arriv(?:es?|ed) at|(?:puts?|set) (?:it|them|(?:the|that) {_FIGURE}) at|(?:say|says|said|claims?"
    r"|claimed|reckons?|reckoned|estimates?|estimated|counts?|counted)(?: it (?:is|was)| there were)?)"
    r" (?:(?:only|just|about|some|nearly|around|roughly|fewer than|less than|more than|at least|at most) )*$",
    re.IGNORECASE,
)
_ELLIPTIC = 10
"""A sentence of no more words, such as "The organisers spoke of 40,000", needs the one before it to be understood."""


def rival(claimed: Figure, text: str) -> Figure | None:
    """The figure in `text`, which follows the claim, that is meant in its place; None when there is none.

    It may leave out the unit, which it then shares with the claim.
    """
    for count in counts(text):
        figure, before = count.figure, text[: count.figure.start]
        if count.noun or figure.unit not in ("", claimed.unit):
            continue
        meant = replace(figure, unit=claimed.unit)
        differs = not meant.agrees_with(claimed) and meant.is_near(claimed)
        if differs and (_SETS_AGAINST.search(before) or _IN_ITS_PLACE.search(before)):
            return meant
    return None


def is_set_against(claim: str, text: str) -> bool:
    """Whether `text` says that a figure of its own stands against one of the claim's last sentence."""
    against = _SETS_AGAINST.search(text) is not None or len(text.split()) <= _ELLIPTIC
    return against and any(rival(count.figure, text) for count in counts(claim))
