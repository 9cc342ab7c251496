"""True claims: the sentence they were made from, shortened or in other words."""

import re

from training.scenes import Maker, Scene, is_pronoun, lower_first, report_in

_REWRITES = (
    (r"\bapproximately\b", "about"), (r"\bchildren\b", "kids"), (r"(?<=\d) percent\b", "%"), (r"\bper cent\b", "percent"), (r"\bsaid that\b", "stated that"),
    (r"\bstarted to\b", "began to"), (r"\bbegan to\b", "started to"), (r"\bbought\b", "purchased"), (r"\bwounded\b", "injured"), (r"\bto help\b", "to assist"),
    (r"\bhuge\b", "enormous"), (r"\bto get\b", "to obtain"), (r"\bdoctors\b", "physicians"), (r"\bcars\b", "vehicles"), (r"\bhomes\b", "houses"),
    (r", because\b", ", since"), (r"\bmore than(?= \d)", "over"), (r"\bdied\b", "passed away"), (r"\ballowed to\b", "permitted to"),
    (r"\battempted to\b", "tried to"), (r"\bemployees\b", "workers"), (r"\breceived\b", "got"), (r"\bchose\b", "selected"), (r"\bassistance\b", "help"),
    (r"\bnearly(?= \d)", "almost"), (r"\bthousand\b", ",000"), (r"\bcurrently\b", "at present"), (r"\balso\b ", ""),
)  # fmt: skip


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
    said = report_in(scene.sentence)
    if not said or is_pronoun(said["who"]) or said["verb"] in ("claimed", "alleged"):
        return None
    who = said["who"][0].upper() + said["who"][1:]
    return f"{who} said that {lower_first(said['what'])}".rstrip(".") + "." if "after" not in said else None


TRUE_REWRITES: dict[str, Maker] = {
    "compressed": _compressed,
    "reworded": _reworded,
    "said otherwise": _said_otherwise,
}
"""Kind of claim to its maker."""
