"""The ledger of published addresses: moved pages are followed, lists fall back, lost addresses are reported."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems.data_file import data_file
from plugins.publishing.releases.received import BadRecord, read_ledger
from plugins.redirects.ledger import (
    Ledger,
    Settlement,
    identity_marks,
    ledger_bytes,
    published_addresses,
    section_marks,
    settle,
)
from plugins.redirects.old_address import parse_old_address
from plugins.redirects.redirect_checks import (
    lost_address_problems,
    table_problems,
    taken_over,
)
from plugins.redirects.redirect_table import (
    GoneAddress,
    Origin,
    PrefixRedirect,
    Redirect,
    RedirectTable,
    redirect_table,
)
from plugins.redirects.rules_file import read_rules

HOP = identity_marks("content/hop.md", "Họp báo", "2023-11-29", "x")
LE = identity_marks("content/le.md", "Lễ hội", "2023-12-01", "y")


def settled(last: Ledger, existing: dict[str, tuple[str, ...]], resolved: tuple[str, ...] = ()) -> Settlement:
    """Settle what was published before against what exists now."""
    return settle(last, existing, existing, {}, lambda address: address in resolved)


def ledger(**addresses: tuple[str, ...]) -> Ledger:
    """Return a ledger of addresses."""
    return Ledger({name.replace("_", "/"): marks for name, marks in addresses.items()})


@pytest.mark.parametrize(
    "now",
    [
        identity_marks("content/khac.md", "Họp báo", "2023-11-29", "z"),
        identity_marks("content/hop.md", "Họp báo lớn", "2023-11-29", "z"),
        identity_marks("content/hop.md", "Họp báo", "2024-01-01", "z"),
        identity_marks("content/khac.md", "Khác", "2020-01-01", "x"),
    ],
)
def test_a_moved_article_is_recognised(now: tuple[str, ...]) -> None:
    """By its file and day, its file and title, its title and day, or its bytes."""
    found = settled(ledger(tin_hop_=HOP), {"": (), "tin/moi/": now})
    assert found.moved == {"tin/hop/": "tin/moi/"}
    assert found.lost == ()


def test_another_article_in_the_same_file_is_another() -> None:
    """An editor who writes over an old file loses its address, and is told."""
    other = identity_marks("content/hop.md", "Khác", "2024-05-05", "z")
    assert settled(ledger(tin_hop_=HOP), {"": (), "tin/khac/": other}).lost == ("tin/hop/",)


def test_an_address_does_not_change_hands_while_its_owner_is_there() -> None:
    """A newcomer on a published address is an error at its line; a renamed file, or one that is gone, is none."""
    last = {"tin/hop/": "m1", "tin/le/": "m2", "tin/cu/": "m9"}
    now = {
        "tin/hop/": ("content/moi.md", 4),
        "tin/le/": ("content/le.md", 1),
        "tin/cu/": ("content/moi.md", 4),
    }
    sources = {"content/hop.md": "m1", "content/le.md": "m2", "content/moi.md": "m3"}
    found = list(taken_over(last, now, sources))
    assert [(one.path, one.line, one.code) for one in found] == [("content/moi.md", 4, "dia-chi-doi-chu")]
    assert "content/hop.md" in found[0].message
    assert not list(taken_over(last, now, {path: mark for path, mark in sources.items() if mark != "m1"}))


def test_the_files_of_addresses_travel_with_the_record() -> None:
    """Records of earlier releases have none, and are read all the same."""
    kept = Ledger({"tin/hop/": HOP}, files={"tin/hop/": "m1"})
    assert read_ledger(ledger_bytes(kept)) == kept
    old = ledger_bytes(kept).replace(b',"tep":{"tin/hop/":"m1"}', b"")
    assert read_ledger(old) == Ledger({"tin/hop/": HOP})


@given(st.dictionaries(st.text("ab", min_size=1, max_size=3), st.text(max_size=30), max_size=4))
def test_first_addresses_travel_with_the_record(firsts: dict[str, str]) -> None:
    """Whatever signs the addresses of other platforms had; a record from before they were kept says that it has none."""
    kept = Ledger(firsts=firsts)
    assert read_ledger(ledger_bytes(kept)) == kept
    assert read_ledger(ledger_bytes(Ledger())).firsts is None


@pytest.mark.parametrize("first", [7, "a b", "%ff", "%FF", "ă", "a" * 5_000])
def test_a_first_address_that_nobody_wrote_is_refused(first: object) -> None:
    """It would stand in the feeds of the next release."""
    data = json.loads(ledger_bytes(Ledger(firsts={})))
    data["dau-tien"] = {"a/": first}
    with pytest.raises(BadRecord):
        read_ledger(json.dumps(data).encode())


def test_two_that_could_be_it_are_none() -> None:
    """What cannot be told apart is not guessed."""
    candidates = {
        "": (),
        "a/": identity_marks("1.md", "Họp báo", "2023-11-29", "p"),
        "b/": identity_marks("2.md", "Họp báo", "2023-11-29", "q"),
    }
    assert settled(ledger(tin_hop_=HOP), candidates).lost == ("tin/hop/",)


def test_moves_are_followed_over_releases() -> None:
    """First here, then there, then elsewhere: all lead to where it is now, in one step."""
    first = settled(ledger(a_=HOP), {"": (), "b/": HOP})
    second = settled(
        first.ledger, {"": (), "c/": identity_marks("content/hop.md", "Họp báo lớn", "2023-11-29", "z")}
    )
    later = identity_marks("content/moi.md", "Họp báo lớn", "2023-11-29", "w")
    third = settled(second.ledger, {"": (), "d/": later})

    assert third.moved == {"a/": "d/", "b/": "d/", "c/": "d/"}
    assert third.lost == ()


def test_a_page_that_came_back_is_no_move() -> None:
    """What lives leads nowhere."""
    away = settled(ledger(a_=HOP), {"": (), "b/": HOP})
    back = settled(away.ledger, {"": (), "a/": HOP})
    assert back.moved == {"b/": "a/"}


def test_what_is_lost_stays_lost_until_somebody_says_so() -> None:
    """It is told with every release."""
    once = settled(ledger(a_=HOP), {"": ()})
    again = settled(once.ledger, {"": ()})
    resolved = settled(again.ledger, {"": ()}, resolved=("a/",))

    assert (once.lost, again.lost, resolved.lost) == (("a/",), ("a/",), ())


def test_lists_fall_back_to_what_is_above_them() -> None:
    """A page of a list, a keyword, a year: nobody wrote them, so nobody has to account for them."""
    last = ledger(tin_=section_marks("Tin"), tin_trang_7_=(), the_lua_=(), luu_tru=())
    last = Ledger({**last.addresses, "tin/2020/": (), "feeds/tin.atom.xml": ()})
    found = settled(last, {"": (), "tin/": section_marks("Tin"), "the/": (), "feeds/tat-ca.atom.xml": ()})

    assert found.lost == ()
    assert found.derived["tin/trang/7/"] == "tin/"
    assert found.derived["the/lua/"] == "the/"
    assert found.derived["tin/2020/"] == "tin/"
    assert found.derived["feeds/tin.atom.xml"] == "feeds/tat-ca.atom.xml"


def test_a_renamed_section_takes_its_lists_along() -> None:
    """A section is known by its name."""
    last = Ledger({"tin/": section_marks("Tin"), "tin/2020/": ()})
    found = settled(last, {"": (), "tin-moi/": section_marks("Tin"), "tin-moi/2020/": ()})
    assert {**found.moved, **found.derived} == {"tin/": "tin-moi/", "tin/2020/": "tin-moi/2020/"}


def test_a_section_is_known_by_the_names_that_it_had() -> None:
    """Renamed with its former name kept: its pages, the pages of its lists and its feeds lead to the new ones."""
    last = Ledger(
        {
            "van-hoa/le-hoi/": section_marks("Lễ hội"),
            "van-hoa/le-hoi/trang/2/": (),
            "van-hoa/le-hoi/trang/9/": (),
        }
        | {f"feeds/van-hoa-le-hoi.{ending}": () for ending in ("atom.xml", "rss.xml", "json")}
    )
    now = {
        "": (),
        "hoi-lang/": section_marks("Hội làng", "Lễ hội"),
        "hoi-lang/trang/2/": (),
        "feeds/tat-ca.json": (),
    }
    now |= {f"feeds/hoi-lang.{ending}": () for ending in ("atom.xml", "rss.xml")}
    found = settled(last, now)

    assert found.lost == ()
    assert {**found.moved, **found.derived} == {
        "van-hoa/le-hoi/": "hoi-lang/",
        "van-hoa/le-hoi/trang/2/": "hoi-lang/trang/2/",
        "van-hoa/le-hoi/trang/9/": "hoi-lang/",
        "feeds/van-hoa-le-hoi.atom.xml": "feeds/hoi-lang.atom.xml",
        "feeds/van-hoa-le-hoi.rss.xml": "feeds/hoi-lang.rss.xml",
        "feeds/van-hoa-le-hoi.json": "feeds/tat-ca.json",
    }


def test_a_document_leads_to_its_next_version_or_to_who_offers_it() -> None:
    """Its name carries a sum of its bytes; people keep the link all the same."""
    old, new = "tai-lieu/ke-hoach-0123456789.pdf", "tai-lieu/ke-hoach-abcdef0123.pdf"
    last = Ledger({old: (), "tin/hop/": HOP}, {}, {old: "tin/hop/"})

    assert settled(last, {"": (), new: (), "tin/hop/": HOP}).derived == {old: new}
    assert settled(last, {"": (), "tin/hop/": HOP}).derived == {old: "tin/hop/"}


def test_a_ledger_is_read_as_it_was_written() -> None:
    """It travels as a file."""
    one = Ledger({"a/": HOP, "b/": ()}, {"c/": "a/"}, {"tai-lieu/x.pdf": "a/"})
    assert read_ledger(ledger_bytes(one)) == one
    for broken in (b"", b"{}", b"[]", b'{"phien-ban": 9}', b'{"phien-ban": 1, "dia-chi": []}'):
        with pytest.raises(BadRecord):
            read_ledger(broken)


def test_what_people_keep_is_recorded() -> None:
    """Pages, feeds, documents and open data; not photos, the theme, or the page for what is not there."""
    paths = [
        "404.html",
        "anh/a.jpg",
        "theme/a.css",
        "tim-kiem/tu/a.bin",
        "robots.txt",
        "so-quy-hoach/so-quy-hoach.csv",
        "a/index.html",
    ]
    assert published_addresses(paths) == {"a/", "so-quy-hoach/so-quy-hoach.csv"}


EXISTING = ("", "index.html", "tin/", "tin", "tin/index.html", "tin/a/", "tin/a", "tin/a/index.html")


def a_table(
    *pairs: tuple[str, str], prefixes: tuple[PrefixRedirect, ...] = (), gone: tuple[GoneAddress, ...] = ()
) -> RedirectTable:
    """Return a table of these."""
    redirects = [
        Redirect(old, to, Origin.ARTICLE, "x.md", 3) for text, to in pairs if (old := parse_old_address(text))
    ]
    return redirect_table(redirects, prefixes, gone, [])


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (a_table(("/cu", "tin/")), []),
        (a_table(("/cu", "tin/a/#muc")), []),
        (a_table(("/cu", "https://x.vn/")), []),
        (a_table(("/cu", "cu/")), ["chuyen-vong"]),
        (a_table(("/tin/a", "tin/a/")), ["chuyen-vong"]),
        (a_table(("/a", "b/"), ("/b", "a/")), ["chuyen-vong", "chuyen-vong"]),
        (a_table(("/a", "b/"), ("/b", "tin/")), ["chuyen-noi-tiep"]),
        (a_table(("/?p=1", "tin/"), ("/tin/?id=1", "tin/a/")), []),
        (a_table(("/tin/?id=1", "tin/?x=2&id=1")), ["chuyen-vong"]),
        (a_table(("/cu", "tin/?id=1"), ("/tin?id=1", "tin/a/")), ["chuyen-noi-tiep"]),
        (a_table(("/a", "mat/")), ["chuyen-chet"]),
        (a_table(("/a", "tin/a/#khong-co")), ["chuyen-chet"]),
        (a_table(("/tin/A/", "tin/")), ["chuyen-de-trang"]),
        (a_table(("/a", "tin/"), ("/A/", "tin/a/")), ["chuyen-trung"]),
        (a_table(("/a", "tin/"), ("/a/", "tin/")), []),
        (
            a_table(prefixes=(PrefixRedirect(parse_old_address("/tin"), "mat/"),)),
            ["chuyen-chet", "chuyen-de-trang"],
        ),  # type: ignore[arg-type]
        (a_table(gone=(GoneAddress(parse_old_address("/tin/a"), "x"),)), ["chuyen-de-trang"]),  # type: ignore[arg-type]
        (a_table(("/a", "tin/"), gone=(GoneAddress(parse_old_address("/a"), "x"),)), ["chuyen-trung"]),  # type: ignore[arg-type]
    ],
)
def test_loops_chains_dead_targets_and_contradictions(table: RedirectTable, codes: list[str]) -> None:
    """Each is an error, and says where."""
    found = list(table_problems(table, EXISTING, lambda path, anchor: anchor == "muc"))
    assert sorted(problem.code for problem in found) == codes


def test_what_is_lost_is_told_with_what_to_do() -> None:
    """The editor is told both ways to mend it."""
    (problem,) = lost_address_problems(["tin/mat/"])
    assert problem.code == "dia-chi-mat"
    assert "Đường dẫn cũ: /tin/mat/" in problem.message
    assert "[[bo]]" in problem.message


def test_lines_of_the_data_file_are_told() -> None:
    """A fault in the third table is on its line."""
    text = '[[chuyen]]\ntu = "/a"\nden = "/b/"\n\n[[chuyen]]\ntu = "c"\nden = "/d/"\n'
    file = data_file(text, "dia-chi-cu.toml")
    assert [str(one.old) for one in read_rules(file).redirects] == ["/a"]
    assert [problem.line for problem in file.problems] == [5]


def test_a_part_of_the_register_that_is_gone_leads_to_the_one_that_has_its_documents() -> None:
    """Its page, later pages and files; while its page is there, what is below leads to that."""
    before = ledger(**{f"so-quy-hoach/{rest}": () for rest in ("", "trang/2/", "so-quy-hoach.csv")})
    gone = settled(before, {"": (), "van-ban/": ()})
    assert {*gone.derived.values()} == {"van-ban/"}
    assert gone.derived.keys() == before.addresses.keys()
    shorter = settled(before, {"": (), "so-quy-hoach/": (), "van-ban/": ()})
    assert {*shorter.derived.values()} == {"so-quy-hoach/"}
    assert settled(before, {"": ()}).derived["so-quy-hoach/"] == ""


def test_a_rule_is_told_with_the_file_that_it_stands_in() -> None:
    """A commune's articles lie elsewhere than in content/; so do its old addresses, and what is wrong with them."""
    text = (
        '[[chuyen]]\ntu = "/a"\nden = "/mat/"\n[[chuyen]]\ntu = "/b/*"\nden = "/mat/"\n'
        '[[bo]]\ndia-chi = "/tin/a"\nly-do = "x"\n'
    )
    where = "an-binh/du-lieu/dia-chi-cu.toml"
    rules = read_rules(data_file(text, where))
    table = redirect_table(rules.redirects, rules.prefixes, rules.gone, ())

    problems = list(table_problems(table, {"tin/a"}, lambda path, anchor: True))
    assert [(one.path, one.line, one.code) for one in problems] == [
        (where, 1, "chuyen-chet"),
        (where, 4, "chuyen-chet"),
        (where, 7, "chuyen-de-trang"),
    ]
