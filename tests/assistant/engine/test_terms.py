import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.terms import content_terms, names, stem, words


@pytest.mark.parametrize(
    "forms",
    [
        "hospitalised hospitalized hospitalising hospitalise",
        "strike strikes striking",
        "deny denies denied",
        "die dies died",
        "body bodies",
        "defence defense",
        "centre center centres",
        "labour labor",
        "run runs running",
        "Aleppo Aleppo's ALEPPO",
        "U.S U.S. US",
        "Müller muller",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(word.rstrip(".")) for word in forms.split()}) == 1


def test_different_words_keep_different_stems() -> None:
    different = ["wing", "win", "police", "policy", "united", "unit", "46", "460", "news", "new"]
    assert len({stem(word) for word in different}) == len(different)


def test_content_terms_leave_out_question_words_and_keep_names_and_numbers() -> None:
    assert content_terms("How many of the 46 people were hospitalised in Aleppo?") == (
        "46",
        "peopl",
        "hospitalis",
        "aleppo",
    )
    assert content_terms("What was it that they said?") == ()


def test_acronyms_that_look_like_pronouns_are_kept() -> None:
    assert "us" in content_terms("What did the US say?")
    assert "us" not in content_terms("What did he tell us?")


def test_hyphenated_words_yield_their_parts() -> None:
    assert content_terms("al-Nusra") == ("nusra",)
    assert set(content_terms("chemical-weapons")) == set(content_terms("chemical weapons"))
    assert content_terms("F-16") == ("f-16",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How many people were hospitalised in Aleppo?", ("Aleppo",)),
        (
            "Did President Putin meet Mohammed bin Salman at the Ministry of Defence?",
            ("Putin", "Mohammed bin Salman", "Ministry of Defence"),
        ),
        ("Who is Ursula von der Leyen?", ("Ursula von der Leyen",)),
        ("What did the US say about al-Nusra and Bashar al-Assad?", ("US", "al-Nusra", "Bashar al-Assad")),
        ("Compare Press TV and RT.", ("Press TV", "RT")),
        ("Konashenkov said what?", ("Konashenkov",)),
        ("Residents were hurt. Militants fired shells.", ()),
        ("Syria's Foreign Ministry said so.", ("Syria", "Foreign Ministry")),
        ("What happened in November 2018?", ()),
        ("WHO BOMBED ALEPPO?", ()),
        ("what about moscow", ()),
        ("Boeing 737 Max crash in Iran, Iraq and Syria", ("Boeing 737 Max", "Iran", "Iraq", "Syria")),
        ("And who was Hubble?", ("Hubble",)),
    ],
)
def test_names(text: str, expected: tuple[str, ...]) -> None:
    assert names(text) == expected


@given(st.text(max_size=200))
def test_names_stand_in_the_text(text: str) -> None:
    assert all(name in text for name in names(text))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_content_terms_are_stems_of_words_or_of_their_parts(text: str) -> None:
    parts = {stem(part) for word in words(text) for part in (word, *word.split("-")) if part}
    assert set(content_terms(text)) <= parts
