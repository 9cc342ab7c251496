"""A model loaded by llama.cpp, with one sequence of tokens in its cache. Runs in the language model process only.

The ctypes bindings come in as the argument `c`, so that this file imports nothing of llama.cpp.
"""

import ctypes
import math
from collections.abc import Callable, Sequence
from typing import Any

from assistant.engine.models.processors import physical_cores
from assistant.engine.models.worker_protocol import Options
from assistant.errors import ModelError

_ABORTED = 2  # what llama_decode returns when the abort callback said so
_BATCH = 128  # as fast as 512 on a CPU, with a quarter of the memory, and an abort loses less
_SEED = 0  # the same question gets the same answer at any temperature


class Cancelled(Exception):
    """The request was taken back while llama.cpp was computing."""


class Llama:
    """A loaded model with one sequence of tokens in its cache."""

    def __init__(self, c: Any, model: Any, options: Options) -> None:
        self.c = c
        self._model = model
        self._vocab = c.llama_model_get_vocab(model)
        self._context = self._new_context(options)
        self._memory = c.llama_get_memory(self._context)
        self.context_tokens: int = c.llama_n_ctx(self._context)
        self._cached: list[int] = []
        template = c.llama_model_chat_template(model, None)
        self._template = template.decode("utf-8") if template else ""
        self._abort: Any = None

    def _new_context(self, options: Options) -> Any:
        c = self.c
        parameters = c.llama_context_default_params()
        parameters.n_ctx = min(options.context_tokens, c.llama_model_n_ctx_train(self._model))
        parameters.n_batch = parameters.n_ubatch = _BATCH
        parameters.n_threads = parameters.n_threads_batch = options.threads or physical_cores()
        parameters.n_seq_max = 1
        parameters.swa_full = True  # a prefix can only be reused when nothing of it was dropped
        context = c.llama_init_from_model(self._model, parameters)
        if not context:
            raise ModelError(
                f"there is no memory for a context of {parameters.n_ctx} tokens",
                "choose a smaller context or a smaller model",
            )
        return context

    def watch(self, cancelled: Callable[[object], bool]) -> None:
        """Let `cancelled(None) -> bool` end computations from now on."""
        self._abort = self.c.ggml_abort_callback(cancelled)
        self.c.llama_set_abort_callback(self._context, self._abort, None)

    def tokens(self, text: str, *, special: bool, head: bool = False) -> list[int]:
        """Tokens of `text`; with `special` control tokens are recognised, with `head` a start token is put before."""
        data = text.encode("utf-8", errors="replace")
        buffer = (self.c.llama_token * (len(data) + 2))()
        count = self.c.llama_tokenize(self._vocab, data, len(data), buffer, len(buffer), head, special)
        return list(buffer[: max(count, 0)])

    def prompt(self, messages: Sequence[Sequence[str]]) -> list[int]:
        """The chat as tokens. Control tokens come from the template alone, whatever the messages contain."""
        from assistant.engine.models.chat_template import CHATML, render

        safe = [(role, self._without_control(content)) for role, content in messages]
        bos = self._name(self.c.llama_vocab_bos(self._vocab))
        text = render(self._template or CHATML, safe, bos=bos, eos=self._name(self.c.llama_vocab_eos(self._vocab)))
        return self.tokens(text, special=True, head=not (bos and text.startswith(bos)))

    def _without_control(self, text: str) -> str:
        """Break up what the tokenizer would take for a control token, so that an article cannot open a message."""
        while True:
            tokens = self.tokens(text, special=True)
            control = {token for token in tokens if self.c.llama_vocab_is_control(self._vocab, token)}
            names = [name for name in map(self._name, control) if len(name) > 1 and name in text]
            if not names:
                return text
            for name in names:
                text = text.replace(name, f"{name[0]} {name[1:]}")

    def _name(self, token: int) -> str:
        return self.piece(token, special=True).decode("utf-8", errors="replace") if token >= 0 else ""

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """The bytes a token stands for; without `special` none for a control token."""
        buffer = ctypes.create_string_buffer(256)
        length = self.c.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, special)
        return buffer.raw[: max(length, 0)]

    def ends(self, token: int) -> bool:
        """Whether the model says with this token that it is done."""
        return bool(self.c.llama_vocab_is_eog(self._vocab, token))

    def keep_prefix(self, tokens: Sequence[int]) -> int:
        """Keep what the cache shares with `tokens`, drop the rest; how many of them need not be read again."""
        shared = 0
        for ours, theirs in zip(self._cached, tokens[:-1], strict=False):
            if ours != theirs:
                break
            shared += 1
        # A recurrent model has no positions to cut at and answers False.
        if not self.c.llama_memory_seq_rm(self._memory, 0, shared, -1):
            self.c.llama_memory_clear(self._memory, True)
            shared = 0
        del self._cached[shared:]
        return shared

    def read(self, tokens: Sequence[int]) -> None:
        """Put tokens after those in the cache; raises Cancelled, and ModelError when llama.cpp cannot go on."""
        for start in range(0, len(tokens), _BATCH):
            part = tokens[start : start + _BATCH]
            held = (self.c.llama_token * len(part))(*part)  # the batch points into it
            self._decode(self.c.llama_batch_get_one(held, len(part)))
            self._cached.extend(part)

    def _decode(self, batch: Any) -> None:
        status = self.c.llama_decode(self._context, batch)
        if status == 0:
            return
        self.c.llama_memory_seq_rm(self._memory, 0, len(self._cached), -1)
        if status == _ABORTED:
            raise Cancelled
        raise ModelError(f"llama.cpp cannot go on (status {status})", "ask again, or choose a smaller context")

    def sampler(self, grammar: str, temperature: float) -> "Sampler":
        """How to choose tokens; raises ModelError for a grammar that llama.cpp cannot read."""
        return Sampler(self.c, self._context, self._vocab, grammar, temperature)


class Sampler:
    """Chooses the next token from the logits of the last one read."""

    def __init__(self, c: Any, context: Any, vocab: Any, grammar: str, temperature: float) -> None:
        self._c, self._context = c, context
        self._free = self._chain(temperature)
        self._grammar = None
        if grammar:
            self._grammar = c.llama_sampler_init_grammar(vocab, grammar.encode("utf-8"), b"root")
            if not self._grammar:
                raise ModelError("llama.cpp cannot read the grammar of this answer", "check the GBNF text")
            self._strict = self._chain(temperature, self._grammar)

    def next(self) -> int:
        """The next token.

        It is drawn freely first and drawn again under the grammar only when the grammar forbids it, which gives
        the same distribution and saves testing the whole vocabulary for every token.
        """
        token: int = self._c.llama_sampler_sample(self._free, self._context, -1)
        if self._grammar is None:
            return token
        if not self._permitted(token):
            return int(self._c.llama_sampler_sample(self._strict, self._context, -1))
        self._c.llama_sampler_accept(self._grammar, token)
        return token

    def close(self) -> None:
        """Free the samplers."""
        self._c.llama_sampler_free(self._free)
        if self._grammar is not None:
            self._c.llama_sampler_free(self._strict)

    def _chain(self, temperature: float, *first: Any) -> Any:
        c = self._c
        chain = c.llama_sampler_chain_init(c.llama_sampler_chain_default_params())
        draw = (
            (c.llama_sampler_init_temp(temperature), c.llama_sampler_init_dist(_SEED))
            if temperature > 0
            else (c.llama_sampler_init_greedy(),)
        )
        for sampler in (*first, *draw):
            c.llama_sampler_chain_add(chain, sampler)
        return chain

    def _permitted(self, token: int) -> bool:
        candidate = self._c.llama_token_data(token, 1.0, 0.0)
        candidates = self._c.llama_token_data_array(ctypes.pointer(candidate), 1, -1, False)
        self._c.llama_sampler_apply(self._grammar, ctypes.byref(candidates))
        return not math.isinf(candidate.logit)
