"""Questions with the place of their answer, from public sets, as material for the relevance model.

Each set becomes articles (lines of a JSONL file that `index.build` reads) and questions. An answer is given as
strings to be found in an article, because cleaning and Unicode normalisation move offsets.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Labelled:
    """A question and where it is answered."""

    set: str
    question: str
    document: str
    """Key of the article in its file, which groups what must not be divided between training and test."""
    gold: tuple[tuple[str, str], ...]
    """Pairs of a text that stands once in the article, and the part of it that answers; empty when unanswerable."""
    answer: str
    """The answer alone; empty where only the sentence is known."""


def squad(path: Path, name: str) -> tuple[list[dict[str, Any]], list[Labelled]]:
    """SQuAD 1.1 or 2.0: one article a title, one paragraph a context."""
    articles, questions = [], []
    for i, entry in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        contexts = [" ".join(paragraph["context"].split()) for paragraph in entry["paragraphs"]]
        articles.append(_article(f"{name}{i}", entry["title"].replace("_", " "), contexts))
        for context, paragraph in zip(contexts, entry["paragraphs"], strict=True):
            for asked in paragraph["qas"]:
                if not asked["answers"] or asked.get("is_impossible"):
                    questions.append(Labelled(name, asked["question"].strip(), f"{name}{i}", (), ""))
                    continue
                start, answer = asked["answers"][0]["answer_start"], asked["answers"][0]["text"]
                at = len(" ".join([*paragraph["context"][:start].split(), "x"])) - 1
                window = context[max(0, at - 60) : at + len(answer) + 60]
                gold = ((window, answer),)
                questions.append(Labelled(name, asked["question"].strip(), f"{name}{i}", gold, answer))
    return articles, questions


def reddit(path: Path, name: str) -> tuple[list[dict[str, Any]], list[Labelled]]:
    """SquadShifts reddit: every context is an article of its own, without a title."""
    articles, questions = [], []
    for i, paragraph in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"][0]["paragraphs"]):
        context = " ".join(paragraph["context"].split())
        articles.append(_article(f"{name}{i}", "", [context]))
        for asked in paragraph["qas"]:
            start, answer = asked["answers"][0]["answer_start"], asked["answers"][0]["text"]
            at = len(" ".join([*paragraph["context"][:start].split(), "x"])) - 1
            gold = ((context[max(0, at - 60) : at + len(answer) + 60], answer),)
            questions.append(Labelled(name, asked["question"].strip(), f"{name}{i}", gold, answer))
    return articles, questions


def selqa(folder: Path, name: str) -> tuple[list[dict[str, Any]], list[Labelled]]:
    """SelQA: sections of Wikipedia articles as candidate sentences, of which some answer."""
    sections: dict[str, dict[str, list[str]]] = {}
    questions = []
    for part in ("dev", "test"):
        for entry in json.loads((folder / f"selqa-ass-{part}.json").read_text(encoding="utf-8")):
            candidates = [" ".join(candidate.split()) for candidate in entry["candidates"]]
            sections.setdefault(entry["article"], {})[entry["section"]] = candidates
            gold = tuple((candidates[i], candidates[i]) for i in entry["answers"])
            questions.append(Labelled(name, entry["question"], f"{name}-{entry['article']}", gold, ""))
    articles = [
        _article(f"{name}-{title}", title, [" ".join(candidates) for candidates in parts.values()])
        for title, parts in sections.items()
    ]
    return articles, questions


def qamr(folder: Path, name: str) -> tuple[list[dict[str, Any]], list[Labelled]]:
    """QAMR on Wikinews: the sampled sentences of an article stand together as a text."""
    places: dict[str, str] = {}
    texts: dict[str, dict[tuple[int, int], str]] = {}
    for line in (folder / "wiki-sentences.tsv").read_text(encoding="utf-8").splitlines():
        place, tokens = line.split("\t")
        _, source, document, paragraph, sentence = place.split(":")
        if source == "wikinews":
            places[place] = tokens
            texts.setdefault(document, {})[int(paragraph), int(sentence)] = untokenised(tokens)
    articles = [
        _article(f"{name}-{document}", "", [parts[key] for key in sorted(parts)]) for document, parts in texts.items()
    ]
    questions = []
    for part in ("dev", "test"):
        for line in (folder / "filtered" / f"{part}.tsv").read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if fields[0] not in places:
                continue
            words = places[fields[0]].split()
            answer = untokenised(" ".join(words[int(i)] for i in fields[6].split()))
            sentence = untokenised(places[fields[0]])
            document = f"{name}-{fields[0].split(':')[2]}"
            questions.append(Labelled(name, fields[5], document, ((sentence, sentence),), answer))
    return articles, questions


def untokenised(tokens: str) -> str:
    """Text as it is printed, from Penn Treebank tokens."""
    for token, mark in (("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]"), ("``", '"'), ("''", '"')):
        tokens = tokens.replace(token, mark)
    tokens = re.sub(r" ([,.;:?!%)\]])", r"\1", tokens)
    tokens = re.sub(r" ('s|n't|'re|'ve|'ll|'d|'m)\b", r"\1", tokens)
    tokens = re.sub(r"([$£€(\[]) ", r"\1", tokens)
    return re.sub(r'" ([^"]*?) "', r'"\1"', tokens)


def _article(key: str, title: str, paragraphs: list[str]) -> dict[str, Any]:
    return {"id": key, "title": title, "text": "\n\n".join(paragraphs)}


def training_sets(data: Path) -> Iterator[tuple[str, list[tuple[list[dict[str, Any]], list[Labelled]]]]]:
    """Name of each index to build, with the sets whose articles it holds; near topics stand together."""
    train = data / "train"
    shifts = train / "squadshifts" / "datasets"
    yield (
        "wiki",
        [
            squad(train / "squad2_half_dev" / "data" / "dev-v2.0.json", "squad2"),
            squad(shifts / "new_wiki_v1.0.json", "new_wiki"),
            selqa(train / "selqa" / "ass", "selqa"),
        ],
    )
    yield "reddit", [reddit(shifts / "reddit_v1.0.json", "reddit")]
    yield "news", [qamr(train / "qamr_wikinews" / "data", "wikinews")]
