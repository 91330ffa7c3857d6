"""Relative addresses lead to the file that the absolute one meant, from every page, and outside ones stay as they are."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from plugins.building.edition.link_targets import path_and_anchor, served_file
from plugins.building.edition.relative_links import RelativeLinks

NAMES = st.sampled_from(["tin", "2024", "van-hoa", "ảnh đẹp", "a&b", "50%", "a#b", "x?y"])
FOLDERS = st.lists(NAMES, max_size=3).map("/".join)
FILES = st.tuples(FOLDERS, st.sampled_from(["index.html", "a.jpg", "404.html"])).map(
    lambda two: "/".join(two).lstrip("/")
)
ROOTS = st.sampled_from(["", "/cong"])


@given(st.sets(FILES, min_size=1), FILES, ROOTS, st.booleans(), st.data())
def test_a_relative_address_means_what_the_absolute_one_meant(
    files: set[str], page: str, root: str, with_host: bool, data: st.DataObject
) -> None:
    """Whatever letters are in it; queries and anchors stay."""
    from urllib.parse import quote

    wanted = data.draw(st.sampled_from(sorted(files)))
    site = f"https://a.vn{root}"
    rest = data.draw(st.sampled_from(["", "?tim=a+b", "#muc", "?a=1#b"]))
    shown = wanted.removesuffix("index.html") if data.draw(st.booleans()) else wanted
    address = f"{site if with_host else root}/{quote(shown)}{rest}"
    relative = RelativeLinks(files, root, site).address(page, address)
    parts = urlsplit(relative)

    meant = path_and_anchor(address, page, root, site)
    assert meant is not None
    assert not relative.startswith(("/", "http"))
    assert posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) == served_file(
        meant[0], files
    )
    assert relative.endswith(rest)


@given(
    st.sampled_from(
        ["https://b.vn/x", "//b.vn/x", "mailto:a@b.vn", "tel:113", "data:,x", "#a", "https://a.vn.evil/x"]
    ),
    FILES,
)
def test_what_leads_elsewhere_stays(address: str, page: str) -> None:
    """Another host, a mailbox, a place on the same page."""
    assert RelativeLinks({page}, "", "https://a.vn").address(page, address) == address


def test_only_addresses_of_tags_are_changed() -> None:
    """Not the words, not comments, not the page's own name, not what metadata say."""
    links = RelativeLinks({"index.html", "a/index.html", "b.png"}, "", "https://a.vn")
    kept = (
        '<link rel="canonical" href="https://a.vn/a/"><meta property="og:url" content="https://a.vn/a/">'
        '<!-- <a href="/"> --><p title=\'href="/"\'>href="/" &amp; src="/b.png"</p>'
    )
    before = "<a class='x' href='/?a=1&amp;b=2'>x</a><img alt=\"\" srcset=\"/b.png 1x,\n/b.png 2x\">"
    after = (
        '<a class=\'x\' href="../index.html?a=1&amp;b=2">x</a><img alt="" srcset="../b.png 1x,\n../b.png 2x">'
    )

    assert links.page("a/index.html", kept + before) == kept + after
