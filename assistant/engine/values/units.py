"""Units of measure and money that figures are given in, and what they come to in their base unit."""

import re

from assistant.engine.word_list import word_list

MONEY = frozenset(
    word_list("""
    $ C$ A$ NZ$ HK$ £ € ¥ ₹ crown rouble yuan lira franc peso
    """)
)
"""Units that are sums of money; no two are converted into each other."""

CURRENCY = r"(?:US|CA?|AU?|NZ|HK)?\$|£|€|¥|₹|Rs\.?|INR"
"""What may stand before a sum."""

UNITS: dict[str, tuple[str, float]] = {
    form: (base, factor)
    for forms, base, factor in (
        ("%|percent|per cent|pct", "%", 1.0),
        ("dollars|dollar|usd", "$", 1.0),
        ("euros|euro|eur", "€", 1.0),
        ("pounds sterling|gbp", "£", 1.0),
        ("crowns|crown|kronor|kroner|krona|krone", "crown", 1.0),
        ("rubles|roubles|ruble|rouble", "rouble", 1.0),
        ("yuan|renminbi", "yuan", 1.0),
        ("yen", "¥", 1.0),
        ("rupees|rupee", "₹", 1.0),
        ("liras|lira", "lira", 1.0),
        ("francs|franc", "franc", 1.0),
        ("pesos|peso", "peso", 1.0),
        ("kilometres|kilometers|kilometre|kilometer|km", "m", 1000.0),
        ("miles|mile|mi", "m", 1609.344),
        ("metres|meters|metre|meter|m", "m", 1.0),
        ("centimetres|centimeters|centimetre|centimeter|cm", "m", 0.01),
        ("millimetres|millimeters|millimetre|millimeter|mm", "m", 0.001),
        ("feet|foot|ft", "m", 0.3048),
        ("inches|inch", "m", 0.0254),
        ("tonnes|tonne|metric tons|tons|ton", "kg", 1000.0),
        ("kilograms|kilogrammes|kilogram|kg", "kg", 1.0),
        ("pounds|lbs|lb", "lb", 1.0),
        ("litres|liters|litre|liter", "l", 1.0),
        ("gallons|gallon", "l", 3.785),
        ("cubic metres|cubic meters|m3|m³", "l", 1000.0),
        ("barrels|barrel", "l", 159.0),
        ("hectares|hectare|ha", "m2", 10_000.0),
        ("acres|acre", "m2", 4046.86),
        ("square kilometres|square kilometers|km2|km²", "m2", 1e6),
        ("square miles|sq mi", "m2", 2.59e6),
        ("km/h|kph|kilometres per hour|kilometers per hour|kilometres an hour|kilometers an hour", "km/h", 1.0),
        ("mph|miles per hour|miles an hour", "km/h", 1.609344),
        ("seconds|second", "s", 1.0),
        ("minutes|minute", "s", 60.0),
        ("hours|hour", "s", 3600.0),
        ("days|day", "s", 86_400.0),
        ("weeks|week", "s", 604_800.0),
        ("months|month", "s", 2.63e6),
        ("years old|year-old|years of age", "year old", 1.0),
        ("years|year", "s", 3.156e7),
        ("cc", "cc", 1.0),
    )
    for form in forms.split("|")
}
"""Unit as written, in lower case, to its base unit and how many of that it is."""

UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))


def currency(sign: str | None) -> str:
    """The base unit that a sign before a sum stands for; empty for none."""
    sign = (sign or "").upper().rstrip(".")
    return {"US$": "$", "CA$": "C$", "AU$": "A$", "RS": "₹", "INR": "₹"}.get(sign, sign)
