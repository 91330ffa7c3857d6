"""Every part that a page of the old portal had has its place on the new one."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image
from site_builds import build_site
from small_sites import NOW

PROJECT = Path(__file__).resolve().parents[2]
SEED = PROJECT.parent / "shared" / "seed" / "hoi-lhpn-huyen-tho-xuan.md"
OWN = """Tiêu đề: Hội LHPN huyện Thọ Xuân: một năm nhìn lại
Ngày đăng: 29/11/2023 (GMT+7)
Chuyên mục: Chiến lược - Định Hướng - Quy hoạch
Tác giả: Lê Hải, Trung tâm VHTT, TT và DL huyện Thọ Xuân
Tóm tắt: Năm 2023, toàn huyện có thêm 605 hội viên.

Số hội viên lên trên 40.000 người, đạt 86.1%.

![Hội viên trong một lớp học](PN tập huấn.jpg)
(Một lớp tập huấn cho chi hội trưởng)

Hội tổ chức 4 lớp cho 350 người: "Huyện đồng hành cùng cơ sở"./.
"""


def built_page(tmp_path: Path, text: str) -> tuple[BeautifulSoup, Path]:
    """Build the project's content with one more article and a photo beside it; return its page and the output."""
    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    beside = content / "bai-viet" / "moi"
    beside.mkdir()
    (beside / "hoi-phu-nu-thu.md").write_text(text, "utf-8")
    Image.new("RGB", (1600, 1067), "olive").save(beside / "PN tập huấn.jpg")
    result = build_site(content, tmp_path / "output", None, NOW, False)
    assert result.exit == 0, result.problems
    address = "chien-luoc-dinh-huong-quy-hoach/2023/hoi-phu-nu-thu/index.html"
    return BeautifulSoup(
        (tmp_path / "output" / address).read_text("utf-8"), "html.parser"
    ), tmp_path / "output"


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the only element that a selector finds."""
    found = page.select(selector)
    assert len(found) == 1, (selector, found)
    return found[0]


def text_of(element: Tag) -> str:
    """Return an element's words, its spaces and no-break spaces as one."""
    return " ".join(element.get_text().split())


@pytest.mark.parametrize("which", ["own", "shared"])
def test_nothing_of_the_old_page_is_missed(with_pictures: Path, which: str) -> None:
    """Masthead, section, title, date, lead, photo with caption, body to its last mark, byline, other news."""
    if which == "shared" and not SEED.exists():
        pytest.skip("../shared is absent: the real article was not tried")
    source = OWN if which == "own" else SEED.read_text("utf-8")
    page, output = built_page(with_pictures, source)
    title = re.search(r"Tiêu đề: (.*)", source)
    lead = re.search(r"Tóm tắt: (.*)", source)
    caption = re.search(r"^\((.*)\)$", source, re.MULTILINE)
    assert title
    assert lead
    assert caption

    assert "Thọ Xuân" in text_of(one(page, ".masthead__name"))
    assert text_of(page.select(".breadcrumb a")[-1]) == "Chiến lược – Định hướng – Quy hoạch"
    assert text_of(one(page, "h1")) == title[1]
    moment = one(page, ".article__header time")
    assert (moment["datetime"], text_of(moment)) == ("2023-11-29", "29/11/2023")
    # A day alone has no hour that a zone would be of.
    assert "(GMT+7)" not in text_of(one(page, ".article__header"))
    assert text_of(one(page, ".article__lead")) == lead[1]

    image = one(page, ".prose figure img")
    assert re.fullmatch(r"/anh/pn-tap-huan-[0-9a-f]+-960\.jpg", str(image["src"]))
    assert (output / str(image["src"])[1:]).is_file()
    assert image["alt"]
    assert (int(str(image["width"])), int(str(image["height"]))) == (1440, 960)
    assert text_of(one(page, ".prose figcaption")) == caption[1]

    body = text_of(one(page, ".prose"))
    assert body.endswith("./.")
    for number in re.findall(r"\d[\d.]*", source.split("\n\n", 1)[1]):
        assert number.rstrip(".") in body

    people = page.select('a[href="/tac-gia/le-hai/"]')
    assert [text_of(link) for link in people] == ["Lê Hải"]
    organisation = page.select('.article a[href^="/co-quan/"]')
    assert [text_of(link) for link in organisation] == ["Trung tâm VHTT, TT và DL huyện Thọ Xuân"]
    assert "Các tin khác" in [text_of(heading) for heading in page.select("h2")]
    others = [str(link["href"]) for link in page.select(".others a")]
    assert others
    assert not any("hoi-phu-nu-thu" in href for href in others)


def test_the_end_mark_stays_in_the_article_alone(with_pictures: Path) -> None:
    """Summaries, feeds and descriptions do not carry the "./." that ends an article."""
    page, output = built_page(
        with_pictures, OWN.replace("Tóm tắt: Năm 2023, toàn huyện có thêm 605 hội viên.\n", "")
    )
    assert "./." in one(page, ".prose").get_text()
    assert "./." not in str(one(page, 'meta[name="description"]')["content"])
    feed = json.loads((output / "feeds" / "tat-ca.json").read_text("utf-8"))
    assert not any("./." in item["content_text"] for item in feed["items"])
