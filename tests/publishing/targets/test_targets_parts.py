"""The parts of publishing, without a target: manifests, targets, the order in which files go out, old addresses of hosts."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems.stop_build import StopBuild
from plugins.publishing.hosting.host_site import HostSite
from plugins.publishing.hosting.http_headers import is_immutable
from plugins.publishing.hosting.redirect_files import Limits, headers_file, redirects_file
from plugins.publishing.releases.manifest import (
    HEADER,
    Manifest,
    ManifestEntry,
    ReleaseHistory,
    RetainedFile,
    next_retained,
)
from plugins.publishing.releases.received import BadRecord, read_history, read_manifest
from plugins.publishing.targets.deploy_target import DeployTarget, Host
from plugins.publishing.targets.host_files import host_files
from plugins.publishing.targets.host_limits import check_limits
from plugins.publishing.targets.read_target import target_named
from plugins.publishing.targets.release_folders import release_name
from plugins.publishing.targets.transport import PublishSession
from plugins.publishing.targets.upload_order import TargetState, upload_steps
from plugins.redirects.ledger import Ledger
from plugins.redirects.old_address import parse_old_address
from plugins.redirects.redirect_table import Origin, Redirect, RedirectTable, redirect_table

ONE, TWO = ManifestEntry(1, "a" * 64), ManifestEntry(2, "b" * 64)


def test_a_manifest_is_read_as_it_was_written() -> None:
    """Head and list belong together; another list is not believed."""
    manifest = Manifest(
        {"index.html": ONE, "a/b.pdf": TWO},
        "https://a.vn",
        "ab12cd34" * 5,
        {"python": "3.12"},
        "2024-07-01T00:00:00+07:00",
    )
    assert read_manifest(manifest.header, manifest.listing) == manifest
    other = Manifest({"index.html": TWO})
    for header, listing in ((manifest.header, other.listing), (b"{}", b""), (b"", b""), (b"[]", b"[]")):
        with pytest.raises(BadRecord):
            read_manifest(header, listing)


def test_a_history_is_read_as_it_was_written() -> None:
    """The ledger of addresses, and the retained files."""
    history = ReleaseHistory(Ledger({"a/": ("x",)}, {"b/": "a/"}), {"theme/a.css": RetainedFile(ONE, 2)})
    assert read_history(history.published) == history
    for broken in (b"", b"{}", b'{"giu": 1}'):
        with pytest.raises(BadRecord):
            read_history(broken)


def test_files_outlive_their_release_for_a_while() -> None:
    """Only those that have their content in their names, and only so many releases."""
    last = Manifest({"theme/a.css": ONE, "index.html": ONE})
    history = ReleaseHistory(
        retained={"theme/alt.css": RetainedFile(ONE, 2), "theme/aelter.css": RetainedFile(ONE, 3)}
    )
    kept = next_retained(last, history, ["index.html", "theme/b.css"], 3, is_immutable)
    assert {path: one.age for path, one in kept.items()} == {"theme/a.css": 1, "theme/alt.css": 3}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"kind": "ftp", "to": "x"}, "kind là một trong"),
        ({"kind": "folder"}, "đang trống"),
        ({"kind": "folder", "to": "x", "keeep": 3}, "Ý bạn là “keep”"),
        ({"kind": "folder", "to": "x", "keep": 0}, "số nguyên từ 1"),
        ({"kind": "artifact", "to": "x"}, "host là một trong"),
        ({"kind": "rsync", "to": "a:b", "layout": "x"}, "layout là một trong"),
        ({"kind": "folder", "to": "x", "brotli": "False"}, "brotli là 'False'; cần True hay False"),
        ({"kind": "folder", "to": "x", "precompress": "no"}, "precompress là 'no'"),
        ({"kind": "folder", "to": "x", "hash_sizes": "False"}, "hash_sizes là 'False'"),
        ("x", "cần dạng"),
    ],
)
def test_a_target_that_is_not_clear_is_refused(row: object, says: str) -> None:
    """With what would be right."""
    with pytest.raises(StopBuild, match=says):
        target_named("t", {"t": row}, Path("/cong"))


def test_a_target_has_what_its_kind_usually_has() -> None:
    """Whoever says no more than where gets a server that serves."""
    one = target_named("t", {"t": {"kind": "rsync", "to": "a:/b"}}, Path("/cong"))
    assert (one.kind, one.host, one.precompress, one.layout) == ("rsync", Host.NGINX, True, "flat")
    two = target_named("t", {"t": {"kind": "rclone", "to": "a:b"}}, Path("/cong"))
    assert (two.host, two.precompress) == (Host.PLAIN, False)


ASSETS = [f"theme/{name}.css" for name in "abcde"]
PAGES = [f"{name}/index.html" for name in "pqrst"]
SITES = st.dictionaries(
    st.sampled_from(PAGES), st.frozensets(st.sampled_from(ASSETS), max_size=3), max_size=5
)


def files_of(site: dict[str, frozenset[str]]) -> dict[str, ManifestEntry]:
    """Return a site's files: a page is told by what it asks for, an asset by its name."""
    assets = {asset: ONE for assets_of in site.values() for asset in assets_of}
    return assets | {
        page: ManifestEntry(len(assets_of), ",".join(sorted(assets_of))) for page, assets_of in site.items()
    }


@given(SITES, SITES, st.booleans(), st.data())
def test_at_every_moment_pages_have_what_they_ask_for(
    before: dict[str, frozenset[str]], after: dict[str, frozenset[str]], keeps: bool, data: st.DataObject
) -> None:
    """File by file, in the order of the steps; a run that is cut off anywhere is finished by the next, which looks at what is there."""
    old, new = files_of(before), files_of(after)
    kept = [path for path in old if is_immutable(path) and path not in new] if keeps else []
    there = dict(old)
    wanted = new | {path: old[path] for path in kept}

    def run(until: int) -> None:
        done = 0
        same = frozenset(path for path in there if there[path] == wanted.get(path))
        state = TargetState(same, frozenset(there.keys() - same))
        for step in upload_steps(state, [*wanted, HEADER], [HEADER]):
            for path in [*step.send, *step.remove]:
                if done == until:
                    return
                done += 1
                if path in step.remove:
                    there.pop(path, None)
                elif path in new:
                    there[path] = new[path]
                for page in PAGES:
                    assets_of = there[page].sha256.split(",") if page in there else []
                    assert all(asset in there for asset in assets_of if asset), (page, path)

    run(data.draw(st.integers(0, 12)))
    run(10_000)
    assert there == wanted


def test_releases_sort_as_they_follow_each_other() -> None:
    """By their time, whatever is in them."""
    from datetime import UTC, datetime

    early, late = datetime(2024, 6, 30, 1, 2, 3, tzinfo=UTC), datetime(2024, 6, 30, 1, 2, 4, tzinfo=UTC)
    assert release_name(early, "f" * 64) < release_name(late, "0" * 64)


def a_table(*pairs: tuple[str, str]) -> RedirectTable:
    """Return a list of these."""
    return redirect_table(
        [Redirect(old, to, Origin.ARTICLE) for text, to in pairs if (old := parse_old_address(text))],
        [],
        [],
        [],
    )


def test_redirect_lines_in_every_spelling_that_fits() -> None:
    """Where there is no room for all, each address has its likeliest; those without any become pages."""
    table = a_table(("/web/Họp.html", "a/"), ("/portal/Pages/2024-5-7/xabcdefgh.aspx", "b/"), ("/cu", "c/"))
    site = HostSite("https://a.vn/cong", table)
    whole, over = redirects_file(site, Limits(10_000))
    assert not over
    for line in (
        "/cong/cu /cong/c/ 301",
        "/cong/cu/ /cong/c/ 301",
        "/cong/web/H%E1%BB%8Dp.html /cong/a/ 301",
        "/cong/web/h%e1%bb%8dp.html /cong/a/ 301",
    ):
        assert line in whole.split("\n")
    assert "/cong/portal/pages/2024-05-07/xabcdefgh.aspx /cong/b/ 301" in whole

    short, over = redirects_file(site, Limits(2))
    assert len([line for line in short.split("\n") if line.endswith("301")]) == 2
    assert len(over) == 1


def test_headers_stand_in_one_rule_each() -> None:
    """Hosts that read ``_headers`` join what stands in two."""
    text = headers_file(HostSite("https://a.vn", a_table()))
    assert text.count("Content-Security-Policy:") == 1
    blocks = [block.split("\n") for block in text.split("\n/")]
    assert [
        block
        for block in blocks
        if block[0].endswith("*") and len(block[0]) < 3 and "Cache-Control" in "".join(block)
    ] == []


def test_a_host_that_is_too_small_is_told_before_anything_goes_there() -> None:
    """Or is nearly full."""
    many = {f"{number}.html": ONE for number in range(17_000)}
    assert "20.000" in check_limits(Host.CLOUDFLARE, many)[0]
    with pytest.raises(StopBuild, match="25 MiB"):
        check_limits(Host.CLOUDFLARE, {"a.pdf": ManifestEntry(30 * 2**20, "x")})
    with pytest.raises(StopBuild, match="1 GB"):
        check_limits(Host.GITHUB, {f"{number}.jpg": ManifestEntry(10**8 - 1, "x") for number in range(11)})
    assert check_limits(Host.NGINX, many) == []


@pytest.mark.parametrize("host", ["nginx", "caddy"])
def test_a_portal_below_a_path_is_refused_where_it_would_not_work(host: str) -> None:
    """Before anything is written."""
    target = target_named("t", {"t": {"kind": "folder", "to": "x", "host": host}}, Path("/cong"))
    with pytest.raises(StopBuild, match="gốc của một tên miền"):
        host_files(target, "https://a.vn/cong", a_table(), [])


names = st.one_of(
    st.text(st.sampled_from("abA_/\\.~:- \u1ea7"), min_size=1, max_size=6),
    st.text(min_size=1, max_size=90),
    st.sampled_from(["..", ".", "C:\\x", "a/b", "a_b", "con", "NUL.txt", "x" * 300, "ầ" * 90]),
)


@given(names, names)
def test_a_targets_own_folder_lies_in_the_cache_and_is_no_others(one: str, other: str) -> None:
    """Whatever a target is called: its folder and its lock are entries of the cache, on every system, and its alone."""
    sessions = [
        PublishSession(DeployTarget(name, "folder", "/x", Host.PLAIN), Path("cache")) for name in (one, other)
    ]
    folders = [session.cache_folder for session in sessions]

    for session, folder in zip(sessions, folders, strict=True):
        assert folder.parent == Path("cache/phat-hanh")
        assert session.lock_file.parent == Path("cache")
        assert PureWindowsPath(folder.name).name == folder.name == folder.name.rstrip(" .")
        assert not PureWindowsPath(folder.name).is_reserved()
        assert folder.name not in ("", ".", "..")
        assert len(folder.name.encode()) < 200
    assert (one == other) == (folders[0] == folders[1]) == (sessions[0].lock_file == sessions[1].lock_file)


@pytest.mark.parametrize("name", ["may-chu", "a_b", "Máy chủ 2", "thu.nghiem"])
def test_what_publishing_remembers_of_a_plain_name_stays_where_it_was(name: str) -> None:
    """A folder of another name would be one that remembers nothing."""
    session = PublishSession(DeployTarget(name, "folder", "/x", Host.PLAIN), Path("cache"))

    assert session.cache_folder == Path("cache/phat-hanh") / name
    assert session.lock_file == Path("cache") / f"phat-hanh-{name}.khoa"


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\0b", "/srv/\x1b[2J"])
def test_what_is_no_name_is_no_target(name: str) -> None:
    """Neither in the table nor on the command line."""
    row = {"kind": "folder", "to": "/x"}
    for table in ({}, {name: row}):
        with pytest.raises(StopBuild, match="không phải tên"):
            target_named(name, table, Path("/cong"))


@pytest.mark.parametrize("other", ["May-Chu", "MAY-CHU"])
def test_two_targets_that_one_system_takes_for_one_are_refused(other: str) -> None:
    """Windows and macOS have one folder for both names: the second would take the first one's release for its own."""
    row = {"kind": "folder", "to": "/x"}
    with pytest.raises(StopBuild, match=r"“may-chu” và “(?:May-Chu|MAY-CHU)” chỉ khác chữ hoa"):
        target_named("may-chu", {"may-chu": row, other: row}, Path("/cong"))
    composed, decomposed = "M\u00e1y", "Ma\u0301y"
    with pytest.raises(StopBuild, match="cách gõ dấu"):
        target_named(composed, {composed: row, decomposed: row}, Path("/cong"))
    assert (
        target_named("may-chu", {"may-chu": row, "may-chu-2": row, 7: row}, Path("/cong")).name == "may-chu"
    )
