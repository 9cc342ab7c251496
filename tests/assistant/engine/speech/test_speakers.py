import pytest

from assistant.engine.speech.attribution import attribution, lead_in
from assistant.engine.speech.speakers import carries_speaker
from tests.assistant.engine.speech.said import speaker


@pytest.mark.parametrize(
    "before",
    [
        "Minister Carl Dane accused Mayor Lena Voss of hiding the report.",
        "Minister Carl Dane said Lena Voss had hidden the report.",
        "Minister Carl Dane met Mayor Lena Voss in Rome.",
        "Minister Carl Dane spoke of Lena Voss's report.",
        "Minister Carl Dane said it was late. Mayor Lena Voss wept.",
        "Minister Carl Dane said it was late. His mayor wept.",
        "After Lena Voss had left, Carl Dane said it was late.",
        "Minister Carl Dane insulted Lena Voss.",
        "Carl Dane met his rival. The latter said the deal was dead.",
        "Carl Dane and Lena Voss met. The former said the deal was dead.",
        "Carl Dane told jurors it was late. His sister, Lena Dane, wept.",
        "Carl Dane told jurors it was late. A neighbour wept.",
        "Carl Dane was jailed. His lawyer said it was late.",
    ],
)
def test_a_pronoun_is_nobody_where_it_may_be_another(before: str) -> None:
    for pronoun in ("he", "she"):
        if pronoun == "he" and "His sister" in before:
            continue
        for gap in (" ", "\n\n"):
            assert speaker(f'{before}{gap}"It was so," {pronoun} said.', f'"It was so," {pronoun} said.') == ""


def test_what_follows_a_pronoun_that_is_nobody_is_nobody_s() -> None:
    text = 'Carl Dane accused Lena Voss of haste. "It was so," she said. "It was in May."'
    assert speaker(text, '"It was in May."') == ""


@pytest.mark.parametrize(
    ("before", "pronoun", "name"),
    [
        ("Minister Carl Dane said it was late.", "he", "Minister Carl Dane"),
        ("Minister Carl Dane spoke in Rome about the Federal Reserve.", "he", "Minister Carl Dane"),
        ("Ning Zeng said it was late. Zeng spoke in Brain Sciences.", "he", "Ning Zeng"),
        ("Minister Carl Dane said Mrs Voss was late.", "he", "Minister Carl Dane"),
        ("King Olaf Holm said Queen Ada Moor was late.", "he", "King Olaf Holm"),
        ("Lena Voss said she won. Voss said she ran. Carl Dane said Voss was late.", "he", "Carl Dane"),
        ("German Chancellor Lena Voss said it was late.", "she", "German Chancellor Lena Voss"),
        ("Carl Dane said it was late. His mother wept.", "he", "Carl Dane"),
        ("Mayor Lena Voss said it was late. The mayor wept.", "she", "Mayor Lena Voss"),
        ("Lena Voss left. Carl Dane, her deputy, said it was late.", "he", "Carl Dane"),
    ],
)
def test_a_pronoun_is_the_last_speaker_where_nobody_else_can_be_meant(before: str, pronoun: str, name: str) -> None:
    assert speaker(f'{before} "It was so," {pronoun} said.', f'"It was so," {pronoun} said.') == name


@pytest.mark.parametrize(
    "who", ["his lawyer", "her spokesman", "his wife", "their coach", "his former aide", "her manager", "His lawyer"]
)
def test_somebody_s_lawyer_is_not_that_person(who: str) -> None:
    text = f'Congressman Lee Harmon was jailed. {who} said it was late. "It was so," {who} said. "He was in Rome."'
    assert speaker(text, f"{who} said it was late.") == who
    quoted = '"He was in Rome."'
    assert speaker(text, quoted) == who
    start = text.index(quoted)
    assert lead_in(attribution(text, start, start + len(quoted)), "The Post") == "Quoted by The Post:"
    assert not carries_speaker(who)


def test_the_name_of_somebody_s_lawyer_stands_without_whose_lawyer_it_is() -> None:
    for written in ("his lawyer, Ada Holm,", "his lawyer Ada Holm"):
        found = speaker(f"Lee Harmon was jailed. It was late, {written} said.", f"It was late, {written} said.")
        assert found in ("Ada Holm", "lawyer Ada Holm")


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ("Congressman Lee Harmon was jailed, his lawyer confirmed.", "the lawyer"),
        ("Lee Harmon's lawyer was late.", "the lawyer"),
        ("Lee Harmon said he had a lawyer.", "the lawyer"),
        ("Vice President Kim Tan spoke.", "the president"),
        ("Former president Kim Tan spoke.", "the president"),
        ("Mayor Kim Tan met Mayor Ola Berg.", "the mayor"),
    ],
)
def test_a_role_that_is_not_the_person_s_stays_as_written(before: str, who: str) -> None:
    assert speaker(f'{before} "It was so," {who} said.', f'"It was so," {who} said.') == who


@pytest.mark.parametrize(
    ("before", "who", "name"),
    [
        ("President Kim Tan spoke.", "the president", "President Kim Tan"),
        ("Kim Tan, the mayor of Orlen, spoke.", "the mayor", "Kim Tan"),
        ("Kim Tan, 52, is a lawyer. Kim Tan spoke.", "the lawyer", "Kim Tan"),
        ("Mayor Kim Tan met Ola Berg.", "the mayor", "Mayor Kim Tan"),
    ],
)
def test_a_role_is_the_person_whom_the_article_calls_so(before: str, who: str, name: str) -> None:
    assert speaker(f'{before} "It was so," {who} said.', f'"It was so," {who} said.') == name


def test_it_is_nobody_once_a_sentence_is_about_something_else() -> None:
    text = 'The Kremlin said it was shot down. {}"It fell in Orlen," it said.'
    assert speaker(text.format(""), '"It fell in Orlen," it said.') == "The Kremlin"
    assert speaker(text.format("Norvik disagreed at once. "), '"It fell in Orlen," it said.') == ""


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("According to a police source quoted by RTV, the driver was drunk.", "a police source"),
        ("A police source quoted by RTV said the driver was drunk.", "A police source"),
        ("A police source, cited by RTV, said the driver was drunk.", "A police source"),
        ("The driver was drunk, according to a nurse cited by the paper Kurier.", "a nurse"),
        ("According to a weaver quoted by RTV, the driver was drunk.", None),
        ("A weaver quoted by RTV said the driver was drunk.", None),
        ("The driver was drunk, as reported by RTV.", "RTV"),
        ("Ada Holm, as quoted by RTV, said the driver was drunk.", "Ada Holm"),
        ("BRUSSELS (Reuters) - Commissioner Olga Brandt said it was late.", "Commissioner Olga Brandt"),
        ("PARIS - Commissioner Olga Brandt said it was late.", "Commissioner Olga Brandt"),
        ("ORLEN, May 3 (AP) -- Commissioner Olga Brandt said it was late.", "Commissioner Olga Brandt"),
        ("The vice-president Olga Brandt said it was late.", "The vice-president Olga Brandt"),
    ],
)
def test_neither_who_passes_it_on_nor_where_it_was_written_is_the_speaker(sentence: str, name: str | None) -> None:
    assert speaker(sentence, sentence) == name
