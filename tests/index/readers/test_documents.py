"""Text files, Markdown and Word documents: nothing of the article is lost, nothing stands in it twice."""

from datetime import date

import pytest

from tests.index.readers.files import STORY, TEXT, Write, docx


def test_unknown_header_lines_are_passed_over(write: Write) -> None:
    header = "Title: Bridge closed\nSection: Region\nDate: 25 November 2018\nEdition: 2\nSource: Orla Daily"
    [article], _ = write("a.txt", f"{header}\n\n{TEXT}")
    assert article.text == TEXT
    assert (article.metadata.title, article.metadata.publisher) == ("Bridge closed", "Orla Daily")
    assert article.metadata.published == date(2018, 11, 25)


@pytest.mark.parametrize(
    "text",
    [
        f"Title: Bridge closed\nSection: Region\nEdition: 2\n\n{TEXT}",
        "Title: Bridge closed\nSource: Orla Daily\nVoss: It will take six weeks.\nLee: Six weeks is too long.\n\nThe end.",
        f"Title: Bridge closed\nSource: Orla Daily\n{TEXT}",
    ],
    ids=["one known name", "a conversation", "no empty line"],
)
def test_what_may_be_the_article_s_own_is_no_header(write: Write, text: str) -> None:
    [article], _ = write("a.txt", text)
    assert article.text == text


def test_a_rule_at_the_top_is_no_front_matter(write: Write) -> None:
    prose = "Forty-six people were hurt on Monday."
    for block, problems in ((prose, 0), (f"Date: Monday\n\n{prose}", 0), (f"Intro: {prose}", 1)):
        [article], told = write("a.md", f"---\n\n{block}\n\n---\n\n# Bridge closed\n\n{TEXT}")
        assert prose in article.text
        assert STORY[0] in article.text
        assert "---" not in article.text
        assert article.metadata.title == "Bridge closed"
        assert len(told) == problems


def test_a_name_without_a_value_is_no_fault_of_front_matter(write: Write) -> None:
    [article], _ = write("a.md", f"---\ntitle: Orla: the bridge\nauthor:\n- Ann Lee\n---\n{TEXT}")
    assert article.metadata.title == "Orla: the bridge"
    assert article.text == TEXT


def test_text_boxes_stand_once(write: Write) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Forty-six were hurt.</w:t></w:r></w:p></w:txbxContent>"
    drawn = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>'
        "</mc:AlternateContent>"
    )
    paragraph = f"<w:p><w:r><w:t>The mayor </w:t></w:r><w:r>{drawn}</w:r><w:r><w:t>spoke.</w:t></w:r></w:p>"
    [article], _ = write("a.docx", docx(paragraph))
    assert article.text == "\n\n".join(["Bridge closed", *STORY, "The mayor spoke.", "Forty-six were hurt."])
    old = paragraph.replace(f'<mc:Choice Requires="wps">{box}</mc:Choice>', "")
    assert write("b.docx", docx(old))[0][0].text == article.text


def test_moved_text_stands_once(write: Write) -> None:
    run = "<w:r><w:t>The ferries run.</w:t></w:r>"
    [article], _ = write(
        "a.docx", docx(f"<w:p><w:moveFrom>{run}</w:moveFrom></w:p><w:p><w:moveTo>{run}</w:moveTo></w:p>")
    )
    assert article.text.endswith(f"{STORY[-1]}\n\nThe ferries run.")
