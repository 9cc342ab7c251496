import pytest

from assistant.engine.models.chat_template import CHATML, render
from assistant.errors import ModelError

CHAT = [("system", "Be brief."), ("user", "Who?")]

NO_SYSTEM = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}"
    "{% endif %}{% for message in messages %}<{{ message['role'] }}>{{ message['content'] | trim }}{{ eos_token }}"
    "{% endfor %}{% if add_generation_prompt %}<model>{% endif %}"
)


def test_the_default_is_chatml() -> None:
    assert render(CHATML, CHAT, bos="", eos="") == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWho?<|im_end|>\n<|im_start|>assistant\n"
    )


def test_a_template_that_refuses_system_messages_gets_them_in_the_first_question() -> None:
    assert render(NO_SYSTEM, CHAT, bos="<s>", eos="</s>") == "<s><user>Be brief.\n\nWho?</s><model>"


def test_a_template_that_refuses_everything_is_an_error() -> None:
    with pytest.raises(ModelError, match="not today"):
        render("{{ raise_exception('not today') }}", CHAT, bos="", eos="")


def test_a_template_that_is_none_is_an_error() -> None:
    with pytest.raises(ModelError, match="chat template cannot be used"):
        render("{% for %}", CHAT, bos="", eos="")


def test_braces_in_an_article_are_text() -> None:
    assert "{{ 7 * 7 }}{% raw %}" in render(CHATML, [("user", "{{ 7 * 7 }}{% raw %}")], bos="", eos="")


def test_a_template_cannot_reach_python() -> None:
    with pytest.raises(ModelError):
        render("{{ messages.__class__.__mro__[1].__subclasses__() }}", CHAT, bos="", eos="")


def test_a_template_may_ask_for_the_date() -> None:
    assert len(render("{{ strftime_now('%Y') }}", CHAT, bos="", eos="")) == 4
