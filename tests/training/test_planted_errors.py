from training.planted_errors import TRUE_KINDS, Claim, planted_claims

ARTICLE = """The mayor of Velmar said that 120 people were taken to three hospitals on Saturday after the leak.
Ines Kolar told reporters that some of the patients may leave within 5 days, and that Tomas Reiner was in charge.
The plant, which was built in 1987, is not open to visitors from France and has allegedly lost $4 million.
However, the company has promised to help the families of all workers who were hurt in the northern halls.
Shares of the company fell 12% before noon on Monday, according to the exchange.
Prosecutors have opened a case against two managers of the plant, and a hearing will be held in March 2021."""


def claims(seed: int = 3) -> list[Claim]:
    return list(planted_claims([ARTICLE], seed))


def test_the_same_seed_gives_the_same_claims() -> None:
    assert claims() == claims()
    assert claims(seed=4) != claims()


def test_an_error_changes_a_sentence_and_the_passage_keeps_the_truth() -> None:
    for claim in claims():
        assert (claim.text in claim.passage) == (claim.kind == "unchanged") or claim.kind in (
            "attribution dropped",
            "compressed",
        )
        assert claim.supported == (claim.kind in TRUE_KINDS)


def test_errors_of_many_kinds_are_found_room_for() -> None:
    kinds = {claim.kind for claim in claims()}
    assert kinds >= {
        "number",
        "unit",
        "date",
        "negation",
        "opposite",
        "modality",
        "tense",
        "attribution dropped",
        "elsewhere",
        "unchanged",
    }


def test_a_changed_number_is_another_number() -> None:
    (claim,) = [claim for claim in claims() if claim.kind == "number" and "hospitals" in claim.text]
    assert "120" not in claim.text or "three" in claim.text
    assert claim.text != claim.passage


def test_a_dropped_attribution_leaves_the_bare_claim() -> None:
    texts = {claim.text for claim in claims() if claim.kind == "attribution dropped"}
    assert "Shares of the company fell 12% before noon on Monday." in texts
