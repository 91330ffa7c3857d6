"""An old address is one, however it is written; and it leads where the list says."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems.data_file import data_file
from plugins.publishing.hosting.host_site import HostSite
from plugins.redirects.forward_pages import forward_pages
from plugins.redirects.old_address import (
    both_hex_cases,
    case_sensitive_spellings,
    parse_old_address,
    path_spellings,
)
from plugins.redirects.redirect_checks import table_problems
from plugins.redirects.redirect_table import (
    Origin,
    PatternTarget,
    Redirect,
    RedirectTable,
    Resolution,
    redirect_table,
    resolve_old_address,
)
from plugins.redirects.rules_file import RedirectRules, read_rules, redirects_of_articles

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAÁẠẢẤĐỂỆỜỮ0123456789-_.()&=+ '"
NAMES = st.text(LETTERS, min_size=1, max_size=20).filter(lambda name: name.strip(". ") == name and name != "")
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(lambda parts: "/" + "/".join(parts))


def leads(path: str, to: str = "moi/") -> RedirectTable:
    """Return a list of one address."""
    old = parse_old_address(quote(path, safe="/"))
    assert old is not None
    return redirect_table([Redirect(old, to, Origin.ARTICLE)], [], [], [])


@given(PATHS, st.sampled_from(["NFC", "NFD"]), st.booleans(), st.booleans(), st.booleans())
def test_however_it_is_written_it_is_one(path: str, form: str, small: bool, slash: bool, host: bool) -> None:
    """Composed or not, escapes in capitals or small letters, with a slash or without, with its host or without."""
    written = quote(unicodedata.normalize(form, path), safe="/")
    written = "".join(
        f"%{part[:2].lower()}{part[2:]}" if n and small else f"{'%' if n else ''}{part}"
        for n, part in enumerate(written.split("%"))
    )
    requested = f"{'https://cu.gov.vn' if host else ''}{written}{'/' if slash else ''}"

    answer = resolve_old_address(leads(path), requested)

    assert answer is not None
    assert answer.to == "moi/"


@given(PATHS, st.sampled_from(["lower", "upper", "title"]))
def test_capitals_do_not_count(path: str, way: str) -> None:
    """The old platform did not heed them."""
    # A few letters have no capital that leads back to them; Vietnamese has none of those.
    assert resolve_old_address(leads(path), quote(getattr(path, way)(), safe="/")) is not None


@given(PATHS)
def test_hosts_that_compare_strings_are_given_every_spelling(path: str) -> None:
    """The forms for hosts hold the address as written, composed and decomposed."""
    old = parse_old_address(quote(path, safe="/"))
    assert old is not None
    for form in ("NFC", "NFD"):
        requested = unicodedata.normalize(form, old.path)
        assert requested in case_sensitive_spellings(old.path)
        assert requested.lower() in {one.lower() for one in path_spellings(old.path)}
    for form in case_sensitive_spellings(old.path):
        assert all(
            parse_old_address(written) and parse_old_address(written).key == old.key
            for written in both_hex_cases(form)
        )  # type: ignore[union-attr]


@pytest.mark.parametrize("written", ["2024-5-7", "2024-05-07", "2024-5-07", "2024-05-7"])
def test_zeros_in_a_day_do_not_count(written: str) -> None:
    """The platform wrote both."""
    table = leads("/portal/Pages/2024-05-07/Tinabcdefgh.aspx")
    assert resolve_old_address(table, f"/portal/pages/{written}/TINabcdefgh.ASPX") is not None


@pytest.mark.parametrize("text", ["", "/", "tin", "javascript:x", "/%ff", "mailto:a@b.vn", "//"])
def test_what_is_no_old_address(text: str) -> None:
    """The home page is none either."""
    assert parse_old_address(text) is None


def test_a_query_is_met_in_any_order_among_others() -> None:
    """What a link needs must be there; what people added does not matter; without a query any is meant."""
    redirects = [
        Redirect(parse_old_address(text), to, Origin.ARTICLE)  # type: ignore[arg-type]
        for text, to in (("/x.aspx?a=1&amp;b=2", "hai/"), ("/x.aspx?a=1", "mot/"), ("/x.aspx", "khong/"))
    ]
    table = redirect_table(redirects, [], [], [])

    for requested, to in (
        ("?b=2&c=3&a=1", "hai/"),
        ("?a=1", "mot/"),
        ("?a=2", "khong/"),
        ("", "khong/"),
        ("?A=1&utm=x", "mot/"),
    ):
        answer = resolve_old_address(table, f"/x.aspx{requested}")
        assert answer is not None
        assert answer.to == to


PAGE = PatternTarget("tin/2023/hop-bao-quy-3/", ("hop-bao-quy-3", "họp-báo-quý-3"), "2023-11-9")


@pytest.mark.parametrize(
    "requested",
    [
        "/portal/pages/2023-11-09/hop-bao-quy-3vi5x3u4r.aspx",
        "/Portal/Pages/2023-11-9/Hop-Bao-Quy-3VI5X3U4R.aspx",
        "/portal/pages/2023-11-09/hop-bao-quy-3-468686.aspx",
        "/portal/pages/2023-11-09/hop-bao-quy-3.aspx",
        "/portal/pages/2023-11-10/hop-bao-quy-3vi5x3u4r.aspx",
        "/web/trang-chu/tin-tuc/su-kien/hop-bao-quy-3.html",
        "/web/trang-chu/hop-bao-quy-3(1).html",
        "/web/trang-chu/h%E1%BB%8Dp-b%C3%A1o-qu%C3%BD-3.html",
        "/kinh-te-chinh-tri/hop-bao-quy-3-567630",
        "/kinh-te-chinh-tri/hop-bao-quy-3-567630/",
    ],
)
def test_patterns_of_the_old_platforms_find_the_article(requested: str) -> None:
    """Nobody had to write the old address down."""
    answer = resolve_old_address(redirect_table([], [], [], [PAGE]), requested)
    assert answer is not None
    assert answer.to == PAGE.address


@pytest.mark.parametrize(
    "requested",
    [
        "/portal/pages/2023-11-09/hopvi5x3u4r.aspx",
        "/web/trang-chu/hop.html",
        "/hop-bao-quy-3",
        "/tin/hop-bao-quy-3-12",
        "/anh/x-123456.jpg",
    ],
)
def test_a_pattern_does_not_guess(requested: str) -> None:
    """A name that nobody has leads nowhere: the page for what is not there is more honest than another article."""
    assert resolve_old_address(redirect_table([], [], [], [PAGE]), requested) is None


def test_a_name_of_two_articles_needs_its_day() -> None:
    """Every year has its “Thông báo tuyển dụng”."""
    table = redirect_table(
        [],
        [],
        [],
        [PatternTarget("a/", ("tuyen-dung",), "2022-1-2"), PatternTarget("b/", ("tuyen-dung",), "2023-1-2")],
    )

    assert resolve_old_address(table, "/web/trang-chu/tuyen-dung.html") is None
    assert resolve_old_address(table, "/portal/pages/2023-01-02/tuyen-dungabcdefgh.aspx").to == "b/"  # type: ignore[union-attr]


def test_what_the_data_file_may_say() -> None:
    """One address, a whole beginning with its rest or without it, and what is gone."""
    file = data_file(
        """
        chuyen = [
            {tu = "/a", den = "/b/"}, {tu = "/c/*", den = "/d/*"}, {tu = "/e/*", den = "https://x.vn/"},
        ]
        bo = [{dia-chi = "/g/", ly-do = "Cũ"}, {dia-chi = "/h/*", ly-do = "Cũ"}]
        """,
        "dia-chi-cu.toml",
    )
    rules = read_rules(file)
    assert not file.problems
    table = redirect_table(rules.redirects, rules.prefixes, rules.gone, [])

    assert resolve_old_address(table, "/a").to == "b/"  # type: ignore[union-attr]
    assert resolve_old_address(table, "/c/x/y") == Resolution(301, "d/", "x/y")
    assert resolve_old_address(table, "/c/%5Cx.vn") is None
    assert resolve_old_address(table, "/e/x").to == "https://x.vn/"  # type: ignore[union-attr]
    assert [resolve_old_address(table, one).status for one in ("/g", "/h/1")] == [410, 410]  # type: ignore[union-attr]
    assert resolve_old_address(table, "/ca") is None


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('[[chuyen]]\ntu = "a"\nden = "/b/"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a"\nden = "b"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a"\nden = "//x.vn"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a"\nden = "/b/*"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a*"\nden = "/b/"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a%0Ab"\nden = "/b/"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a?b=%ff"\nden = "/b/"', "dia-chi-cu"),
        (f'[[chuyen]]\ntu = "/{"a" * 2100}"\nden = "/b/"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a?1=1&2=2&3=3&4=4&5=5&6=6"\nden = "/b/"', "dia-chi-cu"),
        ("[[chuyen]]\ntu = '/a'\nden = '/\\x.vn/'", "dia-chi-cu"),
        ("[[chuyen]]\ntu = '/a'\nden = 'https://x.vn\\@y.vn/'", "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a"\nden = "https://ai@x.vn/"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a"\nden = "/https://x.vn/"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a"\nden = "https://{$X}.vn/"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a"\nden = "https://x/"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a"\nden = "https:///x.vn/"', "dia-chi-cu"),
        ('[[bo]]\ndia-chi = "/a%00"\nly-do = "x"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a"\nden = "/b/"\nvi = "x"', "dia-chi-cu"),
        ('[[chuyen]]\ntu = "/a"\nden = 5', "dia-chi-cu"),
        ('[chuyen]\ntu = "/a"', "muc-du-lieu"),
        ('[[bo]]\ndia-chi = "/a"', "dia-chi-cu"),
        ("[[khac]]", "dia-chi-cu"),
    ],
)
def test_what_is_not_clear_is_an_error(row: str, code: str) -> None:
    """Each is told, none is guessed at."""
    file = data_file(row, "dia-chi-cu.toml")
    assert read_rules(file) == RedirectRules()
    assert [(problem.code, problem.line) for problem in file.problems] == [(code, 1)]
    if "%0A" in row:
        assert "ký tự điều khiển" in file.problems[0].message


@pytest.mark.parametrize(
    ("written", "to"),
    [
        ("https://x.vn", "https://x.vn/"),
        ("https://X.vn:8443?a=b", "https://x.vn:8443/?a=b"),
        ("https://cổng.vn/a", "https://xn--cng-qmz.vn/a"),
        ("/tin/?a=b#c", "tin/?a=b#c"),
        ("/tim-kiem/?q=https://x.vn/", "tim-kiem/?q=https://x.vn/"),
    ],
)
def test_a_target_elsewhere_has_a_host_that_the_network_knows(written: str, to: str) -> None:
    """Letters become its ASCII name; a slash follows it, so that nothing appended becomes part of it."""
    (one,) = read_rules(f'[[chuyen]]\ntu = "/a"\nden = "{written}"').redirects
    assert one.to == to


def test_the_most_exact_address_wins_gone_or_not() -> None:
    """What is gone by its parameter is gone, though the path without it leads elsewhere."""
    rules = read_rules(
        '[[chuyen]]\ntu = "/x.aspx"\nden = "/a/"\n[[bo]]\ndia-chi = "/x.aspx?id=5"\nly-do = "cũ"\n'
        '[[chuyen]]\ntu = "/?p=1"\nden = "/b/"'
    )
    table = redirect_table(rules.redirects, rules.prefixes, rules.gone, [])
    found = [resolve_old_address(table, one) for one in ("/x.aspx", "/x.aspx?id=5&utm=1", "/?p=1", "/?p=2")]
    assert found == [Resolution(301, "a/"), Resolution(410), Resolution(301, "b/"), None]


def test_a_part_that_no_disk_takes_is_told_and_gets_no_forwarding_page() -> None:
    """Its rule stays: nginx answers it."""
    long = "ặ" * 100
    file = data_file(f'[[chuyen]]\ntu = "/{long}"\nden = "/tin/"', "dia-chi-cu.toml")
    rules = read_rules(file)
    assert [(one.code, one.line) for one in file.problems] == [("phan-qua-dai", 1)]
    table = redirect_table(rules.redirects, (), (), ())
    assert resolve_old_address(table, f"/{quote(long)}") == Resolution(301, "tin/")
    assert forward_pages(table, str, str, set()) == {}


def test_pages_forward_where_a_host_can_do_nothing_else() -> None:
    """An .aspx address becomes a folder, an .html one stays a file; a place that is taken is left alone."""
    redirects, problems = redirects_of_articles(
        [
            ("/web/a.html", "x.md", 1, "a/"),
            ("/p/b.aspx", "x.md", 1, "b/"),
            ("/tin/Họp báo", "x.md", 1, "c/"),
            ("/tin/co", "x.md", 1, "d/"),
            ("/q.aspx?id=1", "x.md", 1, "e/"),
            ("/q.aspx?id=2", "x.md", 1, "f/"),
            ("/?p=1", "x.md", 1, "g/"),
        ]
    )
    assert not problems
    pages = forward_pages(
        redirect_table(redirects, [], [], []),
        lambda to: f"/cong/{to}",
        lambda to: f"https://x.vn/cong/{to}",
        {"tin/co/index.html", "index.html"},
    )

    assert not any(path.startswith("/") for path in pages)
    assert b'url=/cong/a/"' in pages["web/a.html"]
    assert b'href="https://x.vn/cong/b/"' in pages["p/b.aspx/index.html"]
    assert all(page.count(b'http-equiv="Content-Security-Policy"') == 1 for page in pages.values())
    assert "tin/Họp báo/index.html" in pages
    assert unicodedata.normalize("NFD", "tin/Họp báo/index.html") in pages
    assert "tin/co/index.html" not in pages
    assert b"/cong/e/" in pages["q.aspx/index.html"]
    assert b"/cong/f/" in pages["q.aspx/index.html"]


@pytest.mark.parametrize(
    ("written", "leads"),
    [
        ("/javascript://%250aalert(1)", "/javascript://%250aalert(1)"),
        ("/ß://", "/%C3%9F://"),
        ("/tin/?u=https://a.vn/", "/tin/?u=https://a.vn/"),
        ("https://khac.vn/tin/", "https://khac.vn/tin/"),
    ],
)
def test_a_target_that_begins_with_a_slash_stays_on_the_portal(written: str, leads: str) -> None:
    """Whatever it has in it: it is neither another site's nor a script, and is looked for among the pages."""
    rules = read_rules(f'[[chuyen]]\ntu = "/cu"\nden = "{written}"')
    table = redirect_table(rules.redirects, (), (), ())
    assert HostSite("https://a.gov.vn", table).href(rules.redirects[0].to) == leads
    dead = [one.code for one in table_problems(table, {"tin/"}, lambda *_: True)]
    assert dead == ([] if "khac.vn/tin" in written or "/tin/?" in written else ["chuyen-chet"])


def test_a_target_is_no_address_behind_a_slash() -> None:
    """It would be another site's, which has to be written so."""
    assert not read_rules('[[chuyen]]\ntu = "/cu"\nden = "/https://khac.vn/"').redirects


@pytest.mark.parametrize("port", ["0", "65536", "99999"])
def test_a_port_that_no_host_has_is_refused(port: str) -> None:
    """Browsers refuse such an address, after the reader was sent there."""
    file = data_file(f'[[chuyen]]\ntu = "/cu"\nden = "https://khac.vn:{port}/"', "dia-chi-cu.toml")
    assert not read_rules(file).redirects
    assert [one.line for one in file.problems] == [1]


@pytest.mark.parametrize("rule", ["/.well-known/acme-challenge/*", "/.Well-Known/a"])
def test_what_a_certificate_is_renewed_by_is_never_redirected(rule: str) -> None:
    """The authority that gives certificates asks there."""
    file = data_file(f'[[chuyen]]\ntu = "{rule}"\nden = "/tin/"', "dia-chi-cu.toml")
    rules = read_rules(file)
    assert not rules.redirects
    assert not rules.prefixes
    assert [one.line for one in file.problems] == [1]
