"""What value a question seeks."""

import pytest

from assistant.engine.ranking.sought import Sought, Value, sought


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How old is the mayor?", Sought(Value.AGE)),
        ("How tall was the tower?", Sought(Value.MEASURE, unit="m")),
        ("How hot was it in the hall?", Sought(Value.MEASURE, unit="degree")),
        ("What salary does the director earn?", Sought(Value.MONEY, "salary")),
        ("How much did the bridge cost?", Sought(Value.MONEY)),
        ("What is the name of the consultant who signed?", Sought(Value.NAME, "consultant")),
        ("What was the name of Anna Berg's dog?", Sought(Value.NAME, "dog")),
        ("Which rocket launched the probe?", Sought(Value.THING, "rocket")),
        ("Which commander gave the order?", Sought(Value.THING, "commander")),
        ("Which insurance company insured the dam?", Sought(Value.PERSON, "company")),
        ("How many spectators fit into the hall?", Sought(Value.COUNT, "spectator")),
        ("How many measles infections were there?", Sought(Value.COUNT, "infection")),
        ("When did the strike begin?", Sought(Value.DATE)),
        ("Why was the campaign prolonged?", Sought(Value.REASON)),
        ("What did the minister say about the dam?", Sought(Value.QUOTE)),
        ("Did the coach stay?", Sought(Value.ANY)),
        ("What became of the ships?", Sought(Value.ANY)),
    ],
)
def test_the_value_and_its_noun_are_read_from_the_question(question: str, expected: Sought) -> None:
    assert sought(question) == expected
