"""The larger cross-encoder that reads the likeliest sentences again: the lower layers of all-mpnet-base-v2.

MPNet (Song et al., "MPNet: Masked and Permuted Pre-training for Language Understanding", 2020) has nearly the word pieces
of BERT under other numbers, so its embeddings are put in the order of the smaller model's tokenizer, which serves both.
Its upper layers make vectors for search and cost as much as the others; without them a judgement is hardly worse
(Sajjad et al., "On the Effect of Dropping Layers of Pre-trained Transformer Models", 2020).
"""

from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import MPNetModel

from training.relevance_encoder import RelevanceEncoder, open_tokenizer

LAYERS = 8
"""Of the twelve, those that are kept."""

_SAME = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
"""Marks of BERT and what MPNet calls them."""


class CloseEncoder(RelevanceEncoder):
    """The same outputs as the smaller encoder, from the same rows."""

    def __init__(self, folder: Path, tokenizer: Tokenizer) -> None:
        """`folder` holds all-mpnet-base-v2; `tokenizer` is that of the smaller encoder."""
        nn.Module.__init__(self)
        encoder = MPNetModel.from_pretrained(str(folder), add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        encoder.encoder.layer = encoder.encoder.layer[:LAYERS]
        encoder.config.num_hidden_layers = LAYERS
        vocabulary = (folder / "vocab.txt").read_text("utf-8").split("\n")
        rows = {piece: row for row, piece in enumerate(vocabulary)}
        pieces = [str(tokenizer.id_to_token(number)) for number in range(tokenizer.get_vocab_size())]
        order = [rows[_SAME.get(piece, piece)] for piece in pieces]
        learnt = encoder.embeddings.word_embeddings.weight.detach()[order].clone()
        # Only the rows of frequent word pieces would be learnt, so all stay as they are.
        self.words = nn.Embedding(len(order), learnt.shape[1], _weight=learnt).requires_grad_(False)
        encoder.embeddings.word_embeddings = nn.Embedding(1, 1)
        self.encoder = encoder
        size = learnt.shape[1]
        self.kinds = nn.Embedding(2, size)
        nn.init.zeros_(self.kinds.weight)
        self.make_outputs(size)

    def fresh(self) -> tuple[nn.Module, ...]:
        """The parts that all-mpnet-base-v2 lacks."""
        return self.judge, self.side, self.place, self.kinds

    def states(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Shape (pairs, tokens, hidden size)."""
        read = self.words(ids) + self.kinds(types)
        found: torch.Tensor = self.encoder(inputs_embeds=read, attention_mask=mask).last_hidden_state
        return found


def untrained(folder: Path, base: Path | None) -> RelevanceEncoder:
    """The encoder that starts from the model in `folder`, or with `base`, that of all-mpnet-base-v2, the larger one."""
    return CloseEncoder(base, open_tokenizer(folder)) if base else RelevanceEncoder(folder)
