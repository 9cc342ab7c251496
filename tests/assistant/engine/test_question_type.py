import pytest

from assistant.engine.question_type import AnswerType, expected, is_contested


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who won the election?", AnswerType.PERSON),
        ("Which company bought Tumblr?", AnswerType.PERSON),
        ("Where did the attack happen?", AnswerType.PLACE),
        ("Which country hosted the summit?", AnswerType.PLACE),
        ("When was it signed?", AnswerType.DATE),
        ("Was there shooting when the tanker was boarded?", AnswerType.YES_NO),
        ("Where was the ship when it was stopped?", AnswerType.PLACE),
        ("Is it known when the ferry sank?", AnswerType.DATE),
        ("How and when did the fire start?", AnswerType.DATE),
        ("Did police announce when the road will reopen?", AnswerType.DATE),
        ("Did investigators determine who fired first?", AnswerType.PERSON),
        ("Did the man who fell die?", AnswerType.YES_NO),
        ("At what time did the blast occur?", AnswerType.DATE),
        ("How many people were hospitalised?", AnswerType.NUMBER),
        ("How far is Mars?", AnswerType.NUMBER),
        ("What is the death toll?", AnswerType.NUMBER),
        ("How much did Fox News pay Dominion?", AnswerType.AMOUNT),
        ("What was the price of the painting?", AnswerType.AMOUNT),
        ("How long did the siege last?", AnswerType.DURATION),
        ("What percentage of voters agreed?", AnswerType.PERCENT),
        ("Why are prices rising?", AnswerType.REASON),
        ("What caused the fire?", AnswerType.REASON),
        ("What did Moscow say about the attack?", AnswerType.QUOTE),
        ("How did Damascus respond?", AnswerType.QUOTE),
        ("What did the ministry call on the Council to do?", AnswerType.QUOTE),
        ("Is it legal to sell marijuana?", AnswerType.YES_NO),
        ("What are the symptoms of poisoning?", AnswerType.LIST),
        ("What is chlorine?", AnswerType.DEFINITION),
        ("Who is Igor Konashenkov?", AnswerType.DEFINITION),
        ("What happened in Aleppo?", AnswerType.OTHER),
        ("Thanks. Who won?", AnswerType.PERSON),
        ("According to Press TV, how many died?", AnswerType.NUMBER),
        ("In November 2018, where did it happen?", AnswerType.PLACE),
    ],
)
def test_kinds(question: str, kind: AnswerType) -> None:
    assert expected(question).kind is kind


@pytest.mark.parametrize(
    ("question", "counted", "verbs"),
    [
        ("How many people were hospitalised in Aleppo?", "people", ("hospitalis",)),
        ("How many children died?", "children", ("die",)),
        ("According to RT, how many people were injured?", "people", ("injur",)),
        ("How many of the victims were children?", "victims", ("children",)),
        ("How many were injured?", "", ("injur",)),
        ("How many pharmacies have applied for licences?", "pharmacies", ("apply",)),
        ("How far is Mars?", "", ()),
    ],
)
def test_what_is_counted(question: str, counted: str, verbs: tuple[str, ...]) -> None:
    found = expected(question)
    assert (found.counted, found.verbs) == (counted, verbs)


@pytest.mark.parametrize(
    "question",
    [
        "Who carried out the attack?",
        "Who is to blame for the shelling?",
        "Who was behind the bombing?",
        "Did Russia bomb it?",
        "Who fired the shells at Aleppo?",
        "Why did Russia strike the militants?",
        "Was Navalny poisoned?",
        "By whom was he killed?",
        "Which group launched the attack?",
        "Is it true that Syria used chlorine?",
    ],
)
def test_contested(question: str) -> None:
    assert is_contested(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who was killed in the strike?",
        "Who won the World Cup?",
        "Did Apple release a phone?",
        "How many people were attacked?",
        "What did Russia say about the attack?",
        "Who attended the bombing trial?",
        "Did the ministry say that militants attacked?",
        "When did the attack start?",
    ],
)
def test_not_contested(question: str) -> None:
    assert not is_contested(question)
