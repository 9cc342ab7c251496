import pytest

from assistant.engine.rebuttal import contradicts, with_denial, with_other_side
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
        "\n\nPayout still high\n\nBut the chairwoman dismissed the claim as electioneering, and said no more.",
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
    "claim",
    [
        "A blast hit Orlen, and the two sides in the war at once blamed each other.",
        "Police and union gave different figures.",
        "Accounts of the night differ.",
        "Each side accused the other.",
    ],
)
def test_the_two_sides_that_a_sentence_announces_are_quoted_too(claim: str) -> None:
    sides = "\n\nThe rebels said jets had dropped bombs. The army said a car bomb had gone off early."
    assert quoted(f"{sides} Thursday is market day.", claim) == sides


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


DENIED = "The police said that no rubber bullets had been fired at the crowd."
CLAIMED = "Lena Orsk said that police had fired rubber bullets at the crowd."


def denial_after(before: str, denial: str) -> str:
    text = f"The march began at noon. {before} {denial} It ended at six."
    start = text.index(denial)
    article = Article("a", "a.txt", text, Metadata(), "a")
    evidence = Evidence(1, article, Passage("a", 0, len(text), text), start, start + len(denial), 0.9)
    return with_other_side(evidence).quote


def test_a_denial_is_quoted_with_the_claim_before_it() -> None:
    assert denial_after(CLAIMED, DENIED) == f"{CLAIMED} {DENIED}"


@pytest.mark.parametrize(
    ("before", "denial"),
    [
        (
            "The 70-metre ship had passed its inspection.",
            "The owner rejected claims that the captain had been drunk.",
        ),
        ("The mayor denied that any bullets were fired at the crowd.", DENIED),
    ],
)
def test_what_stands_before_a_denial_is_not_always_its_claim(before: str, denial: str) -> None:
    assert denial_after(before, denial) == denial


def test_two_denials_do_not_contradict_each_other() -> None:
    assert contradicts(DENIED, CLAIMED)
    assert not contradicts(
        "The mayor denied that rubber bullets were fired.", "The police denied firing rubber bullets."
    )


def test_a_short_figure_that_leans_on_the_one_before_it_is_quoted_with_it() -> None:
    assert quoted(" The unions spoke of 52 million.") == " The unions spoke of 52 million."


def test_plans_for_one_thing_are_not_denied_by_no_plans_for_another() -> None:
    planned = "The government is planning to buy sugar from local farmers, the agency said."
    assert not contradicts("There were no plans to import more sugar for the farmers, Dana Holm said.", planned)
    assert contradicts("There were no plans to buy sugar from farmers, Dana Holm said.", planned)


def test_a_name_in_common_is_no_claim_in_common() -> None:
    told = "Viktor Samm, the owner, said that he was heartbroken."
    assert not contradicts("Viktor Samm, the owner, denies it.", told)
