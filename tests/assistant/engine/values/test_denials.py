import pytest

from assistant.engine.values.denials import is_denied


@pytest.mark.parametrize(
    ("clause", "denied"),
    [
        ("Foss denied that the bridge cost 90 million euros", True),
        ("the report that it cost 90 million was a lie", True),
        ("false rumours of 60 dead spread", True),
        ("Foss did not dispute reports that 60 died", False),
        ("Police confirmed reports that 60 died", False),
        ("the minister was wrong, and 12 people died", False),
    ],
)
def test_what_a_clause_denies(clause: str, denied: bool) -> None:
    assert is_denied(clause) is denied
