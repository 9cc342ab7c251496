"""The cross-encoder that says whether a sentence answers a question, and what it learns from.

All sentences of a question are read together, and a right one learns to stand before the wrong ones (the localized
contrastive loss of Gao et al., "Rethink Training of BERT Rerankers in Multi-Stage Retrieval Pipeline", 2021) as well as
to be taken for right by itself. Besides that judgement, the encoder learns where in the sentence the answer stands: one
label a pair says little, its place says which words must meet (the span loss is that of Devlin et al., "BERT", 2019,
section 4.3: the opening token stands for no answer); and whether the answer is yes or no, where that was asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from assistant.engine.ranking.evidence_model import Row, ends, pair_row
from training.relevance_pairs import Pair

BATCH = 10
"""Questions read at once in training, of about three sentences each."""

_SPAN_WEIGHT = 0.5
_SIDE_WEIGHT = 0.3
_YES_WEIGHT = 2.0
"""Two of three answers to questions of yes or no are noes."""
_BEFORE_WRONG_WEIGHT = 0.4
_UNKNOWN = -100
"""Place of an answer that is in the sentence, nobody says where."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair as the model reads it."""

    row: Row
    label: float
    span: tuple[int, int]
    """First and last token of the answer; 0, 0 when there is none; `_UNKNOWN` when the place is not known."""
    side: float
    """1 when the answer is yes, 0 when it is no, `_UNKNOWN` for any other."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The sentences that one question is asked of."""

    examples: tuple[Example, ...]
    """At least one."""

    @property
    def row(self) -> Row:
        """The longest pair."""
        return max((one.row for one in self.examples), key=lambda row: len(row[0]))


class RelevanceEncoder(nn.Module):
    """A BERT encoder with outputs for the judgement, for the place of the answer, and for yes or no."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # Only the rows of frequent word pieces would be learnt, so all stay as they are.
        self.encoder = AutoModel.from_pretrained(
            str(folder), add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.make_outputs(self.encoder.config.hidden_size)

    def make_outputs(self, size: int) -> None:
        """The layers that judge the state of the first token, of so many values, and place the answer."""
        self.judge, self.side = (
            nn.Sequential(nn.Linear(size, size), nn.Tanh(), nn.Dropout(0.1), nn.Linear(size, 1)) for _ in range(2)
        )
        self.place = nn.Linear(size, 2)

    def fresh(self) -> tuple[nn.Module, ...]:
        """The parts that learn faster than the rest; none here, where all learn alike."""
        return ()

    def states(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Shape (pairs, tokens, hidden size)."""
        found: torch.Tensor = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        return found

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Log odds that the sentence answers, not calibrated, shape (pairs,)."""
        found: torch.Tensor = self.judge(self.states(ids, mask, types)[:, 0])[:, 0]
        return found


def examples(pairs: Sequence[Pair], tokenizer: Tokenizer) -> list[Example]:
    """The pairs as the model reads them."""
    marks = ends(tokenizer)
    columns = [
        [pair.question for pair in pairs],
        [pair.previous for pair in pairs],
        [pair.sentence for pair in pairs],
    ]
    asked, before, last = (tokenizer.encode_batch(column, add_special_tokens=False) for column in columns)
    found = []
    for pair, question, previous, sentence in zip(pairs, asked, before, last, strict=True):
        row = pair_row(question.ids, previous.ids, sentence.ids, marks)
        side = {"yes": 1.0, "no": 0.0}.get(pair.says, float(_UNKNOWN))
        found.append(Example(row, float(pair.label), _span(pair, sentence.offsets, row), side))
    return found


def read_together(questions: Sequence[Sequence[Pair]], tokenizer: Tokenizer) -> list[Asked]:
    """The pairs of each question as the model reads them."""
    read = iter(examples([pair for question in questions for pair in question], tokenizer))
    return [Asked(tuple(islice(read, len(question)))) for question in questions]


def _span(pair: Pair, offsets: Sequence[tuple[int, int]], row: Row) -> tuple[int, int]:
    if not pair.label:
        return 0, 0
    start = pair.sentence.find(pair.answer)
    if not pair.answer or start < 0:
        return _UNKNOWN, _UNKNOWN
    end = start + len(pair.answer)
    inside = [place for place, (first, past) in enumerate(offsets) if first < end and past > start]
    begin = row[1].index(1) if 1 in row[1] else len(row[0])
    if not inside or begin + inside[-1] >= len(row[0]) - 1:
        return _UNKNOWN, _UNKNOWN
    return begin + inside[0], begin + inside[-1]


def tensors(rows: Sequence[Row]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Token ids, attention mask and token types, each of shape (rows, longest row)."""
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row, _ in rows])
    types = torch.tensor([[*row, *[0] * (longest - len(row))] for _, row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row, _ in rows])
    return ids, mask, types


def loss_of(model: RelevanceEncoder, questions: Sequence[Asked]) -> torch.Tensor:
    """Cross-entropy of the judgement, plus those of the order, of the place of the answer, and of yes or no."""
    batch = [one for question in questions for one in question.examples]
    ids, mask, types = tensors([one.row for one in batch])
    states = model.states(ids, mask, types)
    judged = model.judge(states[:, 0])[:, 0].float()
    labels = torch.tensor([one.label for one in batch])
    loss = nn.functional.binary_cross_entropy_with_logits(judged, labels)
    sizes = [len(question.examples) for question in questions]
    loss = loss + _BEFORE_WRONG_WEIGHT * _behind(torch.split(judged, sizes), torch.split(labels, sizes)) / len(
        questions
    )
    places = model.place(states).float().masked_fill(mask[:, :, None] == 0, -1e4)
    spans = torch.tensor([one.span for one in batch])
    if (spans != _UNKNOWN).any():
        both = [
            nn.functional.cross_entropy(places[:, :, side], spans[:, side], ignore_index=_UNKNOWN) for side in (0, 1)
        ]
        loss = loss + _SPAN_WEIGHT * (both[0] + both[1]) / 2
    sides = torch.tensor([one.side for one in batch])
    if (known := sides != _UNKNOWN).any():
        said = model.side(states[known, 0])[:, 0].float()
        missed = nn.functional.binary_cross_entropy_with_logits(
            said, sides[known], reduction="sum", pos_weight=torch.tensor(_YES_WEIGHT)
        )
        loss = loss + _SIDE_WEIGHT * missed / len(batch)
    return loss


def _behind(judged: Sequence[torch.Tensor], labels: Sequence[torch.Tensor]) -> torch.Tensor:
    """By how much the right sentences of each question stand behind its wrong ones, in all; 0 when there are none."""
    lost = [
        nn.functional.softplus(torch.logsumexp(odds[right < 1], 0) - odds[right > 0]).mean()
        for odds, right in zip(judged, labels, strict=True)
        if 0 < right.sum() < len(right)
    ]
    return torch.stack(lost).sum() if lost else torch.zeros(())


def open_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of the start model, without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
