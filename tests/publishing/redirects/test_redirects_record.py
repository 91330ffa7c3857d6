"""What was published is remembered: moved pages are followed, lists fall back, what is lost is told."""

from __future__ import annotations

import pytest

from plugins.publishing.redirects.checks import check, lost
from plugins.publishing.redirects.ledger import (
    Ledger,
    Settled,
    UnreadableLedger,
    marks_of,
    published_addresses,
    read_ledger,
    section_mark,
    settle,
    written,
)
from plugins.publishing.redirects.old_address import parse_old_address
from plugins.publishing.redirects.rules_file import read_rules
from plugins.publishing.redirects.table import Gone, Origin, Prefix, Redirect, Table, table_of

HOP = marks_of("content/hop.md", "Họp báo", "2023-11-29", "x")
LE = marks_of("content/le.md", "Lễ hội", "2023-12-01", "y")


def settled(last: Ledger, living: dict[str, tuple[str, ...]], answered: tuple[str, ...] = ()) -> Settled:
    """Settle what was published before against what is there now."""
    return settle(last, living, living, {}, lambda address: address in answered)


def record(**addresses: tuple[str, ...]) -> Ledger:
    """Return a record of addresses."""
    return Ledger({name.replace("_", "/"): marks for name, marks in addresses.items()})


@pytest.mark.parametrize(
    "now",
    [
        marks_of("content/khac.md", "Họp báo", "2023-11-29", "z"),
        marks_of("content/hop.md", "Họp báo lớn", "2023-11-29", "z"),
        marks_of("content/hop.md", "Họp báo", "2024-01-01", "z"),
        marks_of("content/khac.md", "Khác", "2020-01-01", "x"),
    ],
)
def test_a_moved_article_is_known_again(now: tuple[str, ...]) -> None:
    """By its file and day, its file and title, its title and day, or its bytes."""
    found = settled(record(tin_hop_=HOP), {"": (), "tin/moi/": now})
    assert found.moved == {"tin/hop/": "tin/moi/"}
    assert found.lost == ()


def test_another_article_in_the_same_file_is_another() -> None:
    """An editor who writes over an old file loses its address, and is told."""
    other = marks_of("content/hop.md", "Khác", "2024-05-05", "z")
    assert settled(record(tin_hop_=HOP), {"": (), "tin/khac/": other}).lost == ("tin/hop/",)


def test_two_that_could_be_it_are_none() -> None:
    """What cannot be told apart is not guessed."""
    twins = {
        "": (),
        "a/": marks_of("1.md", "Họp báo", "2023-11-29", "p"),
        "b/": marks_of("2.md", "Họp báo", "2023-11-29", "q"),
    }
    assert settled(record(tin_hop_=HOP), twins).lost == ("tin/hop/",)


def test_moves_are_followed_over_releases() -> None:
    """First here, then there, then elsewhere: all lead to where it is now, in one step."""
    first = settled(record(a_=HOP), {"": (), "b/": HOP})
    second = settled(
        first.record, {"": (), "c/": marks_of("content/hop.md", "Họp báo lớn", "2023-11-29", "z")}
    )
    later = marks_of("content/moi.md", "Họp báo lớn", "2023-11-29", "w")
    third = settled(second.record, {"": (), "d/": later})

    assert third.moved == {"a/": "d/", "b/": "d/", "c/": "d/"}
    assert third.lost == ()


def test_a_page_that_came_back_is_no_move() -> None:
    """What lives leads nowhere."""
    away = settled(record(a_=HOP), {"": (), "b/": HOP})
    back = settled(away.record, {"": (), "a/": HOP})
    assert back.moved == {"b/": "a/"}


def test_what_is_lost_stays_lost_until_somebody_says_so() -> None:
    """It is told with every release."""
    once = settled(record(a_=HOP), {"": ()})
    again = settled(once.record, {"": ()})
    said = settled(again.record, {"": ()}, answered=("a/",))

    assert (once.lost, again.lost, said.lost) == (("a/",), ("a/",), ())


def test_lists_fall_back_to_what_is_above_them() -> None:
    """A page of a list, a keyword, a year: nobody wrote them, so nobody has to account for them."""
    last = record(tin_=section_mark("Tin"), tin_trang_7_=(), the_lua_=(), luu_tru=())
    last = Ledger({**last.addresses, "tin/2020/": (), "feeds/tin.atom.xml": ()})
    found = settled(last, {"": (), "tin/": section_mark("Tin"), "the/": (), "feeds/tat-ca.atom.xml": ()})

    assert found.lost == ()
    assert found.derived["tin/trang/7/"] == "tin/"
    assert found.derived["the/lua/"] == "the/"
    assert found.derived["tin/2020/"] == "tin/"
    assert found.derived["feeds/tin.atom.xml"] == "feeds/tat-ca.atom.xml"


def test_a_renamed_section_takes_its_lists_along() -> None:
    """A section is known by its name."""
    last = Ledger({"tin/": section_mark("Tin"), "tin/2020/": ()})
    found = settled(last, {"": (), "tin-moi/": section_mark("Tin"), "tin-moi/2020/": ()})
    assert {**found.moved, **found.derived} == {"tin/": "tin-moi/", "tin/2020/": "tin-moi/2020/"}


def test_a_document_leads_to_its_next_version_or_to_who_offers_it() -> None:
    """Its name carries a sum of its bytes; people keep the link all the same."""
    old, new = "tai-lieu/ke-hoach-0123456789.pdf", "tai-lieu/ke-hoach-abcdef0123.pdf"
    last = Ledger({old: (), "tin/hop/": HOP}, {}, {old: "tin/hop/"})

    assert settled(last, {"": (), new: (), "tin/hop/": HOP}).derived == {old: new}
    assert settled(last, {"": (), "tin/hop/": HOP}).derived == {old: "tin/hop/"}


def test_a_record_is_read_as_it_was_written() -> None:
    """It travels as a file."""
    one = Ledger({"a/": HOP, "b/": ()}, {"c/": "a/"}, {"tai-lieu/x.pdf": "a/"})
    assert read_ledger(written(one)) == one
    for broken in (b"", b"{}", b"[]", b'{"phien-ban": 9}', b'{"phien-ban": 1, "dia-chi": []}'):
        with pytest.raises(UnreadableLedger):
            read_ledger(broken)


def test_what_people_keep_is_recorded() -> None:
    """Pages, feeds, documents and open data; not photos, the theme, or the page for what is not there."""
    paths = [
        "404.html",
        "anh/a.jpg",
        "theme/a.css",
        "pagefind/a.js",
        "robots.txt",
        "so-quy-hoach/so-quy-hoach.csv",
        "a/index.html",
    ]
    assert published_addresses(paths) == {"a/", "so-quy-hoach/so-quy-hoach.csv"}


LIVING = ("", "index.html", "tin/", "tin", "tin/index.html", "tin/a/", "tin/a", "tin/a/index.html")


def a_list(*pairs: tuple[str, str], prefixes: tuple[Prefix, ...] = (), gone: tuple[Gone, ...] = ()) -> Table:
    """Return a list of these."""
    redirects = [
        Redirect(old, to, Origin.ARTICLE, "x.md", 3) for text, to in pairs if (old := parse_old_address(text))
    ]
    return table_of(redirects, prefixes, gone, [])


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (a_list(("/cu", "tin/")), []),
        (a_list(("/cu", "tin/a/#muc")), []),
        (a_list(("/cu", "https://x.vn/")), []),
        (a_list(("/cu", "cu/")), ["chuyen-vong"]),
        (a_list(("/tin/a", "tin/a/")), ["chuyen-vong"]),
        (a_list(("/a", "b/"), ("/b", "a/")), ["chuyen-vong", "chuyen-vong"]),
        (a_list(("/a", "b/"), ("/b", "tin/")), ["chuyen-noi-tiep"]),
        (a_list(("/a", "mat/")), ["chuyen-chet"]),
        (a_list(("/a", "tin/a/#khong-co")), ["chuyen-chet"]),
        (a_list(("/tin/A/", "tin/")), ["chuyen-de-trang"]),
        (a_list(("/a", "tin/"), ("/A/", "tin/a/")), ["chuyen-trung"]),
        (a_list(("/a", "tin/"), ("/a/", "tin/")), []),
        (a_list(prefixes=(Prefix(parse_old_address("/tin"), "mat/"),)), ["chuyen-chet", "chuyen-de-trang"]),  # type: ignore[arg-type]
        (a_list(gone=(Gone(parse_old_address("/tin/a"), "x"),)), ["chuyen-de-trang"]),  # type: ignore[arg-type]
        (a_list(("/a", "tin/"), gone=(Gone(parse_old_address("/a"), "x"),)), ["chuyen-trung"]),  # type: ignore[arg-type]
    ],
)
def test_loops_chains_dead_targets_and_contradictions(table: Table, codes: list[str]) -> None:
    """Each is an error, and says where."""
    found = list(check(table, LIVING, lambda path, anchor: anchor == "muc"))
    assert sorted(problem.code for problem in found) == codes


def test_what_is_lost_is_told_with_what_to_do() -> None:
    """The editor is told both ways to mend it."""
    (problem,) = lost(["tin/mat/"])
    assert problem.code == "dia-chi-mat"
    assert "Đường dẫn cũ: /tin/mat/" in problem.message
    assert "[[bo]]" in problem.message


def test_lines_of_the_data_file_are_told() -> None:
    """A fault in the third table is on its line."""
    text = '[[chuyen]]\ntu = "/a"\nden = "/b/"\n\n[[chuyen]]\ntu = "c"\nden = "/d/"\n'
    said = read_rules({"chuyen": [{"tu": "/a", "den": "/b/"}, {"tu": "c", "den": "/d/"}]}, text)
    assert [problem.line for problem in said.problems] == [5]
