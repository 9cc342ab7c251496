"""Chat messages in, the prompt a model was trained on out: the Jinja template inside a GGUF file."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NoReturn

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.errors import ModelError

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""For models that carry no template of their own."""


def render(template: str, messages: Sequence[Sequence[str]], *, bos: str, eos: str) -> str:
    """The prompt for `messages` (pairs of role and content), up to where the assistant begins to write.

    A template that refuses a system message gets it at the head of the first user message.
    Raises ModelError when the template cannot be used.
    """
    try:
        compiled = _compiled(template)
        try:
            return _filled(compiled, messages, bos, eos)
        except _RefusedError:
            return _filled(compiled, _without_system(messages), bos, eos)
    except (jinja2.TemplateError, _RefusedError, TypeError) as error:
        raise ModelError(
            f"the model's chat template cannot be used: {error}", "choose an instruction-tuned model in GGUF format"
        ) from error


class _RefusedError(Exception):
    """The template itself turned the messages down."""


def _refuse(message: str) -> NoReturn:
    raise _RefusedError(message)


@lru_cache(maxsize=1)
def _compiled(template: str) -> jinja2.Template:
    # A template comes with a model file, so it runs in the sandbox; the options are those of transformers.
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.globals["raise_exception"] = _refuse
    environment.globals["strftime_now"] = lambda layout: datetime.now().astimezone().strftime(layout)
    return environment.from_string(template)


def _filled(template: jinja2.Template, messages: Sequence[Sequence[str]], bos: str, eos: str) -> str:
    chat = [{"role": role, "content": content} for role, content in messages]
    return template.render(messages=chat, add_generation_prompt=True, bos_token=bos, eos_token=eos)


def _without_system(messages: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    system = "\n\n".join(content for role, content in messages if role == "system")
    others = [(role, content) for role, content in messages if role != "system"]
    if not system or not others:
        return others
    (role, content), *rest = others
    return [(role, f"{system}\n\n{content}"), *rest]
