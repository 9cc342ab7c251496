from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import from_epoch, from_url, parse_date
from index.language import language_of
from index.metadata import Draft, author_names, complete, language_code, publisher_from_url, publisher_name
from index.types import Metadata, Provenance

STORY = (
    "The bridge over the Orla was closed on Monday after engineers found cracks in two of the pillars of it.\n" * 3
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-11-25T18:22:00+03:00", date(2018, 11, 25)),
        ("Sun, 25 Nov 2018 18:22:00 +0000", date(2018, 11, 25)),
        ("Sat Dec 23 2023 17:00:10 GMT+0000 (UTC)", date(2023, 12, 23)),
        ("Nov. 25, 2018 18:22 GMT", date(2018, 11, 25)),
        ("25 de noviembre de 2018", date(2018, 11, 25)),
        ("25. März 2018", date(2018, 3, 25)),
        ("le 1er mai 2019", date(2019, 5, 1)),
        ("20181125", date(2018, 11, 25)),
        ("12/20/2023 16:00:50", date(2023, 12, 20)),
        ("25.11.2018", date(2018, 11, 25)),
        ("03/04/2018", None),
        ("2018-13-45", None),
        ("01 Jan, 001", None),
        ("soon", None),
        ("", None),
    ],
)
def test_parse_date(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@given(st.dates(date(1600, 1, 1), date(2100, 12, 31)))
def test_dates_written_in_full_come_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day} {day:%B} {day.year}") == day
    assert parse_date(f"{day:%b} {day.day}, {day.year}") == day


@given(st.text(max_size=80))
def test_no_text_breaks_the_parser(text: str) -> None:
    parse_date(text)
    from_url(text)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.com/2018/11/25/bridge", date(2018, 11, 25)),
        ("https://example.com/news/2018/nov/25/bridge", date(2018, 11, 25)),
        ("https://example.com/2018-11-25-bridge", date(2018, 11, 25)),
        ("https://example.com/bridge-20181125.html", date(2018, 11, 25)),
        ("https://example.com/2023/12/16-new-officers", None),
        ("https://example.com/2018/11/bridge", None),
        ("https://example.com/id/39105636", None),
    ],
)
def test_from_url(url: str, day: date | None) -> None:
    assert from_url(url) == day


def test_from_epoch() -> None:
    assert from_epoch(1543104000) == from_epoch(1543104000000) == date(2018, 11, 25)
    assert from_epoch(2018) is None
    assert from_epoch(float("inf")) is None
    assert from_epoch(float("nan")) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY, "en"),
        (
            "Die Brücke über die Orla ist seit Montag gesperrt, weil sich in zwei der Pfeiler Risse zeigen.",
            "de",
        ),
        (
            "Le pont sur la rivière est fermé depuis lundi parce que des fissures ont été trouvées dans les piliers.",
            "fr",
        ),
        (
            "El puente sobre el río está cerrado desde el lunes porque se encontraron grietas en los pilares.",
            "es",
        ),
        ("Мост через реку закрыт с понедельника, потому что в опорах нашли трещины.", "ru"),
        ("أغلق الجسر فوق النهر يوم الاثنين بعد أن وجد المهندسون شقوقا في الأعمدة", "ar"),
        ("橋は月曜日から閉鎖されている。技術者が柱に亀裂を見つけたためである。", "ja"),
        ("Orla", ""),
        ("", ""),
    ],
)
def test_language_of(text: str, language: str) -> None:
    assert language_of(text) == language


def test_names() -> None:
    assert publisher_name("http://abcnews.go.com") == "abcnews.go.com"
    assert publisher_name("@orla_daily") == "orla_daily"
    assert publisher_name("Press TV") == "Press TV"
    assert publisher_from_url("https://www.example.co.uk/a") == "example.co.uk"
    assert publisher_from_url("nonsense") == publisher_from_url("http://[") == ""
    assert author_names("By Ann Lee, Bo Chan and Cy Diaz") == ("Ann Lee", "Bo Chan", "Cy Diaz")
    assert author_names("https://example.com/ann") == ()
    assert language_code("pt_BR") == "pt"
    assert language_code("english") == ""


def test_draft_keeps_the_most_trusted_value() -> None:
    draft = Draft()
    draft.offer("title", "A guess", "first line", 0.6)
    draft.offer("title", "The title", "json-ld", 0.9)
    draft.offer("title", "Late", "meta tag", 0.9)
    draft.offer("url", "", "meta tag", 1.0)
    metadata = draft.metadata()
    assert metadata.title == "The title"
    assert metadata.provenance == {"title": Provenance("json-ld", 0.9)}


def test_text_without_structure() -> None:
    top = "News / Region\n\nBridge over Orla closed after cracks found\nBy Ann Lee\nNovember 25, 2018\n\n"
    text = f"{top}{STORY}\n© 2018 Orla Daily."
    metadata = complete(Metadata(), text, "a.txt")
    assert metadata.title == "Bridge over Orla closed after cracks found"
    assert metadata.authors == ("Ann Lee",)
    assert metadata.published == date(2018, 11, 25)
    assert metadata.publisher == "Orla Daily"
    assert metadata.language == "en"
    assert metadata.provenance["title"].origin == "first line"
    assert all(0 < provenance.confidence < 1 for provenance in metadata.provenance.values())


def test_a_crawl_clock_is_no_date_of_publication() -> None:
    for line in ("18:18 GMT20 April 2021", "Retrieved: 20 April 2021", "Updated: 20 April 2021", "20 April 2021"):
        assert complete(Metadata(), f"{line}\n{STORY}", "a.txt").published is None


def test_a_published_line_is_not_confused_by_an_update() -> None:
    line = "Published: 25 Nov 2018 | Updated: 20 April 2021"
    assert complete(Metadata(), f"{line}\n{STORY}", "a.txt").published == date(2018, 11, 25)


def test_dateline_address_and_file_name_state_the_day() -> None:
    dateline = f"ORLA, Nov. 25, 2018 (AP) - {STORY}"
    assert complete(Metadata(), dateline, "a.txt").published == date(2018, 11, 25)
    known = Metadata(url="https://www.example.com/2018/11/25/x", provenance={"url": Provenance("json-ld", 0.9)})
    assert complete(known, STORY, "a.txt").published == date(2018, 11, 25)
    assert complete(known, STORY, "a.txt").publisher == "example.com"
    assert complete(Metadata(), STORY, "news/2018-11-25-bridge.txt").published == date(2018, 11, 25)


def test_nothing_said_is_nothing_known() -> None:
    metadata = complete(Metadata(), STORY, "a.txt")
    assert metadata == Metadata(language="en", provenance={"language": Provenance("text", 0.8)})
