"""The audit finds every fault of a page: a quick scan where there is none, a scan by elements where there is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from given import SITEURL
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from plugins.building.edition.link_check import scan as scan_links
from plugins.building.sources.worker_pool import WorkerPool
from plugins.problems import Level, Problem
from plugins.publishing.audit.audit_facts import AuditFacts, Secrets
from plugins.publishing.audit.element_scan import scan_elements
from plugins.publishing.audit.head_checks import check_page, page_marks
from plugins.publishing.audit.machine_file_checks import check_machine_file
from plugins.publishing.audit.page_scan import PageScanner
from plugins.publishing.audit.site_base import SiteBase
from plugins.publishing.run_audit import audit_output

BASE = SiteBase("", "https://vi-du.gov.vn")
PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="https://vi-du.gov.vn/tin/">
<meta property="og:image" content="https://vi-du.gov.vn/anh/a-0123456789.png">
<link rel="stylesheet" href="/theme/css/site.css">
{head}
</head>
<body>
<header><a href="/">Trang chủ</a></header>
<main id="noi-dung">
{main}
</main>
<footer><a href="/tin/">Tin</a></footer>
</body>
</html>
"""
FAULTS = [
    ("<p>{{ ten }}</p>", "sot-ky-hieu"),
    ("<p>{% if x %}</p>", "sot-ky-hieu"),
    ("<p>undefined</p>", "chu-con-sot"),
    ("<p>Tác giả: None</p>", "chu-con-sot"),
    ("<p>Lorem ipsum dolor</p>", "chu-con-sot"),
    ("<p>\n  date\n</p>", "chu-con-sot"),
    ("<p>date</p>", "chu-con-sot"),
    ("<p>[object Object]</p>", "chu-con-sot"),
    ('<p title="None">x</p>', "chu-con-sot"),
    ('<img src="/anh/a-0123456789.png">', "thieu-alt"),
    ('<img src="http://vi-du.gov.vn/a.png" alt="">', "noi-dung-tron"),
    ('<img src="/x.png" srcset="http://a.vn/x.png 2x" alt="">', "noi-dung-tron"),
    ('<script src="https://cdn.example.com/a.js"></script>', "tai-ben-ngoai"),
    ('<iframe src="//quang-cao.vn/"></iframe>', "tai-ben-ngoai"),
    ('<img src="https://[vi-du/a.png" alt="">', "tai-ben-ngoai"),
    ('<form action="http://a.vn/"></form>', "noi-dung-tron"),
    ('<i id="a"></i><i id="a"></i>', "trung-id"),
    ("<p onclick='x()'>x</p>", "ma-trong-trang"),
    ("<script>1</script>", "ma-trong-trang"),
    ('<a href="{static}/x">x</a>', "sot-ky-hieu"),
    ("<p>Th\ufffd Xuân</p>", "sai-bang-ma"),
    ("<p>Thá»\x8d XuÃ¢n</p>", "sai-bang-ma"),
    ("<p>Ä‘á»“ng</p>", "sai-bang-ma"),
    ("e\u0301", "chua-chuan-nfc"),
]
SOUND = [
    "<p>Thọ Xuân đạt 86,1% kế hoạch.</p>",
    '<a href="/tin/" class="x">Tin</a>',
    '<a class="x" href="https://noi-khac.vn/a?b=c">Nơi khác</a>',
    '<a href="http://noi-khac.vn/">Liên kết http thì được</a>',
    '<img src="/anh/a-0123456789.png" width="2" height="2" alt="Lúa" loading="lazy">',
    '<img src="/anh/a-0123456789.png" alt="">',
    '<p id="muc">Mục</p><a href="#muc">Tới mục</a><a href="#noi-dung">Lên</a>',
    "<p>Update 2023, date of birth</p>",
    '<time datetime="2024-06-30">30/6</time>',
    "<p>A &lt; B &amp; C</p>",
]


def page(main: str = "", title: str = "Tin", head: str = "") -> str:
    """Return a page."""
    return PAGE.format(main=main, title=title, head=head)


def faults(text: str) -> list[Problem]:
    """Return all faults that the scan by elements finds, where nobody wrote any word of the page."""
    problems, leftovers = scan_elements("tin/index.html", text.encode(), BASE)
    return [*problems, *(one.problem for one in leftovers)]


def codes(text: str) -> set[str]:
    """Return the codes of a page's faults, whichever scan finds them."""
    if PageScanner(BASE).scan("tin/index.html", text) is not None:
        return set()
    return {problem.code for problem in faults(text)}


@pytest.mark.parametrize(("fault", "code"), FAULTS)
@pytest.mark.parametrize("before", ["", "<p>Một câu</p>\n"])
def test_every_fault_is_seen_on_its_line(fault: str, code: str, before: str) -> None:
    """In the main part of a page."""
    text = page(before + fault)
    assert code in codes(text)
    (found, *_) = [one for one in faults(text) if one.code == code]
    assert found.level is Level.ERROR
    assert found.line >= text[: text.index(fault)].count("\n") + 1


@pytest.mark.parametrize("sound", SOUND)
def test_a_sound_page_is_sound_for_both_scans(sound: str) -> None:
    """The quick scan has no need of the scan by elements."""
    text = page(sound)
    assert PageScanner(BASE).scan("tin/index.html", text) is not None
    assert faults(text) == []


@given(st.lists(st.sampled_from(SOUND), max_size=6, unique=True))
def test_the_quick_scan_finds_the_links_and_ids_of_the_slow_one(pieces: list[str]) -> None:
    """Every address that a page names, and every id."""
    text = page("\n".join(pieces))
    quick = PageScanner(BASE).scan("tin/index.html", text)
    slow = scan_links("tin/index.html", text.encode())
    assert quick is not None
    named = {
        target
        for reference in slow.references
        for target in BASE.targets(reference.address, "tin/index.html")
        if not target.startswith("tin/index.html#")
    }
    assert quick.ids == slow.ids
    # The share image is named as well.
    assert named <= quick.targets <= named | {"anh/a-0123456789.png"}


@pytest.mark.parametrize("text", ["None of them", "<code>{{ x }}</code>", "<pre>undefined</pre>"])
def test_what_is_meant_so_is_left_alone(text: str) -> None:
    """English sentences, and code that is shown."""
    assert codes(page(f"<p>{text}</p>")) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (page().replace("<title>Tin</title>", ""), "thieu-tieu-de"),
        (page().replace(' lang="vi"', ""), "sai-bang-ma"),
        (page().replace('charset="utf-8"', 'charset="windows-1258"'), "sai-bang-ma"),
        (f"\ufeff{page()}", "sai-bang-ma"),
        (page(head='<script type="application/ld+json">{"a": </script>'), "may-doc-hong"),
        (page(head='<script type="application/ld+json">{"a": 1}</script>'), "may-doc-hong"),
        (page('<a href="#mat">x</a>'), "neo"),
    ],
)
def test_faults_of_the_head(text: str, code: str) -> None:
    """No title, no language, another encoding, data that is none."""
    if code == "neo":
        assert PageScanner(BASE).scan("tin/index.html", text) is None
    else:
        assert code in codes(text)


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>Tin</title><updated>2024-06-30T08:00:00+07:00</updated>
<entry><id>{id}</id><title>Bài</title><updated>{updated}</updated><link href="{link}"/></entry></feed>"""
SITEMAP = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{loc}</loc><lastmod>2024-06-30</lastmod></url></urlset>"""
GOOD = {"id": "a", "updated": "2024-06-30T08:00:00+07:00", "link": "https://vi-du.gov.vn/tin/"}


@pytest.mark.parametrize(
    ("path", "text", "faulty"),
    [
        ("feeds/a.atom.xml", ATOM.format(**GOOD), False),
        ("feeds/a.atom.xml", ATOM.format(**{**GOOD, "id": ""}), True),
        ("feeds/a.atom.xml", ATOM.format(**{**GOOD, "updated": "hôm qua"}), True),
        ("feeds/a.atom.xml", ATOM.format(**{**GOOD, "link": "https://vi-du.gov.vn/mat/"}), True),
        ("feeds/a.atom.xml", ATOM.format(**{**GOOD, "link": "/tin/"}), True),
        ("feeds/a.atom.xml", ATOM.format(**GOOD)[:-9], True),
        ("feeds/a.atom.xml", "<!DOCTYPE x><feed/>", True),
        (
            "feeds/a.rss.xml",
            "<rss><channel><title>a</title><link>https://vi-du.gov.vn/</link></channel></rss>",
            True,
        ),
        ("sitemap.xml", SITEMAP.format(loc="https://vi-du.gov.vn/tin/"), False),
        ("sitemap.xml", SITEMAP.format(loc="https://vi-du.gov.vn/mat/"), True),
        ("sitemap.xml", SITEMAP.format(loc="https://khac.vn/"), True),
        ("feeds/a.json", '{"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": []}', False),
        (
            "feeds/a.json",
            '{"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": [{"id": "x"}]}',
            True,
        ),
        ("feeds/a.json", "{", True),
        ("a.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", False),
        ("a.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", True),
        ("a.csv", "a,b\nc\n", True),
    ],
)
def test_files_for_machines(path: str, text: str, faulty: bool) -> None:
    """Feeds, the site map, open data, calendars."""
    files = {"index.html", "tin/index.html"}
    assert bool(list(check_machine_file(path, text.encode(), BASE, files))) == faulty


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write an output."""
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def picture() -> bytes:
    """Return a PNG file of one pixel."""
    written = io.BytesIO()
    Image.new("L", (1, 1)).save(written, "PNG")
    return written.getvalue()


PNG = picture()
SITE: dict[str, str | bytes] = {
    "index.html": page('<a href="/tin/#muc">x</a><a href="/tin/a/">a</a>', "Trang chủ"),
    "tin/index.html": page('<p id="muc">x</p>'),
    "tin/a/index.html": page("<p>a</p>", "Bài a"),
    "theme/css/site.css": "a { background: url(../a.png) }",
    "theme/a.png": PNG,
    "anh/a-0123456789.png": PNG,
}


@pytest.mark.parametrize("workers", [1, 2])
def test_the_whole_output_is_read_once(tmp_path: Path, workers: int) -> None:
    """A sound one has no problem, each file its checksum, however many processes read it."""
    found = audit_output(write(tmp_path, SITE), AuditFacts(BASE), WorkerPool(workers))
    assert found.problems == ()
    assert sorted(one.path for one in found.scan.files) == sorted(SITE)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tin/a/index.html": page('<a href="/mat/">x</a>', "Bài a")}, "lien-ket-chet"),
        ({"tin/a/index.html": page('<a href="/tin/#mat">x</a>', "Bài a")}, "neo-chet"),
        ({"tin/a/index.html": page('<img src="/anh/mat.png" alt="">', "Bài a")}, "anh-chet"),
        ({"theme/css/site.css": "a { background: url(mat.png) }"}, "anh-chet"),
        ({"tin/a/index.html": page("<p>a</p>")}, "trung-ten-trang"),
        ({"thua/index.html": page("<p>a</p>", "Thừa")}, "tep-mo-coi"),
        (
            {
                "tin/a/index.html": page(
                    "<p>" + "".join(map(chr, range(0x4E00, 0x9000))) * 5 + "</p>", "Bài a"
                )
            },
            "trang-nang",
        ),
        ({"tin/a/index.html": page("<p>Dự thảo chưa được phép công bố cho ai</p>", "Bài a")}, "lo-ban-nhap"),
        ({"feeds/x.json": '{"a": "Kế hoạch còn kín"}'}, "lo-ban-nhap"),
        ({"feeds/x.json": "{"}, "may-doc-hong"),
        ({"tin/a/index.html": b"\xff\xfe<html>"}, "khong-phai-utf8"),
    ],
)
def test_what_only_the_whole_shows(tmp_path: Path, changes: dict[str, str | bytes], code: str) -> None:
    """Dead links and anchors, lost files, same titles, weight, drafts."""
    secrets = Secrets(
        {"Dự thảo chưa được phép công bố cho ai": "content/du-thao.md"},
        {"Kế hoạch còn kín": "content/du-thao.md"},
    )
    found = audit_output(write(tmp_path, {**SITE, **changes}), AuditFacts(BASE, secrets), WorkerPool(1))
    assert code in {problem.code for problem in found.problems}


def test_what_somebody_wrote_is_no_fault_of_the_theme(tmp_path: Path) -> None:
    """Neither a machine's word nor the title of a draft, where a public text has it."""
    folder = write(tmp_path, {**SITE, "tin/a/index.html": page("<p>{{ ten }} None</p>", "Bài a")})
    secrets = Secrets({"<p>{{ ten }} None</p>": "content/du-thao.md"})

    def errors(*written: str) -> set[str]:
        found = audit_output(
            folder, AuditFacts(BASE, secrets, is_written=lambda text: text in written), WorkerPool(1)
        )
        return {one.code for one in found.problems if one.level is Level.ERROR}

    assert errors() == {"sot-ky-hieu", "chu-con-sot", "lo-ban-nhap"}
    assert errors("{{", "}}", "None", "<p>{{ ten }} None</p>") == set()


def test_a_hidden_page_needs_no_link_to_it(tmp_path: Path) -> None:
    """“Ẩn” means that only who has the link gets there."""
    folder = write(tmp_path, {**SITE, "an/index.html": page("<p>a</p>", "Ẩn")})
    assert audit_output(folder, AuditFacts(BASE, unlisted=["an/index.html"]), WorkerPool(1)).problems == ()


def test_the_projects_own_portal_is_sound(published: Path) -> None:
    """It has not one error."""
    found = audit_output(published, AuditFacts(SiteBase("", SITEURL)), WorkerPool(1))
    assert [str(problem) for problem in found.problems if problem.level is Level.ERROR] == []


def test_a_script_that_is_loaded_on_demand_counts_as_linked() -> None:
    """It is no orphaned file, and a dead link where it is missing."""
    assert "x.js" in " ".join(scan_targets('<div data-search data-engine="/theme/js/x.js"></div>'))


def scan_targets(main: str) -> set[str]:
    """Return the targets of a page."""
    content = PageScanner(BASE).scan("tin/index.html", PAGE.format(title="Tin", head="", main=main))
    return set(content.targets) if content else set()


@pytest.mark.parametrize(("siteurl", "missing"), [("https://vi-du.gov.vn", True), ("", False)])
def test_a_portal_without_an_address_has_no_site_map(tmp_path: Path, siteurl: str, missing: bool) -> None:
    """It could name no page; with an address it is missed."""
    files = {
        **SITE,
        "404.html": page("<p>không có</p>", "Không có"),
        "robots.txt": "User-agent: *\nAllow: /\n",
    }
    found = audit_output(write(tmp_path, files), AuditFacts(SiteBase("", siteurl)), WorkerPool(1))
    assert ("thieu-tep" in {one.code for one in found.problems}) == missing


def test_a_portal_in_a_folder_of_its_host_has_its_own_address() -> None:
    """As a project's page on a host of many: the folder stands in the portal's address once."""
    head = (
        '<meta name="viewport" content="width=device-width"><meta charset="utf-8">'
        '<link rel="canonical" href="https://a.vn/cong/tin/">'
    )
    page = f"<!DOCTYPE html><html lang=vi><head>{head}</head><body><h1>Tin</h1></body></html>"
    base = SiteBase("/cong", "https://a.vn/cong")
    assert list(check_page("tin/index.html", page, base, page_marks("tin/index.html", page, base))) == []
    elsewhere = page.replace("/cong/tin/", "/tin/")
    assert [
        one.code
        for one in check_page(
            "tin/index.html", elsewhere, base, page_marks("tin/index.html", elsewhere, base)
        )
    ] == ["may-tim-kiem"]
