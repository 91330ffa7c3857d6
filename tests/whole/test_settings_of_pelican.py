"""Settings that are honoured do what they do in stock Pelican, on the same small site with the same theme."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import fork_server
import pytest
from small_plugins import build, own_theme
from small_sites import PROJECT, an_article

# The facts of an article or page, a line each.
FACTS = """{% set one = article or page %}{{ one.title }}|{{ one.category }}|{{ one.date.strftime('%Y-%m-%d') if one.date }}|
{{- one.author }}|{{ one.tags | default([], true) | join(',') }}|{{ one.url }}|{{ one.summary | striptags | trim }}"""
SETTINGS = {
    "metadata": """DEFAULT_METADATA = {"tags": "chung, riêng", "lang": "en"}
DEFAULT_CATEGORY = "Chung"
USE_FOLDER_AS_CATEGORY = False
AUTHOR = "Lê Hải"
DEFAULT_DATE = (2020, 5, 6)
SUMMARY_MAX_LENGTH = 4
""",
    "paths": r"""FILENAME_METADATA = r"(?P<date>\d{4}-\d{2}-\d{2})_(?P<slug>.*)"
PATH_METADATA = r"(?P<category>[^/]+)/.*"
DEFAULT_CATEGORY = "khác"
AUTHOR = "Lê Hải"
SUMMARY_MAX_LENGTH = 50
""",
    "addresses": """ARTICLE_URL = "bai/{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = "bai/{date:%Y}/{date:%m}/{slug}/index.html"
PAGE_URL = "gioi/{slug}.html"
PAGE_SAVE_AS = "gioi/{slug}.html"
SLUGIFY_SOURCE = "title"
AUTHOR = "Lê Hải"
DEFAULT_DATE = (2020, 5, 6)
SUMMARY_MAX_LENGTH = 50
""",
}
COMMON = """SITENAME = "Nhỏ"
SITEURL = ""
PATH = "content"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
THEME = "giao-dien"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PLUGINS = []
NOW = "2024-06-30T08:00:00+07:00"
"""
OURS = """import sys
sys.path.insert(0, {project!r})
PELICAN_CLASS = "plugins.Portal"
OPEN_SECTIONS = True
"""
WITHOUT = "Title: Một bài dài\nSlug: mot-bai\n\nMột hai ba bốn năm sáu.\n"
FILES = {
    "content/tin/2024-01-02_hop-dan.md": "Title: Họp dân\nDate: 2024-01-02\nSummary: Ngắn.\n\nChữ.\n",
    "content/tin/khong-ngay.md": WITHOUT,
    "content/o-goc.md": "Title: Ở gốc\nDate: 2023-07-08\nCategory: Riêng\nAuthor: Lan\nTags: của bài\n\nChữ ở gốc.\n",
    "content/pages/ve.md": "Title: Về chúng tôi\nSummary: Về.\n\nChữ.\n",
}


def built(site: Path, settings: str, *, stock: bool = False) -> dict[str, str]:
    """Build a site, by nothing but Pelican or by ours; return the facts on each page of an article or a standing page, by its file."""
    (site / "giao-dien" / "templates").mkdir(parents=True)
    for name in ("article", "page"):
        (site / "giao-dien" / "templates" / f"{name}.html").write_text(FACTS, "utf-8")
    for path, text in FILES.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    if "DEFAULT_DATE" not in settings:
        (site / "content/tin/khong-ngay.md").write_text(f"Date: 2024-02-03\n{WITHOUT}", "utf-8")
    (site / "pelicanconf.py").write_text(settings, "utf-8")
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", "ra"]
    if stock:
        done = subprocess.run(command, cwd=site, capture_output=True, encoding="utf-8", check=False)
    else:
        done = fork_server.run(command, cwd=site)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "không có tác dụng" not in done.stdout
    texts = {path.relative_to(site / "ra").as_posix(): path for path in (site / "ra").rglob("*.html")}
    pages = {name: path.read_text("utf-8") for name, path in texts.items()}
    return {name: text for name, text in pages.items() if text.count("|") == 6}


@pytest.mark.parametrize("kind", SETTINGS)
def test_settings_do_what_they_do_in_stock_pelican(tmp_path: Path, kind: str) -> None:
    """The same facts of every article and page; where a setting is about addresses, at the same places too."""
    stock = built(tmp_path / "goc", COMMON + SETTINGS[kind], stock=True)
    ours = built(tmp_path / "cong", COMMON + SETTINGS[kind] + OURS.format(project=str(PROJECT)))

    assert len(stock) == len(FILES)
    if kind == "addresses":
        assert ours.keys() == stock.keys()
        assert {place: told(text) for place, text in ours.items()} == {
            place: told(text) for place, text in stock.items()
        }
    else:
        assert sorted(map(without_address, ours.values())) == sorted(map(without_address, stock.values()))


def told(text: str) -> str:
    """Return the facts of a page that both tell alike: a standing page has no day, section or author here, and no space goes before “…”."""
    title, category, day, author, tags, address, summary = text.replace(" …", "…").split("|")
    if "Về" in title:
        category = day = author = ""
    return "|".join((title, category, day, author, tags, address, summary))


def without_address(text: str) -> str:
    """Return the same without the address, which is the portal's where no setting is about it."""
    return "|".join(one for place, one in enumerate(told(text).split("|")) if place != 5)


def test_links_templates_and_prose_of_settings_hold_under_our_theme(site: Path) -> None:
    """In the menu, at the foot, as a page of its own and in the text; a link may lead to such a page."""
    (site / "content" / "mau").mkdir()
    template = (
        "{% for one in articles %}<a href='/{{ one.url }}'>{{ one.title }}</a>{% endfor %}{{ SITENAME }}"
    )
    (site / "content" / "mau" / "the.html").write_text(template, "utf-8")
    article = an_article('Bài "gõ" - thẳng', body='[TOC]\n\n## Mục\n\n"Chữ" [thẻ](/the.html)')
    (site / "content" / "dai.md").write_text(article, "utf-8")
    lines = [
        'MENUITEMS = [("Các thẻ", "/the.html"), ("Chết", "/khong-co/")]',
        'LINKS = [("Tỉnh", "https://tinh.gov.vn/"), ("Xấu", "javascript:x")]',
        'TEMPLATE_PAGES = {"mau/the.html": "the.html"}',
        'MARKDOWN = {"extensions": ["toc"]}',
        "TYPOGRIFY = False",
    ]

    done = build(site, more="\n".join(lines))

    assert done.returncode == 0, done.stdout + done.stderr
    output = site / "output"
    page = (output / "tin-trong-huyen/2023/dai/index.html").read_text("utf-8")
    assert page.count('href="/the.html">Các thẻ') == 2
    assert '<a href="https://tinh.gov.vn/">Tỉnh</a>' in page
    assert '"Chữ"' in page
    assert "Bài &#34;gõ&#34; - thẳng" in page
    assert '<div class="toc">' in page
    assert "javascript:x" not in page
    assert "/khong-co/" not in page
    assert "“/khong-co/” không có trên cổng" in done.stdout
    made = (output / "the.html").read_text("utf-8")
    assert "Bài &quot;gõ&quot; - thẳng" in made or 'Bài "gõ" - thẳng' in made
    assert "A Pelican Blog" not in made
    failed = build(site, more='TEMPLATE_PAGES = {"mau/khong.html": "../the.html"}')
    assert failed.returncode == 2
    assert "ngoài thư mục xuất" in failed.stdout


def test_settings_of_lists_feeds_and_templates_hold_under_our_theme(site: Path) -> None:
    """Pages of so many articles, feeds of so many, addresses as a pattern says, a filter that the theme calls; the second build too."""
    for number in range(1, 4):
        (site / "content" / f"bai-{number}.md").write_text(an_article(f"Bài thứ {number}"), "utf-8")
    theme = own_theme(site, article="<p>{{ 'loc rieng' | to_chu }}</p>")
    lines = [
        theme,
        "DEFAULT_PAGINATION = 2",
        "FEED_MAX_ITEMS = 1",
        "JINJA_FILTERS = {'to_chu': str.upper}",
        'ARTICLE_SAVE_AS = "bai-viet/{date:%Y}/{slug}.html"',
    ]
    for _ in range(2):
        done = build(site, more="\n".join(lines))
        assert done.returncode == 0, done.stdout + done.stderr
        output = site / "output"
        assert "LOC RIENG" in (output / "bai-viet/2023/bai-1.html").read_text("utf-8")
        assert (output / "tin-trong-huyen" / "trang" / "2" / "index.html").is_file()
        assert (output / "feeds" / "tat-ca.atom.xml").read_text("utf-8").count("<entry>") == 1
