"""Every template makes a whole page of whatever its view holds."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small_portals import NOW, a_site, a_standing_page, a_story, an_office

from plugins.article.facts import ArticleChange, ChangeKind, NamedSource, RegisterFacts, Span
from plugins.author.people import Byline
from plugins.building.assembly.assets import published_paths, read_assets
from plugins.lifecycle.outcome import Outcome
from plugins.office.office_data import Office
from plugins.pages.page import Page
from plugins.pages.page_kinds import all_pages, template_of
from plugins.pages.render import Renderer
from plugins.pages.site import Site
from plugins.pages.view_parts import File, Link, Moment, PhotoView
from plugins.pages.views import Contact, MenuItem, RegisterView, Urgent
from plugins.publishing.hosting.http_headers import headers_of

THEME = Path(__file__).resolve().parents[2] / "theme"
TEMPLATES = THEME / "templates"
MARK = "<i>“&\"'"
ASSETS = {name: f"/{published}" for name, published in published_paths(read_assets(THEME)).items()}


def full_site(mark: str = "") -> Site:
    """Return a portal in which every field of every view holds something, each text with a mark in it."""
    photo = PhotoView(
        *("/anh/a.jpg", 640, 400, f"Ảnh {mark}", f"Chú thích {mark}"),
        credit=f"Ảnh: Lê Hải {mark}",
        full="/anh/a.jpg",
    )
    file = File(f"tep {mark}.pdf", "/tai-lieu/tep.pdf", "PDF", "92 kB", pages=12)
    draft = RegisterFacts(
        *(f"Dự thảo {mark}", f"1/QĐ {mark}", None, f"Ủy ban {mark}", f"2021–2030 {mark}"),
        consultation=Span(date(2024, 6, 1), date(2024, 6, 30)),
        disclosure=Span(date(2024, 6, 1), date(2024, 12, 31)),
    )
    decided = replace(draft, issued=date(2024, 1, 10), consultation=None)
    letter = RegisterFacts(f"Công văn {mark}", f"9/UBND {mark}", date(2024, 5, 2), field=f"Đất {mark}")
    rich = a_story(
        "du",
        NOW - timedelta(hours=1),
        "quy-hoach",
        title=f"Đủ {mark}",
        summary=f"Tóm tắt {mark}.",
        modified=NOW,
        changes=(
            ArticleChange(ChangeKind.CORRECTION, NOW, f"Bài trước viết sai {mark}."),
            ArticleChange(ChangeKind.UPDATE, NOW - timedelta(minutes=5), f"Sửa số liệu {mark}."),
        ),
        source=NamedSource(f"Báo {mark}", "https://vi-du.vn/?a=1&b=2"),
        register=draft,
        tags=["quy hoạch", "hội"],
    )
    stories = [
        replace(rich, photo=photo, cover=photo, files=(file,)),
        a_story("quyet-dinh", NOW - timedelta(days=2), "quy-hoach", register=decided),
        a_story("cong-van", NOW - timedelta(days=3), "quy-hoach", register=letter),
        a_story("khong-ten", NOW - timedelta(days=3), byline=Byline(), source=NamedSource("Báo")),
        a_story("thu-hoi", NOW - timedelta(days=4), outcome=Outcome.WITHDRAWN, title=f"Thu hồi {mark}"),
        *(a_story(f"tin-{day}", NOW - timedelta(days=5 + day), tags=["hội"]) for day in range(25)),
    ]
    page = a_standing_page("gioi-thieu", f"Giới thiệu {mark}", summary=f"Tóm tắt {mark}.", modified=NOW)
    missing = replace(a_standing_page("404", f"Lạc đường {mark}"), address="404.html")
    site = a_site(*stories, standing=[replace(page, files=(file,))], missing=missing)
    portal = replace(
        site.portal,
        name=f"Cổng {mark}",
        authority=f"Huyện {mark}",
        slogan=f"KHẨU HIỆU {mark}",
        notice=Urgent(f"Báo động {mark}", "/lien-he/", Moment("2024-07-02", f"02/07/2024 {mark}")),
        search=Link(f"Tìm {mark}", "/tim-kiem/"),
        quick=(Link(f"Nhanh {mark}", "/so-quy-hoach/"),),
        responsible=f"Ban biên tập {mark}",
        contacts=(Contact("Điện thoại", f"0237 {mark}", "tel:0237"), Contact(f"Nơi {mark}", "Thị trấn")),
        menu=(MenuItem(f"Mục {mark}", "/quy-hoach/", (Link(f"Con {mark}", "/quy-hoach/con/"),)),),
        assets=ASSETS,
        emblem=ASSETS["icons/emblem.svg"],
    )
    return replace(site, portal=portal, office=an_office(mark))


def bare_site() -> Site:
    """Return a portal in which there is nothing that may be missing."""
    site = a_site(a_story("mot", summary="", byline=Byline()), siteurl="")
    portal = replace(
        *(site.portal,),
        assets=ASSETS,
        emblem="",
        registers=(),
        sitemap=None,
        archive=None,
        authority="",
        feeds=(),
    )
    return replace(site, portal=portal)


def pages_of(site: Site) -> Iterator[tuple[Page, str]]:
    """Yield every page of a portal with its text."""
    renderer = Renderer(TEMPLATES, site.portal)
    for page in all_pages(site):
        yield page, renderer.render(page).decode("utf-8")


def twice(office: Office) -> Office:
    """Return an office that tells everything twice, as editors may."""
    return Office(**{field.name: getattr(office, field.name) * 2 for field in fields(office)})


SITES = {
    "full": full_site(),
    "bare": bare_site(),
    "empty": replace(a_site(), portal=bare_site().portal),
    "twice": replace(full_site(), office=twice(an_office())),
}


def test_a_day_without_an_hour_is_told_as_a_day() -> None:
    """“Đăng lúc” asks for a time of day; what has none was published on a day."""
    site = a_site(a_story("gio", NOW), a_story("ngay", NOW.replace(hour=0, minute=0)))
    told = {}
    for page, text in pages_of(replace(site, portal=bare_site().portal)):
        if page.story:
            (line,) = re.findall(r'<p class="article__meta">(.*?)</time>', text)
            told[page.story.article.slug] = re.sub("<[^>]*>", "", line)

    assert told == {"gio": "Đăng lúc: 30/06/2024 08:00", "ngay": "Đăng ngày: 30/06/2024"}


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_whole(name: str) -> None:
    """One h1, one main, ids once, labels that exist, headings in order, no value that was none."""
    for page, text in pages_of(SITES[name]):
        soup = BeautifulSoup(text, "html.parser")
        ids = [str(one["id"]) for one in soup.select("[id]")]
        levels = [int(one.name[1]) for one in soup.select("main h1, main h2, main h3, main h4")]

        assert text.startswith("<!DOCTYPE html>\n"), page.path
        assert len(soup.select("h1")) == len(soup.select("main")) == 1, page.path
        assert len(ids) == len(set(ids)), page.path
        named = [str(one["aria-labelledby"]) for one in soup.select("[aria-labelledby]")]
        assert set(named) <= set(ids), page.path
        assert levels[0] == 1, page.path
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:])), page.path  # noqa: B905, RUF007
        assert not re.search(r">\s*None\s*<|undefined|Undefined", text), page.path
        assert not soup.select("[style], style, [onclick]"), page.path
        assert all(one.get("href") for one in soup.select("a")), page.path


def test_a_lead_without_a_photo_leaves_its_row_to_the_newest() -> None:
    """Beside a few lines of text a list would stand alone."""
    bare, full = (
        next(html for page, html in pages_of(SITES[name]) if page.path == "index.html")
        for name in ("bare", "full")
    )

    assert "home-top--plain" in bare
    assert ("home-top--plain" in full) == ("lead-story__photo" not in full)


def test_every_template_is_tried() -> None:
    """The full portal has a page of each template; those that no page is made of are parts of one."""
    used = {template_of(page) for page, _ in pages_of(SITES["full"])}
    standing_alone = {path.name for path in TEMPLATES.glob("*.html")}
    # base.html is what they extend; index.html is what stock Pelican calls home.html.
    assert standing_alone - used == {"base.html", "index.html"}


def test_no_text_becomes_markup() -> None:
    """Whatever an editor writes in whatever field is read as he wrote it, on every page."""
    seen = 0
    for page, text in pages_of(full_site(MARK)):
        assert "<i>" not in text, page.path
        soup = BeautifulSoup(text, "html.parser")
        assert not soup.select("i"), page.path
        seen += soup.get_text().count(MARK)
        descriptions = [str(one["content"]) for one in soup.select('meta[property="og:site_name"]')]
        assert descriptions == [f"Cổng {MARK}"], page.path
    assert seen > 100


def test_every_fact_of_an_entry_is_on_its_page_and_in_the_register() -> None:
    """Number, issuer, period, files, and both its spans, with days that machines read."""
    found = {page.path: BeautifulSoup(text, "html.parser") for page, text in pages_of(SITES["full"])}
    article = found["quy-hoach/2024/du/index.html"].select_one(".register-facts")
    row = found["so-quy-hoach/index.html"].select_one("tbody tr")

    assert article is not None
    assert row is not None
    for part, wanted in (
        (
            article,
            (
                "Dự thảo",
                "1/QĐ",
                "Ủy ban",
                "2021–2030",
                "Lấy ý kiến từ 01/06/2024 đến hết 30/06/2024",
                "đến hết 31/12/2024",
            ),
        ),
        (
            row,
            (
                "Dự thảo",
                "1/QĐ",
                "Ủy ban",
                "2021–2030",
                "Lấy ý kiến từ 01/06/2024 đến hết 30/06/2024",
                "Niêm yết công khai từ 01/06/2024 đến hết 31/12/2024",
            ),
        ),
    ):
        words = " ".join(part.get_text(" ").split())
        assert [one for one in wanted if one not in words] == []
    assert [str(time["datetime"]) for time in row.select("time")] == [
        "2024-06-01",
        "2024-06-30",
        "2024-06-01",
        "2024-12-31",
    ]
    assert (row["data-kind"].strip(), row["data-state"], row["data-year"]) == ("Dự thảo", "open", "2024")  # type: ignore[union-attr]


@pytest.mark.parametrize("name", SITES)
def test_every_page_carries_the_policy_of_the_hosts_before_anything_that_it_loads(name: str) -> None:
    """Where a host sends no headers, the page itself says what may run; who may frame it only a header can say."""
    *directives, framing = headers_of("/")["Content-Security-Policy"].split("; ")
    assert framing == "frame-ancestors 'none'"
    for page, text in pages_of(SITES[name]):
        head = BeautifulSoup(text, "html.parser").head
        assert head is not None
        policy = head.select('meta[http-equiv="Content-Security-Policy"]')
        assert [str(one["content"]).split("; ") for one in policy] == [directives], page.path
        assert policy[0].find_previous(["link", "script", "style", "img"]) is None, page.path


@pytest.mark.parametrize(
    ("code", "direction"), [("fa", "rtl"), ("ar", "rtl"), ("he", "rtl"), ("ur-pk", "rtl"), ("en", None)]
)
def test_an_article_in_another_language_says_so_and_how_it_is_written(
    code: str, direction: str | None
) -> None:
    """Its title, lead and text on its own page, its title in every list; nothing around it turns."""
    portal = bare_site().portal
    site = replace(a_site(a_story("la", lang=code, summary="Lời dẫn."), a_story("nha")), portal=portal)
    own = 0
    for page, text in pages_of(site):
        soup = BeautifulSoup(text, "html.parser")
        named = soup.select(f'body [lang="{code}"]')
        assert [one.get("dir") for one in named] == [direction] * len(named), page.path
        assert len(soup.select("[dir]")) == (len(named) if direction else 0), page.path
        if page.story and page.story.article.slug == "la":
            own += 1
            assert {one.name for one in named} >= {"h1", "p", "div"}
    assert own == 1


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_every_asset_that_a_template_names_exists(template: Path) -> None:
    """A stylesheet, a script or a picture that is not there would be a dead address on every page."""
    named = re.findall(r"portal\.assets\[[\"']([^\"']+)[\"']\]", template.read_text("utf-8"))

    assert set(named) <= set(ASSETS)


def test_every_part_that_a_template_takes_in_exists() -> None:
    """Templates name each other rightly, and no part lies idle."""
    named = set()
    for template in TEMPLATES.rglob("*.html"):
        named |= set(
            re.findall(r"{%-? *(?:extends|include|from) +[\"']([^\"']+)", template.read_text("utf-8"))
        )
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}

    assert named <= there
    assert {path for path in there if "/" in path} <= named


def test_templates_see_only_what_they_are_given() -> None:
    """No setting of Pelican, no filter that hangs on the machine, no text that is not escaped but a body's."""
    for template in TEMPLATES.rglob("*.html"):
        text = template.read_text("utf-8")
        marked_safe = re.findall(r"{{ *([\w.]+) *\| *safe", text)

        assert set(marked_safe) <= {"view.html", "view.opening", "view.head.json_ld"}, template.name
        assert not re.search(r"\b(?:SITEURL|SITENAME|strftime|now\(|random|locale_date)\b", text), (
            template.name
        )
        assert "autoescape" not in text, template.name


def test_five_hundred_documents_are_ten_light_pages() -> None:
    """Fifty lines each, of which a phone loads at most 16 kB before it filters."""
    stories = [
        a_story(
            f"so-{number}",
            NOW - timedelta(number),
            title=f"Quyết định về việc số {number} trong năm của địa phương",
            register=RegisterFacts(
                *("Quyết định", f"{number}/QĐ-UBND", date(2024, 1, 1) - timedelta(number)),
                issuer="Ủy ban nhân dân huyện",
                field=f"Lĩnh vực {number % 9}",
            ),
        )
        for number in range(500)
    ]
    site = a_site(*stories)
    portal = replace(bare_site().portal, registers=site.portal.registers)
    texts = [
        text
        for page, text in pages_of(replace(site, portal=portal))
        if page.view_type is RegisterView and page.path.startswith("van-ban/")
    ]
    assert len(texts) == 10
    assert sum(text.count("<tr data-kind") for text in texts) == 500
    assert max(len(gzip.compress(text.encode())) for text in texts) < 16_000


def test_whatever_is_cut_of_a_photo_knows_its_focal_point() -> None:
    """Photos are drawn by one macro, which says where the focal point is; what the styles cut is drawn by it and nothing else."""
    drawn = {path.name for path in TEMPLATES.rglob("*.html") if "<img" in path.read_text("utf-8")}
    assert drawn == {"picture.html", "header.html"}
    assert (TEMPLATES / "partials" / "header.html").read_text("utf-8").count("<img") == 1  # the emblem
    sheets = "\n".join(path.read_text("utf-8") for path in sorted((THEME / "static" / "css").rglob("*.css")))
    cut = set(re.findall(r"\.([\w-]+)(?: img)? \{[^}]*object-fit: cover", sheets))
    templates = "\n".join(path.read_text("utf-8") for path in sorted(TEMPLATES.rglob("*.html")))
    given = set(re.findall(r'{{ picture\([^}]*"([\w-]+__photo)"', templates))
    given |= set(re.findall(r'<div class="([\w-]+)">{{ picture\(', templates))
    assert cut
    assert cut <= given


def test_a_page_in_english_says_how_the_office_is_reached() -> None:
    """Under English labels, with links that dial and write; what is Vietnamese is marked as such; other pages have no such block."""
    site = a_site(
        standing=[a_standing_page("english", "About", lang="en"), a_standing_page("vi", "Giới thiệu")]
    )
    contacts = (Contact("Telephone", "0237", "tel:0237"), Contact("Address", "Xã Thọ Xuân"))
    portal = replace(bare_site().portal, english_contacts=contacts)
    texts = {page.path: text for page, text in pages_of(replace(site, portal=portal))}
    block = BeautifulSoup(texts["english/index.html"], "html.parser").select_one('section[lang="en"]')

    assert block
    assert [one.get_text() for one in block.select("dt")] == ["Telephone", "Address"]
    assert [one["href"] for one in block.select("a")] == ["tel:0237"]
    assert [one.get_text() for one in block.select('[lang="vi"]')] == ["Xã Thọ Xuân"]
    assert "Telephone" not in texts["vi/index.html"]


def test_a_portal_that_names_no_authority_tells_its_name_once() -> None:
    """Without don-vi.toml its name stands for both."""
    site = bare_site()
    site = replace(site, portal=replace(site.portal, authority=site.portal.name))
    (page,) = [text for page, text in pages_of(site) if page.path == "index.html"]
    soup = BeautifulSoup(page, "html.parser")

    assert soup.select_one(".masthead__unit") is None
    assert [one.get_text() for one in soup.select(".footer__block p")].count(site.portal.name) == 0
