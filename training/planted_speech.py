"""Claims with the wrong speaker or subject, without one, from elsewhere, or put together from two sentences."""

import re

from training.scenes import Maker, Scene, is_pronoun, lower_first, report_in


def _speaker(scene: Scene) -> str | None:
    said, others = report_in(scene.sentence), [s["who"] for t in (*scene.nearby, *scene.far) if (s := report_in(t))]
    others = [
        who for who in others if said and who != said["who"] and not is_pronoun(who) and not is_pronoun(said["who"])
    ]
    return scene.sentence.replace(said["who"], scene.rng.choice(others)) if said and others else None


def _attribution_dropped(scene: Scene) -> str | None:
    said = report_in(scene.sentence)
    return said["what"][0].upper() + said["what"][1:].rstrip(".") + "." if said else None


def _speakers_merged(scene: Scene) -> str | None:
    said = report_in(scene.sentence)
    others = [other for s in scene.nearby if (other := report_in(s)) and said and other["who"] != said["who"]]
    others = [other for other in others if not is_pronoun(other["who"])]
    return f"{scene.rng.choice(others)['who']} said {lower_first(said['what'])}" if said and others else None


def _joined(scene: Scene) -> str | None:
    pattern = re.compile(
        r"^(?P<who>(?:The )?[A-Z][\w’'-]+(?: [\w’'-]+){0,3}?) (?P<what>(?:is|was|are|were|has|had|have|will) .{25,}\.)$"
    )
    mine = pattern.match(scene.sentence)
    others = [
        other["who"] for s in scene.nearby if (other := pattern.match(s)) and mine and other["who"] != mine["who"]
    ]
    others = [who for who in others if not is_pronoun(who) and mine and not is_pronoun(mine["who"])]
    return f"{scene.rng.choice(others)} {mine['what']}" if mine and others else None


def _elsewhere(scene: Scene) -> str | None:
    """A true sentence of the article that this passage does not hold."""
    fitting = [s for s in scene.far if 8 <= len(s.split()) <= 45]
    return scene.rng.choice(fitting) if fitting else None


def _tail_replaced(scene: Scene) -> str | None:
    """The sentence's beginning with the end of another sentence of the article."""
    ends = [s.split()[len(s.split()) // 2 :] for s in scene.far if len(s.split()) >= 12]
    words = scene.sentence.split()
    return " ".join(words[: len(words) // 2] + scene.rng.choice(ends)) if ends else None


SPEECH_ERRORS: dict[str, Maker] = {
    "speaker": _speaker,
    "attribution dropped": _attribution_dropped,
    "speakers merged": _speakers_merged,
    "joined": _joined,
    "elsewhere": _elsewhere,
    "tail replaced": _tail_replaced,
}
"""Kind of error to its maker."""
