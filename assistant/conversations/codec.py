"""An answer as plain JSON values and back. Articles are left out and referred to by the digest of their text."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from assistant.types import (
    Answer,
    Citation,
    Disagreement,
    IndexIdentity,
    Label,
    ModelIdentity,
    Sentence,
    Status,
    Value,
    Verdict,
    Withheld,
)
from index.types import Article, Filters, Metadata

Json = Any
"""What `json.dumps` takes."""


def digest(article: Article) -> str:
    """SHA-256 of the article's id and text, in hexadecimal: the same article with the same words."""
    return hashlib.sha256(f"{article.id}\0{article.text}".encode("utf-8", "surrogatepass")).hexdigest()


def encode(value: object) -> Json:
    """`value` as JSON: dataclasses become objects, tuples lists, dates ISO texts, and an article its digest."""
    match value:
        case Article():
            return digest(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return [encode(item) for item in value]
        case Mapping():
            return {str(key): encode(item) for key, item in value.items()}
    if is_dataclass(value):
        return {item.name: encode(getattr(value, item.name)) for item in fields(value)}
    return value


def decode_answer(data: Json, article: Callable[[str], Article]) -> Answer:
    """The answer that `encode` wrote; `article` finds an article by its digest."""

    def citations(items: Json) -> tuple[Citation, ...]:
        return tuple(
            Citation(**{**item, "article": article(item["article"]), "also_in": tuple(item["also_in"])})
            for item in items
        )

    return Answer(
        question=data["question"],
        standalone_question=data["standalone_question"],
        status=Status(data["status"]),
        sentences=tuple(_sentence(item) for item in data["sentences"]),
        withheld=tuple(Withheld(**item) for item in data["withheld"]),
        citations=citations(data["citations"]),
        disagreements=tuple(_disagreement(item) for item in data["disagreements"]),
        nearest=citations(data["nearest"]),
        independent_origins=data["independent_origins"],
        publishers=data["publishers"],
        model=ModelIdentity(**data["model"]),
        index=IndexIdentity(**data["index"]),
        seconds=data["seconds"],
        notes=tuple(data["notes"]),
        stopped=data["stopped"],
    )


def decode_filters(data: Json) -> Filters:
    """The filters that `encode` wrote."""
    return Filters(
        sources=tuple(data["sources"]),
        after=_date(data["after"]),
        before=_date(data["before"]),
        phrases=tuple(data["phrases"]),
        without=tuple(data["without"]),
    )


def encode_metadata(metadata: Metadata) -> Json:
    """What a reader of an old answer wants to know of an article; where each value came from is left out."""
    data = encode(metadata)
    del data["provenance"]
    return data


def decode_metadata(data: Json) -> Metadata:
    """The metadata that `encode_metadata` wrote."""
    return Metadata(**{**data, "authors": tuple(data["authors"]), "published": _date(data["published"])})


def _sentence(data: Json) -> Sentence:
    verdict = data["verdict"]
    return Sentence(
        data["text"],
        tuple(data["citations"]),
        Verdict(Label(verdict["label"]), verdict["score"], tuple(verdict["reasons"])),
    )


def _disagreement(data: Json) -> Disagreement:
    values = (Value(**{**item, "published": _date(item["published"])}) for item in data["values"])
    return Disagreement(data["about"], tuple(values), data["kind"])


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
