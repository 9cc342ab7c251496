import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cleaning import clean, repeated_lines
from index.furniture import rule_for

BODY = (
    "The bridge over the Orla was closed on Monday after engineers found cracks in two of its pillars.\n\n"
    "Mayor Dana Voss said repairs would take at least six weeks.\n\n"
    "Ferries will run every ten minutes until the bridge opens again, the harbour office said."
)

FURNITURE = [
    ("18:18 GMT20 April 2021", "page clock"),
    ("Listen Live", "live broadcast"),
    ("Get short URL", "short address"),
    ("SHARE THIS ARTICLE", "share line"),
    ("Facebook Twitter WhatsApp Email", "share line"),
    ("Follow us on Telegram", "follow line"),
    ("Follow Jane Doe on Twitter", "follow line"),
    ("Sign up for our daily newsletter", "newsletter line"),
    ("Get the best stories in your inbox every morning.", "newsletter line"),
    ("READ MORE: Troops enter the town", "link to another article"),
    ("Also read: Troops enter the town", "link to another article"),
    ("Related Articles", "link to another article"),
    ("(Photo by AFP)", "photo credit"),
    ("Photo: John Smith / Getty Images", "photo credit"),
    ("Reuters/Omar Sanadiki", "photo credit"),
    ("A man walks past a burnt bus in Homs. (Photo by AFP)", "photo caption"),
    ("A man walks past a bus in Homs (AP Photo/Hassan Ammar)", "photo caption"),
    ("© 2018 Example Media. All rights reserved.", "copyright line"),
    ("We use cookies to improve your experience on our website.", "cookie notice"),
    ("Community standardsDiscussion", "comment section"),
    ("12 Comments", "comment section"),
    ("The paper's site can also be reached at these alternate addresses:", "alternate addresses"),
    ("www.example.co.uk", "web address"),
    ("Advertisement - Continue reading below", "advertisement"),
    ("If you buy something through our links, we may earn a commission.", "affiliate notice"),
    ("Download our app", "app line"),
    ("5 min read", "reading time"),
    ("Tags: Syria, Aleppo", "tag line"),
    ("Published: 25 Nov 2018 18:22 GMT", "date line"),
    ("Updated on November 25, 2018 at 6:22 p.m.", "date line"),
    ("Jane Doe can be reached at jdoe@example.com.", "author note"),
    ("Home > World > Syria", "navigation"),
    ("Want more harbour news? Sign up for the Orla Courier's free newsletter to get it first.", "newsletter line"),
    ("***Please sign up for Courier Newsletters and download the app to keep up.***", "newsletter line"),
    ("Subscribe to Courier Plus to read this article", "subscription line"),
    ("Want to keep your favourite stories? Start your Courier Plus subscription today.", "subscription line"),
    ("Also read- Troops enter the town", "link to another article"),
    ("What do you think about the bridge? Let us know in the comments and share this!", "comment section"),
    ("discuss this in the forum (12 posts) |", "comment section"),
    ("This story was originally published November 25, 2018, 11:09 AM.", "date line"),
    ("You can email Jane Doe at jdoe@example.com or write to P.O. Box 7.", "author note"),
    ("Contributing: Orla Press; Ann Lee, Bo Chan, and Cy Diaz", "author note"),
    ("The Courier's Ann Lee and Bo Chan contributed to this report.", "author note"),
    ("Reporting by Ann Lee; editing by Bo Chan", "author note"),
    ("(Reporting by Ann Lee in Port Orla. Additional reporting by Bo Chan)", "author note"),
    ("Foto di Anna Rossi", "photo credit"),
    ("We may get a small commission from purchases.", "affiliate notice"),
    ("We receive compensation when you click on a link and make a purchase.", "affiliate notice"),
    ("Register to continue reading", "subscription line"),
    ("Sign in to save articles.", "subscription line"),
    ("Start your day with our morning newsletter", "newsletter line"),
    ("Stay informed with our evening alerts.", "newsletter line"),
    ("What do you think? Leave a comment below!", "comment section"),
    ("Ann Lee can be reached at 555-0100-22.", "author note"),
    ("Follow Ann Lee on Twitter at @annlee, or write to her at ann@orla.example.", "follow line"),
]

SENTENCES = [
    "Published in 2017, the book sold 3 million copies.",
    "Updated figures from 2018 show a rise in attacks",
    "Like many on social media, he was shocked by the attack.",
    "Stay-at-home mothers who write newsletters about parenting earn more.",
    "We baked cookies for the soldiers, she said.",
    "The regulator said sites use cookies to track people without consent.",
    "Images from the scene showed buildings in flames.",
    "Photos by Reuters showed the damage.",
    "The ministry blamed the rebels for the attack, he said. (Reuters)",
    "The maker also announced a model for brands (a logo on a toothpaste tube in a picture of a bathroom.)",
    "The village can be reached only by boat.",
    "Workers will receive compensation for the strike.",
    "Inspectors visited the following sites:",
    "Share prices fell on Monday after the report.",
    "Follow the money, he said.",
    "Read the statement carefully, the judge said.",
    "More than 100 people were hospitalised.",
    "Copyright law does not protect facts, the court held.",
    "Comments by the minister were criticised.",
    "Advertisements for the drug were banned.",
    "Save the children, the banner said.",
    "Home Secretary Ann Marsh resigned",
    "World leaders gathered in Paris",
    "Date: Saturday, Dec. 23 | Time: 3:30 p.m. ET",
    "Posted to Aleppo in 2012, the officer defected",
    "See: the court already ruled.",
    "Discussion of the motion was postponed.",
    "Subscribe to the theory, and you must accept its consequences.",
    "Readers who want more can sign up for a newsletter, the editor said.",
    "Reporting by three newspapers led to the inquiry.",
    "Rain and wind contributed to this report's delay.",
    "Let us know the truth, the crowd shouted.",
    "This story was first published in 1920 and is set in Dublin.",
    "Also read out in court were two letters",
    "“They promised us that we would receive compensation within a month,” said Cy Diaz, whose house was flooded.",
    "The fishermen expect that the council will let us receive compensation from the port.",
    "The clerk says we get commission only when a boat is sold.",
    "Follow the cargo on Facebook, the harbour master told the crew on Monday.",
    "By using the site, the lawyers said, the firm agreed to set cookies to track browsing of its rivals.",
    "We ask all captains to set aside privacy concerns and accept the cookies policy, the mayor said.",
    "Contact with the ferry was lost; its pilot had written to ann@orla.example an hour before.",
    "Register to vote to continue the work of this town.",
    "Sign up to continue the strike, the pilots told us in an email.",
    "Get out of your inbox and on to the river.",
    "Stay away from your inbox on the first day of a holiday.",
    "“Subscribe to our newsletter” was all that the page showed.",
    "What do you think of the mayor's comments about the bridge?",
    "The lighthouse can be reached in 150 minutes on foot.",
    "All rights reserved for the islanders, the court said.",
    "Available on Android since May, the ferry app has grown, the firm said.",
    "Download the ferry app now, the harbour office urged travellers.",
]


@pytest.mark.parametrize(("line", "rule"), FURNITURE)
def test_furniture_has_a_rule(line: str, rule: str) -> None:
    assert rule_for(line) == rule


@pytest.mark.parametrize("line", SENTENCES)
def test_an_article_s_own_line_has_none(line: str) -> None:
    assert rule_for(line) == ""


def test_top_of_a_scraped_page() -> None:
    top = "News / Region\n18:18 GMT20 April 2021\nListen Live\nMiddle East\nGet short URL\nBy Ann Lee\n\n"
    cleaned = clean(top + BODY)
    assert cleaned.text == BODY
    assert [(removed.line, removed.rule) for removed in cleaned.removed] == [
        (1, "navigation"),
        (2, "page clock"),
        (3, "live broadcast"),
        (4, "section name"),
        (5, "short address"),
        (6, "byline"),
    ]


def test_bottom_of_a_scraped_page() -> None:
    bottom = (
        "\n\nCouncil Approves New Ferry Line Despite Protests\nTwo Hurt in Fire at Old Mill\n"
        "Harbour Office to Hire Forty Pilots by Summer\nbridge, ferries, Orla, Dana Voss\nLeave a comment\nOrla Roku"
    )
    cleaned = clean(BODY + bottom)
    assert cleaned.text == BODY
    assert [removed.rule for removed in cleaned.removed] == [
        *["related headlines"] * 3,
        "tag list",
        "comment section",
        "footer",
    ]


def test_a_photo_s_description_goes_with_its_credit() -> None:
    cleaned = clean("bridge orla november 2018\n© Orla Press via ReutersCracks in the bridge\n" + BODY)
    assert [removed.rule for removed in cleaned.removed] == ["image description", "photo credit"]
    assert cleaned.text == BODY


def test_lists_and_subheads_of_the_article_stay() -> None:
    listed = (
        BODY + "\n\nWinners of the Orla Prize\n2023: Ann Lee\n2022: Bo Chan\n2021: Cy Diaz – Port Orla\n2020: Di Eck"
    )
    assert clean(listed).text == listed
    subheads = "What happened\n\n" + BODY + "\n\n'A Matter of Weeks'\n\n" + BODY
    assert clean(subheads).text == subheads


def test_the_article_s_own_lists_stay_above_a_footer() -> None:
    items = "\n\n- Best Ferry Captain - Ann Lee\n- Best Harbour Pilot - Bo Chan\n- Best Bridge Keeper - Cy Diaz"
    values = "\n\nFerry: Orla Queen, forty years old\nPrice per crossing: $4\nStars given: 3 out of 5"
    for own in (items, values):
        cleaned = clean(BODY + own + "\nLeave a comment")
        assert cleaned.text == BODY + own
        assert [removed.rule for removed in cleaned.removed] == ["comment section"]


def test_the_title_stays() -> None:
    text = "Photo: Orla Bridge\n\n" + BODY
    assert clean(text).removed
    assert clean(text, title="Photo: Orla Bridge").text == text


def test_spaces_are_collapsed_and_paragraphs_kept() -> None:
    assert (
        clean("  One\u00a0 day it rained.\n\n\n\n\tThen it  stopped.  \n").text
        == "One day it rained.\n\nThen it stopped."
    )


@given(
    st.lists(
        st.one_of(st.sampled_from([line for line, _ in FURNITURE] + SENTENCES), st.text(max_size=40)), max_size=30
    )
)
def test_every_line_is_kept_or_recorded(lines: list[str]) -> None:
    raw = "\n".join(lines)
    cleaned = clean(raw)
    removed = {removed.line: removed.text for removed in cleaned.removed}
    numbered = [(number, " ".join(line.split())) for number, line in enumerate(raw.split("\n"), start=1)]
    assert all(removed[number] == line for number, line in numbered if number in removed)
    kept = [line for number, line in numbered if line and number not in removed]
    assert [line for line in cleaned.text.split("\n") if line] == kept


def test_hostile_lines_take_no_time() -> None:
    lines = ["Date: " + "1" * 700 + "x", "Photo by " + "A" * 700 + "!", "Subscribe " + "a b " * 190, "(" * 100_000]
    lines += ["Share " + "on " * 14 + "x", "By " + "A " * 300, "a, " * 10_000, "Home" + " > A" * 200 + "."]
    started = time.perf_counter()
    clean("\n".join(lines))
    assert time.perf_counter() - started < 1.0


def test_repeated_lines_are_a_publisher_s_furniture() -> None:
    texts = [
        f"Orla Daily Online\nStory {n} tells of event {n} and of its long history in town.\nCall our desk"
        for n in range(4)
    ]
    assert repeated_lines(texts) == {"Orla Daily Online", "Call our desk"}
    cleaned = clean(texts[0], repeated=repeated_lines(texts))
    assert [removed.rule for removed in cleaned.removed] == ["repeated line", "repeated line"]


def test_background_and_copies_are_not_repeated_lines() -> None:
    background = "The bridge was built in 1911 and has been repaired three times since the great flood of 1953."
    texts = [
        f"Event number {n} shook the whole town on Monday, the mayor of Orla said.\n{background}" for n in range(4)
    ]
    assert repeated_lines(texts) == set()
    assert repeated_lines([BODY] * 5) == set()
    denial = ["“We did nothing wrong,” the firm said.", "He denies all the charges.", "Harbour talks go on."]
    follow_ups = [f"Hearing {n} of the trial took place on Monday in Orla.\n" + "\n".join(denial) for n in range(4)]
    assert repeated_lines(follow_ups) == set()
    assert repeated_lines([BODY, BODY]) == set()


UNSPACED = {
    "Chinese": (
        "奥拉河大桥关闭",
        "工程师在两根桥墩上发现裂缝后，奥拉河大桥于星期一关闭。\n市长表示，修复工作至少需要六个星期。\n"
        "“我们会尽快重新开放。”她说：“请大家耐心等待。”\n渡轮每十分钟一班。",
        "关于我们",
    ),
    "Japanese": (
        "オルラ川の橋が閉鎖",
        "橋脚に亀裂が見つかり、オルラ川の橋は月曜日に閉鎖された。\n市長は「修理には少なくとも六週間かかる。」\n"
        "渡し船は十分ごとに出ると港湾事務所は述べた。",
        "会社概要",
    ),
    "Thai": (
        "ปิดสะพานข้ามแม่น้ำ",
        "วิศวกรพบรอยร้าวที่ตอม่อสองต้นจึงสั่งปิดสะพานเมื่อวันจันทร์\n"
        "นายกเทศมนตรีกล่าวว่าการซ่อมแซมจะใช้เวลาอย่างน้อยหกสัปดาห์\nเรือข้ามฟากจะออกทุกสิบนาทีจนกว่าสะพานจะเปิด",
        "ติดต่อเรา",
    ),
}
"""Title, article and a line of a page's footer, in scripts without spaces between words."""


@pytest.mark.parametrize("language", UNSPACED)
@pytest.mark.parametrize("furniture", ["Facebook Twitter", "www.example.org/a"])
def test_an_article_in_a_script_without_spaces_stays_below_furniture(language: str, furniture: str) -> None:
    title, body, footer = UNSPACED[language]
    cleaned = clean(f"{title}\n{furniture}\n{body}\n{furniture}\n{footer}")
    assert cleaned.text.replace("\n\n", "\n") == f"{title}\n{body}"
    assert [removed.text for removed in cleaned.removed] == [furniture, furniture, footer]


@pytest.mark.parametrize("language", UNSPACED)
def test_copies_in_a_script_without_spaces_are_no_furniture(language: str) -> None:
    title, body, footer = UNSPACED[language]
    assert repeated_lines([f"{title}\n{body}\n{footer}"] * 3) == set()
    sentences = body.split("\n")
    articles = [f"{sentences[0]}\n{n} {title}\n{sentences[1]} {n}。\n{footer}" for n in range(4)]
    assert repeated_lines(articles) == {footer}


def test_copies_of_a_text_without_sentences_are_no_furniture() -> None:
    assert repeated_lines(["Ferry times\nMonday 9 to 5\nTuesday 9 to 6\nSunday none"] * 3) == set()


def test_an_address_that_runs_into_a_sentence_is_no_web_address() -> None:
    assert rule_for("www.example.org报道，大桥关闭。") == ""
    assert rule_for("https://example.org/大桥") == "web address"
