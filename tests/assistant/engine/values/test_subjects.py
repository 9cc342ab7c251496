import pytest

from assistant.engine.values.amounts import amounts
from assistant.engine.values.particulars import particulars
from assistant.engine.values.wanted import Setting, Sort, wanted


def read(question: str, sentence: str) -> list[str]:
    asked = wanted(question)
    assert asked is not None
    setting = Setting(sentence, "", "", f"{sentence} {question}".lower(), answers=True)
    reader = amounts if asked.sort is Sort.PERCENT else particulars
    return [found.text for found in reader(question, asked, setting)]


TUNNEL = "When was the Halsa tunnel opened?"
TELDA = "When was Telda founded?"
RATE = "What is the unemployment rate in Velmark?"
TURNOUT = "What was the turnout in the Calder vote?"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (TUNNEL, "The second tube of the Halsa tunnel opened in 2011."),
        (TUNNEL, "The Halsa tunnel's second tube opened in 2011."),
        (TUNNEL, "A second Halsa tunnel was opened in 2011."),
        (TUNNEL, "The eastern entrance of the Halsa tunnel opened in 2003."),
        (TUNNEL, "Its second tube, built beside the Halsa tunnel, opened in 2011."),
        (TUNNEL, "The bridge near the Halsa tunnel opened in 1990."),
        (TELDA, "Its rival Corel was founded in 2003 in Brod, far from Telda."),
        (TELDA, "Corel, Telda's rival, was founded in 2003."),
        (TELDA, "The owner of Telda was founded in 1970."),
        ("When was Orlen founded?", "The University of Orlen was founded in 1702."),
        ("Where was Joan Kerr born?", "The mother of Joan Kerr was born in Marn."),
        ("Where was Joan Kerr born?", "Her mother, like Joan Kerr, was born in Brod."),
        ("Who killed Ambassador Kerr?", "The wife of Ambassador Kerr was killed by Per Dahl."),
        (RATE, "Among women, the unemployment rate in Velmark was 8 per cent."),
        (RATE, "Velmark's unemployment rate was 8 per cent for women."),
        (RATE, "Velmark's youth unemployment rate was 14 per cent."),
        (RATE, "For those under 25 unemployment is 14 per cent in Velmark."),
        (TURNOUT, "Turnout among the young was 48 per cent."),
        (TURNOUT, "Rural turnout was 70 per cent."),
    ],
)
def test_the_value_of_another_thing_or_group_is_left_out(question: str, sentence: str) -> None:
    assert read(question, sentence) == []


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        (TUNNEL, "The Halsa tunnel, the longest of its kind, opened in 1998.", "1998"),
        (TUNNEL, "The Halsa tunnel, which links Orlen with Marn, opened in 1998.", "1998"),
        (TUNNEL, "After years of work near Orlen, the Halsa tunnel was opened in 1998.", "1998"),
        (TUNNEL, "The road tunnel of Halsa opened in 1998.", "1998"),
        (TUNNEL, "The king of Velmark opened the Halsa tunnel on 3 May 1998.", "3 May 1998"),
        (TELDA, "The software maker Telda was founded in 1998.", "1998"),
        ("When was Orlen founded?", "The city of Orlen was founded in 1602.", "1602"),
        ("When was Orlen founded?", "The people of the valley founded Orlen in 1602.", "1602"),
        ("When was the Orlen Mill built?", "Orlen's old Mill was built in 1902.", "1902"),
        ("When was the Orlen Mill built?", "The construction of the Orlen Mill was completed in 1902.", "1902"),
        ("When was the University of Brod founded?", "The University of Brod was founded in 1902.", "1902"),
        ("When was The Long Night published?", "His book, The Long Night, was published in 1998.", "1998"),
        (RATE, "Unemployment in Velmark was 6 per cent and, among the young, 14 per cent.", "6 per cent"),
        (RATE, "In Velmark unemployment was 6 per cent and youth unemployment 14 per cent.", "6 per cent"),
        (RATE, "Velmark's unemployment rate is among the highest in Europe at 14 per cent.", "14 per cent"),
        (TURNOUT, "Turnout among registered voters was 61 per cent.", "61 per cent"),
        (TURNOUT, "Turnout for the Calder vote was 61 per cent, 70 per cent in rural areas.", "61 per cent"),
        (
            "What is the unemployment rate among women in Velmark?",
            "Unemployment among women is 8 per cent.",
            "8 per cent",
        ),
    ],
)
def test_the_value_of_the_thing_itself_is_kept(question: str, sentence: str, value: str) -> None:
    assert read(question, sentence) == [value]
