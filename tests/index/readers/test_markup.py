"""Feeds, fragments of pages and books: markup that is no whole page."""

from datetime import date

from tests.index.readers.files import STORY, TEXT, Write, zipped

HTML = "".join(f"<p>{line}</p>\n" for line in STORY)
ESCAPED = HTML.replace("<", "&lt;").replace(">", "&gt;")


def test_an_rss_feed(write: Write) -> None:
    feed = (
        '<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Orla Daily - World</title><language>en-gb</language>'
        "<item><title>Orla&amp;#8217;s bridge</title><link>https://orla.example/1</link><guid>g1</guid>"
        "<pubDate>Sun, 25 Nov 2018 18:22:00 +0000</pubDate><dc:creator>Ann Lee</dc:creator>"
        f"<description>A teaser.</description><content:encoded><![CDATA[{HTML}]]></content:encoded></item>"
        f"<item><title>Two</title><description>{ESCAPED}</description></item><item><title>Three</title></item>"
        "</channel></rss>"
    )
    for name in ("a.xml", "b.rss", "c.txt"):
        articles, [problem] = write(name, feed)
        assert [(article.key, article.text) for article in articles] == [("g1", TEXT), ("2", TEXT)]
        assert problem.title == "entry 3 without text"
    metadata = articles[0].metadata
    assert (metadata.title, metadata.url) == ("Orla’s bridge", "https://orla.example/1")
    assert (metadata.publisher, metadata.authors, metadata.language) == ("Orla Daily", ("Ann Lee",), "en")
    assert metadata.published == date(2018, 11, 25)


def test_a_feed_with_entities_of_html(write: Write) -> None:
    feed = "<rss><channel><item><title>Caf&eacute; &amp; bar &nope;</title><description>Six&nbsp;weeks.</description>"
    [article], problems = write("a.rss", f"{feed}</item></channel></rss>")
    assert not problems
    assert (article.metadata.title, article.text) == ("Café & bar &nope;", "Six\xa0weeks.")


def test_an_atom_feed(write: Write) -> None:
    body = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div></content>'
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Orla Daily</title><entry><title>Bridge</title><id>urn:1</id>'
        '<link rel="self" href="https://orla.example/feed/1"/><link href="https://orla.example/1"/>'
        f"<published>2018-11-25T18:22:00Z</published><author><name>Ann Lee</name></author>{body}</entry></feed>"
    )
    [article], problems = write("a.atom", feed)
    assert not problems
    assert (article.text, article.metadata.url, article.metadata.authors) == (
        TEXT,
        "https://orla.example/1",
        ("Ann Lee",),
    )
    assert article.metadata.published == date(2018, 11, 25)


def test_a_text_that_is_a_fragment_of_a_page(write: Write) -> None:
    for start in ("", "\n<!-- saved -->\n", "<div class='a'>"):
        [article], problems = write(
            "a.txt", start + HTML.replace("bridge", "<b>bridge</b>").replace("said", "said&nbsp;")
        )
        assert not problems
        assert article.text == TEXT
    assert write("b.txt", "<Reuters> The bridge was closed on Monday.")[0][0].text.startswith("<Reuters>")


def test_documents_of_a_book_that_share_a_name(write: Write) -> None:
    names = [f"feed_0/article_{number}/index.html" for number in (0, 1)]
    items = "".join(f'<item id="i{n}" href="{name}"/>' for n, name in enumerate(names))
    spine = '<itemref idref="i0"/><itemref idref="i1"/><itemref idref="i0"/>'
    book = {
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>',
        "c.opf": f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>",
    } | {name: f"<html><body><h1>Bridge</h1>{HTML.replace(' ', chr(10))}</body></html>" for name in names}
    articles, problems = write("a.epub", zipped(**book))
    assert not problems
    assert [article.key for article in articles] == names
    assert articles[0].text == f"Bridge\n\n{TEXT}"
