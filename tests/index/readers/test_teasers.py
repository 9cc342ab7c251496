"""What a web page's data holds of the article, against what the page shows."""

import json

import pytest

from tests.index.readers.files import Write

CHINESE = [
    f"工程师在第{n}根桥墩上发现裂缝后，奥拉河大桥于{n}月关闭，市长表示修复工作至少需要{n}个星期，渡轮每{n}分钟一班。"
    for n in "一二三四五六七八九"
]


@pytest.mark.parametrize("teaser", [CHINESE[0][:24] + "……", CHINESE[0].replace("，", " "), "……", "大桥"])
def test_a_teaser_does_not_replace_the_page_in_a_script_without_spaces(write: Write, teaser: str) -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": "大桥关闭", "articleBody": teaser})
    head = f'<meta charset="utf-8"><script type="application/ld+json">{data}</script>'
    body = "".join(f"<p>{line}</p>" for line in CHINESE)
    [article], _ = write("a.html", f"<html><head>{head}</head><body><article>{body}</article></body></html>")
    assert article.text.split("\n") == CHINESE


def test_an_article_that_the_page_does_not_show_is_used_in_a_script_without_spaces(write: Write) -> None:
    body = "\n\n".join(CHINESE)
    data = json.dumps({"@type": "NewsArticle", "headline": "大桥关闭", "articleBody": body})
    shown = "".join(f"<article><h2>其他新闻{n}</h2><p>记者，{n}月{n}日，体育版</p></article>" for n in range(9))
    head = f'<meta charset="utf-8"><script type="application/ld+json">{data}</script>'
    [article], _ = write("a.html", f"<html><head>{head}</head><body>{shown}</body></html>")
    assert article.text == body
