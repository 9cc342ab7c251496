"""Claims with another number, date, unit, name or place than the sentence they were made from."""

import re

from training.scenes import Maker, Scene, replace_one, swap

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_COUNTRIES = """France Germany Italy Spain Poland Greece Turkey Russia China Japan India Pakistan Iran Iraq Syria Israel Egypt
Nigeria Kenya Brazil Mexico Canada Australia Ukraine Britain Ireland Sweden Norway""".split()
_NUMBER = re.compile(r"(?<![\w.,$£€-])\d{1,3}(?:,\d{3})+|(?<![\w.,])\d+(?:\.\d+)?(?![\w,.]*\d)")
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")
_UNITS = {
    "million": "billion", "billion": "million", "percent": "million", "per cent": "million", "%": " years", "km": "miles",
    "miles": "metres", "hours": "days", "days": "weeks", "weeks": "months", "months": "years", "years": "months", "$": "€", "£": "$",
}  # fmt: skip


def _number(scene: Scene) -> str | None:
    def change(match: re.Match[str]) -> str:
        value = float(match.group().replace(",", ""))
        new = value + scene.rng.choice([-3, -2, -1, 1, 2, 3, 10]) * max(1, round(value * 0.1))
        new = value + 7 if new <= 0 else new
        return f"{new:,.0f}" if value.is_integer() and value >= 2100 else f"{new:g}"

    return replace_one(_NUMBER, change, scene)


def _number_nearby(scene: Scene) -> str | None:
    others = [n for s in scene.nearby for n in _NUMBER.findall(s) if n not in scene.sentence]
    return replace_one(_NUMBER, lambda _: scene.rng.choice(others), scene) if others else None


def _numbers_swapped(scene: Scene) -> str | None:
    return swap(scene.sentence, [m.span() for m in _NUMBER.finditer(scene.sentence)])


def _date(scene: Scene) -> str | None:
    pattern = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b(?= \d)|\b(?:{'|'.join(_DAYS)})\b|\b(?:19|20)\d\d\b")

    def change(match: re.Match[str]) -> str:
        word = match.group()
        if word.isdigit():
            return str(int(word) + scene.rng.choice([-3, -2, -1, 1, 2]))
        return scene.rng.choice([other for other in (_MONTHS if word in _MONTHS else _DAYS) if other != word])

    return replace_one(pattern, change, scene)


def _unit(scene: Scene) -> str | None:
    pattern = re.compile(
        r"(?<=\d )(?:million|billion|percent|per cent|km|miles|hours|days|weeks|months|years)\b|(?<=\d)%|[$£](?=\d)"
    )
    return replace_one(pattern, lambda match: _UNITS[match.group()], scene)


def _name(scene: Scene) -> str | None:
    others = [
        n
        for s in scene.far
        for n in _NAME.findall(s[1:])
        if n not in scene.sentence and not any(n in x for x in scene.nearby)
    ]
    return replace_one(_NAME, lambda _: scene.rng.choice(others), scene) if others else None


def _name_nearby(scene: Scene) -> str | None:
    others = [n for s in scene.nearby for n in _NAME.findall(s) if n not in scene.sentence]
    return replace_one(_NAME, lambda _: scene.rng.choice(others), scene) if others else None


def _place(scene: Scene) -> str | None:
    others = [c for c in _COUNTRIES if not any(c in s for s in (scene.sentence, *scene.nearby))]
    pattern = re.compile(rf"\b(?:{'|'.join(_COUNTRIES)})\b|(?<=\bin )[A-Z][a-z]+\b")
    return replace_one(pattern, lambda _: scene.rng.choice(others), scene)


def _roles(scene: Scene) -> str | None:
    spans = [m.span() for m in _NAME.finditer(scene.sentence)]
    return swap(scene.sentence, [(a, b) for a, b in spans if " and " not in scene.sentence])


VALUE_ERRORS: dict[str, Maker] = {
    "number": _number,
    "number nearby": _number_nearby,
    "numbers swapped": _numbers_swapped,
    "date": _date,
    "unit": _unit,
    "name": _name,
    "name nearby": _name_nearby,
    "place": _place,
    "roles": _roles,
}
"""Kind of error to its maker."""
