"""Makes the table of word vectors, `assistant/engine/facts/word_vectors.npz`, with the default embedding model.

Usage: python -m training.build_word_vectors --work DIR [--dimensions 96]

The words are the whole words of the model's own vocabulary, in dictionary form, and those of `relations.txt`. Proper
names are left out: ridge regression over the vectors tells them from words, with the lists below as examples.
"""

import argparse
from collections.abc import Collection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.engine.facts.lexicon import lexicon
from assistant.engine.facts.words import EMPTY_WORDS, base_form
from index.embedder import EMBEDDED_MODEL, open_embedder

_OUT = Path("assistant/engine/facts/word_vectors.npz")

_NAMES = frozenset(
    """
    james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony
    donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob
    gary nicholas eric jonathan stephen larry justin benjamin samuel gregory patrick alexander dennis jerry tyler
    aaron henry peter adam nathan douglas walter kyle harold carl arthur gerald roger keith lawrence albert mary
    patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret sandra donna michelle
    amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela anna ruth brenda pamela
    nicole katherine catherine christine samantha debra janet rachel carolyn emma maria heather diane julie
    victoria kelly christina joan evelyn lauren judith olivia martha cheryl megan andrea ann alice doris
    jacqueline kathryn hannah mohammed ahmed ali hassan hussein omar ibrahim yusuf fatima vladimir dmitri sergei
    ivan boris olga natasha pierre jacques francois marie claude klaus fritz helmut giovanni giuseppe marco
    antonio luigi carlos jose juan pedro luis miguel diego pablo fernando chen wang zhang nguyen singh kumar patel
    sharma khan tanaka suzuki smith johnson williams jones davis wilson anderson jackson harris thompson garcia
    martinez robinson clark rodriguez lewis allen hernandez lopez adams gonzalez nelson mitchell perez roberts
    phillips campbell evans edwards collins stewart sanchez morris rogers morgan obama clinton reagan trump
    kennedy nixon lincoln churchill thatcher blair cameron putin stalin lenin merkel hitler london paris berlin
    madrid rome vienna athens moscow beijing tokyo delhi mumbai cairo nairobi lagos sydney melbourne toronto
    montreal chicago boston houston dallas seattle denver miami atlanta philadelphia detroit baltimore manchester
    birmingham liverpool leeds glasgow edinburgh dublin belfast brussels amsterdam copenhagen stockholm oslo
    helsinki warsaw prague budapest istanbul ankara baghdad tehran damascus beirut jerusalem karachi lahore
    bangkok jakarta manila seoul shanghai california texas florida ohio michigan georgia oregon alaska hawaii
    ontario quebec yorkshire kent essex england scotland wales ireland britain france germany spain italy russia
    china japan india pakistan iran iraq syria israel egypt libya nigeria kenya ghana brazil argentina chile peru
    mexico canada australia poland ukraine greece turkey sweden norway denmark finland hungary romania bulgaria
    serbia croatia austria belgium switzerland portugal europe asia africa america google microsoft facebook
    twitter nasa nato fbi cia bbc cnn ibm toyota samsung sony thames danube everest oxford cambridge harvard yale
    stanford chelsea everton juventus
    """.split()
)
"""Examples of proper names that are seldom written without a capital."""

_RIDGE = 1.0
_CHUNK = 4000


def main() -> None:
    """Embed every word alone, leave out names, merge inflected forms, reduce, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for the converted embedding model")
    parser.add_argument("--dimensions", type=int, default=96)
    options = parser.parse_args()
    embedder = open_embedder(EMBEDDED_MODEL, options.work / "embedder")
    [tokenizer] = (options.work / "embedder").glob("*/tokenizer.json")
    own = lexicon().words() - EMPTY_WORDS
    candidates = sorted({word for word in _whole_words(tokenizer) if word not in EMPTY_WORDS} | own)
    named = _looks_like_name(candidates, embedder.embed(candidates), own)
    known = {word for word, name in zip(candidates, named, strict=True) if not name} | own
    everything = frozenset(candidates)
    # a form tells of its word: "marked" that "mark" is no mere name
    words = sorted(own | {base_form(word, everything.__contains__) for word in known})
    small = _reduced(embedder.embed(words), options.dimensions)
    np.savez(_OUT, vectors=small, words=np.frombuffer(" ".join(words).encode("ascii"), dtype=np.uint8))
    print(f"{_OUT}: {len(words)} words of {len(candidates)}, {_OUT.stat().st_size / 1000:.0f} kB")


def _whole_words(tokenizer: Path) -> list[str]:
    """The pieces of the vocabulary that are lower-case words of three letters or more."""
    pieces = Tokenizer.from_file(str(tokenizer)).get_vocab()
    return [piece for piece in pieces if len(piece) > 2 and piece.isascii() and piece.isalpha() and piece.islower()]


def _looks_like_name(words: list[str], vectors: NDArray[np.float32], own: Collection[str]) -> NDArray[np.bool_]:
    """Which words are nearer to the example names than to the words of `relations.txt`; bool, shape (words,)."""
    is_name = np.array([word in _NAMES for word in words])
    is_word = np.array([word in own and word not in _NAMES for word in words])
    rows = np.hstack([vectors - vectors.mean(axis=0), np.ones((len(words), 1), dtype=np.float32)]).astype(np.float64)
    # both classes weigh the same, so that zero divides them
    weights = is_name / is_name.sum() + is_word / is_word.sum()
    weights *= len(rows[is_name | is_word]) / 2
    square = rows.T @ (rows * weights[:, None]) + _RIDGE * np.eye(rows.shape[1])
    scores = rows @ np.linalg.solve(square, rows.T @ (weights * np.where(is_name, 1.0, -1.0)))
    found: NDArray[np.bool_] = scores > 0
    return found


def _reduced(vectors: NDArray[np.float32], dimensions: int) -> NDArray[np.int8]:
    """Centred, on the first principal components, each row scaled to the range of one byte."""
    centred = vectors - vectors.mean(axis=0)
    _, _, components = np.linalg.svd(centred[::3], full_matrices=False)
    reduced = centred @ components[:dimensions].T
    small: NDArray[np.int8] = np.round(127 * reduced / np.abs(reduced).max(axis=1, keepdims=True)).astype(np.int8)
    return small


if __name__ == "__main__":
    main()
