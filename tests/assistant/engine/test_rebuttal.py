import pytest

from assistant.engine.rebuttal import with_denial
from assistant.types import Evidence
from index.types import Article, Metadata, Passage

CLAIM = "She said the company had paid its owners 88 million crowns."


@pytest.mark.parametrize(
    "claim",
    [
        "We also wrote that the warning post on the hill was installed in 2009.",
        "In our report of Monday, 10 March, on the night of the flood, we wrote that it had received 14 bodies.",
        "An earlier version of this article gave the number of dead as 14.",
        "The story misstated the age of the mayor as 41.",
    ],
)
def test_an_error_is_quoted_with_its_correction(claim: str) -> None:
    right = " The right number is 12, according to the town hall."
    text = f"{claim}{right} Nothing else changes."
    article = Article("a", "a.txt", text, Metadata(), "a")
    evidence = Evidence(1, article, Passage("a", 0, len(text), text), 0, len(claim), 0.9)
    assert with_denial(evidence).quote == claim + right


def quoted(after: str, claim: str = CLAIM) -> str:
    text = f"The march began at noon. {claim}{after}"
    start = text.index(claim)
    article = Article("a", "a.txt", text, Metadata(), "a")
    evidence = Evidence(1, article, Passage("a", 0, len(text), text), start, start + len(claim), 0.9)
    return with_denial(evidence).quote.removeprefix(claim)


@pytest.mark.parametrize(
    "denial",
    [
        " Sellick Terminals said the figure was wrong and that it was 52 million.",
        "\n\nThe company denies this.  It paid 52 million.",
        " A spokesman dismissed the claim as electioneering in the last week of a long strike.",
        " There is no evidence for that, the auditors of the company wrote in May.",
        " Those numbers are badly exaggerated. The company paid 52 million.",
        " The auditors use a lower figure: 52 million.",
        " It was a record. The dockers have an estimate of their own, by Per Lund, who arrives at 52 million.",
    ],
)
def test_the_denial_that_follows_is_quoted_too(denial: str) -> None:
    assert quoted(f"{denial} The march ended at six.") == denial


@pytest.mark.parametrize(
    "after",
    [
        "",
        " The march ended at six.",
        " Sellick Terminals did not dispute the figure.",
        " No docker will be dismissed before the end of 2028.",
        " The march ended at six. Sellick Terminals said the figure was wrong.",
        " The court rejected an appeal by Castellane on Monday.",
    ],
)
def test_other_sentences_are_not(after: str) -> None:
    assert quoted(after) == ""


RANSOM = "Lomia paid a ransom of 5 million dollars for the crew of the Talia, a rebel commander claimed."
LEAK = "The plant leaked oil into the lake in May, villagers said."
DEATHS = "Twelve miners were killed in Orsk, the union said."
NO_DEATHS = "No miners were killed in Orsk, the governor said."


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        (RANSOM, " The foreign ministry says no ransom was paid."),
        (RANSOM, " Lomia has never paid ransoms, the foreign minister said."),
        (RANSOM, " The minister insisted that Lomia didn't pay."),
        (RANSOM, " The foreign ministry says it did not."),
        (RANSOM, " A spokesman said Lomia did no such thing."),
        (RANSOM, " That is not true, the envoy of Lomia said."),
        (LEAK, " The company said its plant had not leaked."),
        (LEAK, " No oil reached the lake, the company said."),
        (DEATHS, " Nobody was killed, the governor said."),
        (DEATHS, " The governor said that no miners had been killed."),
        (NO_DEATHS, " The union said that 12 miners were killed in Orsk."),
    ],
)
def test_a_sentence_that_negates_what_is_claimed_is_quoted_too(claim: str, denial: str) -> None:
    assert quoted(f"{denial} The march ended at six.", claim).startswith(denial)


@pytest.mark.parametrize(
    ("claim", "after"),
    [
        (RANSOM, " The crew was not hurt."),
        (RANSOM, " The talks did not end until May."),
        (RANSOM, " The foreign ministry could not be reached for comment."),
        (LEAK, " If the plant does not leak again, it may stay open, the mayor said."),
        (DEATHS, " No children were hurt, the governor said."),
        (DEATHS, " Rescue teams could not reach the shaft."),
        (NO_DEATHS, " He said no miners were missing."),
    ],
)
def test_a_negation_of_something_else_is_not(claim: str, after: str) -> None:
    assert quoted(f"{after} The march ended at six.", claim) == ""
