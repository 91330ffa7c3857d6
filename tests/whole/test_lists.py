"""Lists of the portal: who stands in them, in which order, how they are divided."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup
from small_sites import Build, an_article

from plugins.vietnamese.collation import sort_key


def texts(page: Path, selector: str) -> list[str]:
    """Return the words of what a selector finds on a page."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    return [" ".join(element.get_text().split()) for element in soup.select(selector)]


def test_a_section_has_pages_of_twenty_and_years(site: Path, build: Build) -> None:
    """45 articles and the first one make two pages; each year has its list; nobody is lost or told twice."""
    for number in range(45):
        date = f"{1 + number % 28:02}/{1 + number % 12:02}/{2018 + number % 5}"
        (site / "content" / f"tin-{number}.md").write_text(an_article(f"Tin số {number}", date=date), "utf-8")
    assert build().exit == 0
    section = site / "output" / "tin-trong-huyen"

    pages = [section / "index.html", section / "trang/1/index.html"]
    titles = [texts(page, ".lead-story__title, .teaser__title") for page in pages]
    assert [len(found) for found in titles] == [26, 20]
    assert len({title for found in titles for title in found}) == 46
    assert not (section / "trang/2").exists()
    assert [len(texts(page, ".lead-story__title")) for page in pages] == [1, 0]
    years = {path.parent.name: len(texts(path, ".teaser__title")) for path in section.glob("2*/index.html")}
    assert years == {"2018": 9, "2019": 9, "2020": 9, "2021": 9, "2022": 9, "2023": 1}
    dates = [
        time["datetime"]
        for page in pages
        for time in BeautifulSoup(page.read_text("utf-8"), "html.parser").select(
            "main .lead-story time, main .teaser time"
        )
    ]
    assert dates == sorted(dates, reverse=True)


def test_names_are_in_vietnamese_order(site: Path, build: Build) -> None:
    """Writers and tags: a ă â b c d đ, and the tones ngang huyền hỏi ngã sắc nặng."""
    names = [
        "Đào Thị Ân",
        "Dương Văn Anh",
        "Ân Văn Ba",
        "An Thị Ba",
        "Ăng Thị Ba",
        "Lê Thị Hạnh",
        "Lê Thị Hà",
        "Lê Thị Han",
    ]
    for number, name in enumerate(names):
        text = an_article(f"Bài {number}", f"Thẻ: {name.split()[-1]}{number}").replace("Lê Hải", name)
        (site / "content" / f"b{number}.md").write_text(text, "utf-8")
    assert build().exit == 0

    listed = texts(site / "output" / "tac-gia" / "index.html", 'main li a[href^="/tac-gia/"]')[1:]
    assert set(names) <= set(listed)
    assert listed == sorted(listed, key=sort_key)
    assert listed.index("Dương Văn Anh") < listed.index("Đào Thị Ân")
    assert [name for name in listed if name.startswith("Lê Thị")] == [
        "Lê Thị Hà",
        "Lê Thị Han",
        "Lê Thị Hạnh",
    ]
    tags = texts(site / "output" / "the" / "index.html", 'main li a[href^="/the/"]')[1:]
    assert tags == sorted(tags, key=sort_key)


def test_other_news_are_newer_then_older_and_never_the_article(site: Path, build: Build) -> None:
    """The newer ones first, of each at most five, the nearest."""
    for day in range(1, 15):
        text = an_article(f"Tin ngày {day}", date=f"{day:02}/05/2024")
        (site / "content" / f"ngay-{day}.md").write_text(text, "utf-8")
    assert build().exit == 0

    page = site / "output/tin-trong-huyen/2024/ngay-7/index.html"
    heading, others = (
        "Các tin khác",
        (site / "output/tin-trong-huyen/2024/ngay-7/index.html").read_text("utf-8"),
    )
    days = [
        int(day) for day in re.findall(r">Tin\sngày\s(\d+)</a>", others.split(heading)[1].split("</main>")[0])
    ]
    assert days == [12, 11, 10, 9, 8, 6, 5, 4, 3, 2]
    assert texts(page, "h1") == ["Tin ngày 7"]


def test_hidden_withdrawn_and_expired_articles_leave_lists_and_keep_their_pages(
    site: Path, build: Build
) -> None:
    """Their address answers, with a notice where there is one to give; no list, feed or map names them."""
    for name, more in (
        ("an", "Trạng thái: ẩn"),
        ("thu-hoi", "Trạng thái: thu hồi"),
        ("het-han", "Hết hạn: 01/06/2024"),
    ):
        (site / "content" / f"{name}.md").write_text(an_article(f"DAU-RIENG {name}", more), "utf-8")
    assert build().exit == 0
    output = site / "output"

    notices = {
        name: texts(output / f"tin-trong-huyen/2023/{name}/index.html", "main .notice")
        for name in ("an", "thu-hoi", "het-han")
    }
    assert notices["an"] == []
    assert "thu hồi" in notices["thu-hoi"][0]
    assert "hết hạn" in notices["het-han"][0]
    naming = {
        path.relative_to(output).as_posix()
        for path in output.rglob("*")
        if path.is_file() and b"DAU-RIENG" in path.read_bytes()
    }
    assert naming == {f"tin-trong-huyen/2023/{name}/index.html" for name in notices}


def test_organisations_and_standing_pages_are_in_vietnamese_order_too(site: Path, build: Build) -> None:
    """The index of organisations, the foot of every page, and the site map; sections keep the order of their data file."""
    names = [
        "Ủy ban",
        "Đoàn xã",
        "Doanh trại",
        "Ấn phẩm",
        "Ban Văn hóa",
        "Bàn cờ",
        "Ăn uống",
        "Ôn tập",
        "Oai hùng",
    ]
    ordered = [
        "Ăn uống",
        "Ấn phẩm",
        "Bàn cờ",
        "Ban Văn hóa",
        "Doanh trại",
        "Đoàn xã",
        "Oai hùng",
        "Ôn tập",
        "Ủy ban",
    ]
    (site / "content" / "trang").mkdir()
    data = site / "content" / "du-lieu" / "tac-gia.toml"
    data.write_text(
        data.read_text("utf-8") + "".join(f'[[co-quan]]\nten = "{name}"\n' for name in names), "utf-8"
    )
    for number, name in enumerate(names):
        text = an_article(f"Bài {number}").replace("Lê Hải", name)
        (site / "content" / f"b{number}.md").write_text(text, "utf-8")
        (site / "content" / "trang" / f"t{number}.md").write_text(f"Tiêu đề: {name}\n\nMột câu.\n", "utf-8")
    result = build()
    assert result.exit == 0, result.problems
    output = site / "output"

    assert ordered == sorted(names, key=sort_key) != sorted(names)
    assert texts(output / "co-quan" / "index.html", '.index-list a[href^="/co-quan/"]') == ordered
    footer = texts(output / "index.html", ".footer__links a")
    assert [name for name in footer if name in names] == ordered
    tree = texts(output / "so-do-cong" / "index.html", "main .tree a")
    assert [name for name in tree if name in names] == ordered
    assert [name for name in tree if name in ("Chiến lược – Định hướng – Quy hoạch", "Tin trong huyện")] == [
        "Chiến lược – Định hướng – Quy hoạch",
        "Tin trong huyện",
    ]


def test_every_index_of_the_portal_is_sorted(published: Path) -> None:
    """The project's own writers, organisations and tags stand in Vietnamese order, its years the latest first."""
    for base in ("tac-gia", "co-quan", "the"):
        names = texts(published / base / "index.html", ".index-list a")
        assert names
        assert names == sorted(names, key=sort_key), base
    years = texts(published / "luu-tru" / "index.html", ".index-list > li > a")
    assert len(years) > 5
    assert years == sorted(years, reverse=True)
    footer = texts(published / "index.html", "[aria-labelledby=ve-cong-cuoi-trang] a")
    standing = footer[: footer.index("Sổ quy hoạch")]
    assert len(standing) > 4
    assert standing == sorted(standing, key=sort_key)
