"""Mail as newsletters, digests, forwards, mailboxes and browsers write it."""

import re
from datetime import date
from email.message import EmailMessage

from tests.index.readers.files import STORY, TEXT, Write, page

HTML = "<html><body>" + "".join(f"<p>{line}</p>\n" for line in STORY) + "</body></html>"


def mail(subject: str = "Bridge closed", text: str = TEXT) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Orla Daily <desk@orla.example>"
    message["Date"] = "Sun, 25 Nov 2018 18:22:00 +0000"
    message.set_content(text)
    return message


def test_a_plain_part_that_only_points_to_the_other(write: Write) -> None:
    for stub in ("View this email in your browser: https://orla.example/n/7", " \n"):
        message = mail(text=stub)
        message.add_alternative(HTML, subtype="html")
        [article], problems = write("a.eml", message.as_bytes())
        assert not problems
        assert article.text == TEXT


def test_lines_of_markup_are_not_paragraphs(write: Write) -> None:
    message = mail()
    message.set_content(f"<div>{STORY[0].replace(' ', chr(10))}</div>", subtype="html")
    [article], _ = write("a.eml", message.as_bytes())
    assert article.text == STORY[0]


def test_charsets_that_stand_for_larger_ones(write: Write) -> None:
    for charset in ("iso-8859-1", "us-ascii", "windows-1252", "nonsense"):
        head = f"Subject: x\nDate: Sun, 25 Nov 2018 18:22:00 +0000\nContent-Type: text/plain; charset={charset}\n\n"
        [article], problems = write("a.eml", head.encode() + "“We don’t know,” said Müller.".encode("cp1252"))
        assert not problems
        assert article.text == "“We don’t know,” said Müller."
    head = "Subject: x\nDate: Sun, 25 Nov 2018 18:22:00 +0000\nContent-Type: text/plain; charset=iso-2022-jp\n\n"
    text = "オルラ川の橋は月曜日から閉鎖されている。"
    assert write("b.eml", head.encode() + text.encode("iso2022_jp"))[0][0].text == text


def test_forwarded_messages_are_articles(write: Write) -> None:
    message = mail("Fwd", "FYI")
    message.add_attachment(mail("One"))
    message.add_attachment(mail("Two", TEXT[::-1]))
    articles, problems = write("a.eml", message.as_bytes())
    assert not problems
    assert [(article.key, article.metadata.title, article.text) for article in articles] == [
        ("1", "One", TEXT),
        ("2", "Two", TEXT[::-1]),
    ]
    own = mail("Comment")
    own.add_attachment(mail("One", TEXT[::-1]))
    assert [(a.key, a.metadata.title) for a in write("b.eml", own.as_bytes())[0]] == [("", "Comment"), ("1", "One")]


def test_forwards_in_a_mailbox_have_names_of_their_own(write: Write) -> None:
    line = b"From desk@orla.example Sun Nov 25 18:22:00 2018\n"
    message = mail("Fwd", "FYI")
    message.add_attachment(mail("One"))
    articles, problems = write("a.mbox", (line + message.as_bytes() + b"\n\n") * 3)
    assert not problems
    assert [article.key for article in articles] == ["1.1", "2.1", "3.1"]
    named = line + b"Message-ID: <m@x>\n" + mail().as_bytes() + b"\n\n"
    assert [article.key for article in write("b.mbox", named * 3)[0]] == ["m@x", "m@x@2", "m@x@3"]


def test_a_digest(write: Write) -> None:
    head = "Subject: Digest\nFrom: a@x.example\nMIME-Version: 1.0\nContent-Type: multipart/digest; boundary=b\n\n"
    parts = "".join(
        f"--b\n\nSubject: No {n}\nMessage-ID: <m{n}@x>\nDate: Sun, 25 Nov 2018 18:22:00 +0000\n\n{TEXT}\n"
        for n in (1, 2)
    )
    articles, problems = write("a.eml", f"{head}{parts}--b--\n")
    assert not problems
    assert [(article.key, article.metadata.title) for article in articles] == [("m1@x", "No 1"), ("m2@x", "No 2")]


def test_a_mailbox(write: Write) -> None:
    line = "From desk@orla.example Sun Nov 25 18:22:00 2018\n"
    first = mail("One", f"{TEXT}\n\n>From here to 2018\nall was well.").as_string()
    text = f"{line}{first}\n{line}{mail('Two').as_string()}\n{line}Subject: empty\n\n"
    for name in ("a.mbox", "inbox"):
        articles, problems = write(name, text)
        assert [problem.title for problem in problems] == ["message 3 without text"]
        assert [(article.key, article.metadata.title) for article in articles] == [("1", "One"), ("2", "Two")]
        assert articles[0].text.endswith("\nFrom here to 2018\nall was well.")


def test_a_page_saved_by_a_browser(write: Write) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "<Saved by Blink>", "Bridge closed | Orla Daily"
    message["Snapshot-Content-Location"] = "https://orla.example/bridge"
    message["Date"] = "Tue, 3 Mar 2026 10:00:00 +0000"
    head = '<title>Bridge closed</title><meta property="article:published_time" content="2018-11-25">'
    message.set_content(page(head), subtype="html")
    message.make_related()
    message.add_related(b"\x89PNG", maintype="image", subtype="png")
    [article], problems = write("a.mhtml", message.as_bytes())
    assert not problems
    assert (article.metadata.title, article.metadata.url) == ("Bridge closed", "https://orla.example/bridge")
    assert article.metadata.published == date(2018, 11, 25)
    assert "World" not in article.text
    for other in ("<Saved by Microsoft Internet Explorer 5>", '"Saved by Internet Explorer 11"'):
        [old], _ = write("c.mht", _from(other, message))
        assert old.metadata.published == date(2018, 11, 25)
    undated, _ = write("b.mht", message.as_bytes().replace(b"article:published_time", b"x"))
    assert undated[0].metadata.published is None


def test_mail_without_any_text(write: Write) -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf")
    assert [problem.title for problem in write("a.eml", message.as_bytes())[1]] == ["mail without text"]


def _from(sender: str, message: EmailMessage) -> bytes:
    rest = re.sub(rb"(?m)^(?:From|Snapshot).*\n", b"", message.as_bytes())
    return f"From: {sender}\n".encode() + rest
