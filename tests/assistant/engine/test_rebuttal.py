import pytest

from assistant.engine.rebuttal import with_denial
from assistant.types import Evidence
from index.types import Article, Metadata, Passage

CLAIM = "She said the company had paid its owners 88 million crowns."


def quoted(after: str) -> str:
    text = f"The march began at noon. {CLAIM}{after}"
    start = text.index(CLAIM)
    article = Article("a", "a.txt", text, Metadata(), "a")
    evidence = Evidence(1, article, Passage("a", 0, len(text), text), start, start + len(CLAIM), 0.9)
    return with_denial(evidence).quote.removeprefix(CLAIM)


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
