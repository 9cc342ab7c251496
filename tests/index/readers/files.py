"""Small articles in every format, built in memory, and the one way to read them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from index.readers import Limits, Problem, read_file
from index.types import RawArticle

STORY = [
    "The bridge over the Orla was closed on Monday after engineers found cracks in two of its pillars.",
    "Mayor Dana Voss said that repairs to the bridge would take at least six weeks and cost nine million.",
    "Ferries will run every ten minutes until the bridge opens again, the harbour office said in a statement.",
]
TEXT = "\n\n".join(STORY)
Read = tuple[list[RawArticle], list[Problem]]
Write = Callable[[str, bytes | str], Read]


def read(path: Path, limits: Limits | None = None) -> Read:
    items = list(read_file(path, path.name, limits or Limits()))
    return [x for x in items if isinstance(x, RawArticle)], [x for x in items if isinstance(x, Problem)]


def page(head: str = "", body: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY * 3)
    nav = "<nav><a href=/>Home</a><a href=/w>World</a></nav>"
    article = f"<article>{body}{paragraphs}</article>"
    return f"<!doctype html><html lang=en-GB><head>{head}</head><body>{nav}{article}</body></html>"


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(
                name.replace("__", "/").replace("_xml", ".xml").replace("_xhtml", ".xhtml").replace("_opf", ".opf"),
                text,
            )
    return buffer.getvalue()


def docx(text: str = "") -> bytes:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    title = '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Bridge closed</w:t></w:r></w:p>'
    body = "".join(f"<w:p><w:r><w:t>{line[:20]}</w:t></w:r><w:r><w:t>{line[20:]}</w:t></w:r></w:p>" for line in STORY)
    deleted = "<w:p><w:r><w:delText>struck out</w:delText></w:r></w:p>"
    return zipped(
        word__document_xml=f"<w:document {namespace}><w:body>{title}{body}{deleted}{text}</w:body></w:document>"
    )


def pdf(*pages: list[str]) -> bytes:
    """A minimal PDF file with a line of text for each string."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        drawn = "BT /F1 10 Tf 40 800 Td 12 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 842]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    first = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    last = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + (first + last).encode()
