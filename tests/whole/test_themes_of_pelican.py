"""Themes that were made for Pelican: what they find of the portal's articles, and where they look for templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_plugins import build
from small_sites import an_article


def theme(site: Path, **templates: str) -> str:
    """Write a theme of a few templates; return the line of the settings that chooses it."""
    folder = site / "giao-dien" / "templates"
    folder.mkdir(parents=True)
    for name, text in templates.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return f"THEME = {str(folder.parent)!r}"


@pytest.mark.parametrize("name", ["simple", "notmyidea"])
def test_hidden_pages_and_articles_have_a_page_and_stand_in_no_menu_or_list(site: Path, name: str) -> None:
    """As in Pelican; who knows the address finds them."""
    (site / "content" / "trang").mkdir()
    (site / "content" / "trang" / "an.md").write_text("Tiêu đề: Trang kín\nTrạng thái: ẩn\n\nChữ.\n", "utf-8")
    (site / "content" / "trang" / "ro.md").write_text("Tiêu đề: Trang rõ\n\nChữ.\n", "utf-8")
    (site / "content" / "kin.md").write_text(an_article("Bài kín", "Trạng thái: ẩn"), "utf-8")

    done = build(site, more=f"THEME = {name!r}")

    assert done.returncode == 0, done.stdout + done.stderr
    output = site / "output"
    assert "Trang kín" in (output / "an" / "index.html").read_text("utf-8")
    assert "Bài kín" in (output / "tin-trong-huyen/2023/kin/index.html").read_text("utf-8")
    others = [path for path in output.rglob("*.html") if path.parent.name not in ("an", "kin")]
    assert len(others) > 4
    assert not [path for path in others if "kín" in path.read_text("utf-8")]
    assert "Trang rõ" in (output / "index.html").read_text("utf-8")


def test_languages_and_translations_are_passed_on(site: Path) -> None:
    """Articles of one slug in two languages know each other; two of one language that share a name do not."""
    more = theme(
        site,
        article="{{ article.lang }}:{% for one in article.translations %}{{ one.lang }}={{ one.url }} {% endfor %}",
        index="{% for one in articles %}{{ one.title }},{% endfor %}",
    )
    content = site / "content"
    (content / "bai.md").write_text(an_article("Bài", "Đường dẫn: bai"), "utf-8")
    (content / "paper.md").write_text(an_article("Paper", "Đường dẫn: bai", "Ngôn ngữ: en"), "utf-8")

    done = build(site, more=more)

    assert done.returncode == 0, done.stdout + done.stderr
    pages = {
        path.parent.name: path.read_text("utf-8").strip()
        for path in (site / "output").glob("*/2023/*/index.html")
    }
    texts = sorted(pages.values())
    assert any(text.startswith("en:vi=tin-trong-huyen/2023/bai") for text in texts), pages
    assert any(text.startswith("vi:en=tin-trong-huyen/2023/") for text in texts), pages
    assert "vi:" in texts
    assert "Paper" not in (site / "output" / "index.html").read_text("utf-8")


def test_templates_are_looked_up_by_pelicans_loader(site: Path) -> None:
    """Inherited from “simple”, by its name or without, in the theme, and in the folders that go before it."""
    more = theme(
        site,
        base='{% extends "!simple/base.html" %}{% block title %}Nhà{% endblock %}',
        rieng="<p>Mẫu riêng: {{ article.title }}</p>",
        sitemap="<p>Sơ đồ</p>",
    )
    (site / "truoc").mkdir()
    (site / "truoc" / "rong.html").write_text("<p>Mẫu rộng: {{ article.title }}</p>", "utf-8")
    more += f"; THEME_TEMPLATES_OVERRIDES = [{str(site / 'truoc')!r}]"
    for name in ("rieng", "rong", "archives"):
        (site / "content" / f"{name}.md").write_text(an_article(f"Bài {name}", f"Mẫu: {name}"), "utf-8")
    (site / "content" / "template.md").write_text(an_article("Bài khác", "Template: rieng"), "utf-8")

    done = build(site, more=more)

    assert done.returncode == 0, done.stdout + done.stderr
    section = site / "output/tin-trong-huyen/2023"
    assert "Mẫu riêng: Bài rieng" in (section / "rieng/index.html").read_text("utf-8")
    assert "Mẫu riêng: Bài khác" in (section / "template/index.html").read_text("utf-8")
    assert "Mẫu rộng: Bài rong" in (section / "rong/index.html").read_text("utf-8")
    assert "<title>Nhà</title>" in (site / "output/index.html").read_text("utf-8")
    (site / "content" / "la.md").write_text(an_article("Bài lạ", "Mẫu: khong-co"), "utf-8")
    assert "không có mẫu “khong-co”" in build(site, more=more).stdout


def test_names_and_titles_cannot_bring_code_into_a_theme_that_escapes_nothing(site: Path) -> None:
    """Pelican's themes print what they are given; an escaping filter escapes it no second time."""
    more = theme(
        site,
        article="{{ article.title }}|{{ article.title | e }}|{{ article.summary }}|{{ article.tags | join(',') }}",
    )
    article = an_article("Nước & đất <3", "Từ khóa: a & <b>", "Tóm tắt: 3 <b 5 & 6")
    (site / "content" / "ma.md").write_text(article, "utf-8")

    done = build(site, more=more)

    assert done.returncode == 0, done.stdout + done.stderr
    page = (site / "output/tin-trong-huyen/2023/ma/index.html").read_text("utf-8")
    assert "<" not in page
    assert page.split("|")[0] == page.split("|")[1]
    assert "&amp;amp;" not in page


def test_a_fault_of_a_theme_is_told_in_one_line(site: Path) -> None:
    """With the template and its line; nothing is public."""
    done = build(site, more=theme(site, article="\n{{ article.title | khong_co }}"))

    assert done.returncode == 2
    assert "giao diện có lỗi (article.html, dòng 2)" in done.stdout
    assert not (site / "output").exists()


def test_feeds_that_the_settings_ask_for_lie_where_the_theme_links_to(site: Path) -> None:
    """Beside the portal's own."""
    done = build(
        site, more='THEME = "simple"; FEED_ALL_ATOM = "tin.atom.xml"; SITEURL = "https://vi-du.gov.vn"'
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Bài tốt" in (site / "output/tin.atom.xml").read_text("utf-8")
    assert (site / "output/feeds/tat-ca.atom.xml").exists()
    assert "tin.atom.xml" in (site / "output/index.html").read_text("utf-8")


def test_settings_that_themes_are_made_for_do_what_pelican_documents(site: Path) -> None:
    """Order, pages of lists, lengths of feeds, filters, names and tests of Jinja, menus and links, dates."""
    more = theme(
        site,
        index="{{ GREETING }}|{% for one in articles_page.object_list %}{{ one.title | shout }},{% endfor %}|"
        "{% for one, _ in categories %}{{ one.slug }},{% endfor %}|{% for one in pages %}{{ one.title }},{% endfor %}|"
        "{% for title, url in MENUITEMS + LINKS + SOCIAL %}{{ title }},{% endfor %}|{{ 'a' is vowel }}|{{ dates[0].locale_date }}",
    )
    content = site / "content"
    for letter, section in (("c", "Tin trong huyện"), ("a", "Chiến lược – Định hướng – Quy hoạch")):
        text = an_article(f"Bài {letter}", date="28/11/2023").replace("Tin trong huyện", section)
        (content / f"{letter}.md").write_text(text, "utf-8")
    (content / "trang").mkdir()
    for letter in "xy":
        (content / "trang" / f"{letter}.md").write_text(f"Tiêu đề: Trang {letter}\n\nChữ.\n", "utf-8")
    settings = [
        "ARTICLE_ORDER_BY = 'title'",
        "PAGE_ORDER_BY = 'reversed-title'",
        "REVERSE_CATEGORY_ORDER = True",
        "DEFAULT_PAGINATION = 2",
        "FEED_ALL_ATOM = 'pelican.atom.xml'",
        "FEED_MAX_ITEMS = 1",
        "JINJA_FILTERS = {'shout': str.upper}",
        "JINJA_GLOBALS = {'GREETING': 'Xin chào'}",
        "JINJA_TESTS = {'vowel': lambda text: text in 'aeiou'}",
        "MENUITEMS = [('Menu', '/')]",
        "LINKS = [('Links', '/')]",
        "SOCIAL = [('Social', '/')]",
        "DEFAULT_DATE_FORMAT = '%d.%m.%Y'",
    ]

    done = build(site, more="\n".join([more, *settings]))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "[cai-dat]" not in done.stdout
    shown = (site / "output" / "index.html").read_text("utf-8")
    assert shown == (
        "Xin chào|BÀI A,BÀI C,|tin-trong-huyen,chien-luoc,|Trang y,Trang x,|Menu,Links,Social,|True|29.11.2023"
    )
    assert "BÀI TỐT" in (site / "output" / "index2.html").read_text("utf-8")
    assert (site / "output" / "pelican.atom.xml").read_text("utf-8").count("<entry>") == 1
