"""A target that somebody took over writes what it likes into its records: nothing outside a release's folder is touched."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import outside_tools
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.files.checksum import sha256
from plugins.problems.stop_build import StopBuild
from plugins.publishing.hosting.http_headers import is_immutable
from plugins.publishing.releases.last_release import LastRelease
from plugins.publishing.releases.manifest import (
    FILES,
    HEADER,
    HISTORY,
    JOURNAL,
    Manifest,
    ManifestEntry,
    ReleaseHistory,
    RetainedFile,
    next_retained,
)
from plugins.publishing.releases.received import (
    BadRecord,
    is_release_path,
    read_history,
    read_journal,
    read_ledger,
    read_lock_note,
    read_manifest,
    read_sums,
)
from plugins.publishing.releases.release import FileContent, Release
from plugins.publishing.retention_rule import retention_rule
from plugins.publishing.targets import rsync
from plugins.publishing.targets.publish_options import PublishOptions
from plugins.publishing.targets.read_target import target_named
from plugins.publishing.targets.transport import PublishSession
from plugins.publishing.targets.transports import transport_for
from plugins.redirects.ledger import Ledger
from plugins.redirects.redirect_table import redirect_table

FIRST = {
    "index.html": b"mot",
    "tin/index.html": b"tin",
    "tin/cu/index.html": b"cu",
    "anh/a-0123456789.jpg": b"anh",
    "theme/css/a-0123456789.css": b"css",
}
SECOND = {**FIRST, "index.html": b"hai", "tin/index.html": b"tin moi", "theme/css/b-abcdef0123.css": b"moi"}
del SECOND["tin/cu/index.html"], SECOND["theme/css/a-0123456789.css"]
# Where each kind of target keeps the files of its public release, below the folder of the target.
KINDS: dict[str, tuple[dict[str, object], str]] = {
    "folder": ({"kind": "folder"}, "current"),
    "rsync": ({"kind": "rsync", "layout": "flat"}, ""),
    "rsync-releases": ({"kind": "rsync", "layout": "releases"}, "current"),
    "rclone": ({"kind": "rclone", "host": "plain"}, ""),
    "github": ({"kind": "artifact", "host": "github"}, ""),
    "gitlab": ({"kind": "artifact", "host": "gitlab"}, ""),
}


class _Site(BaseHTTPRequestHandler):
    files: Mapping[str, bytes]

    def do_GET(self) -> None:
        data = self.files.get(self.path.lstrip("/"))
        self.send_response(404 if data is None else 200)
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""


@contextmanager
def site(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve files while the block runs; give the site's address."""
    handler = type("Handler", (_Site,), {"files": files})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@dataclass
class Place:
    """A target in a folder, with what lies beside it and must stay as it is."""

    kind: str
    folder: Path
    told: list[str] = field(default_factory=list)

    @property
    def target(self) -> Path:
        """The folder of the target."""
        return self.folder / "dich"

    @property
    def public(self) -> Path:
        """The folder of the public release."""
        return self.target / KINDS[self.kind][1]

    def begin(self) -> Place:
        """Make what lies beside the target."""
        for name in ("ngoai/a.txt", "ngoai/index.html", ".bashrc", "dich.txt", "ngoai/tin/index.html"):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(name, "utf-8")
        return self

    def outside(self) -> dict[str, bytes]:
        """Return every file beside the target and the cache."""
        own = (self.target, self.folder / "cache", self.folder / ".dich.moi")
        return {
            str(path): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and not any(path.is_relative_to(one) for one in own)
        }

    def publish(self, files: Mapping[str, bytes], siteurl: str = "https://cong-thu.gov.vn") -> LastRelease:
        """Publish as a run does: read the last release, make the next, send it; return the last one."""
        row = {"host": "nginx", "precompress": False, **KINDS[self.kind][0], "to": str(self.target)}
        session = PublishSession(
            target_named("dich", {"dich": row}, self.folder),
            self.folder / "cache",
            siteurl,
            options=PublishOptions(wait=0),
            tell=self.told.append,
        )
        transport = transport_for(session)
        with transport.connected():
            last = transport.last_release()
            contents = {path: FileContent.of(data) for path, data in files.items()}
            retained = next_retained(last.manifest, last.history, files, 5, is_immutable)
            history = ReleaseHistory(
                last.history.ledger.merged(Ledger({"": (), "tin/": ("ab12",)})), retained
            )
            manifest = Manifest({path: one.file for path, one in contents.items()}, siteurl)
            server_files = {"nginx.conf": manifest.digest.encode()} if self.kind == "folder" else {}
            transport.publish(Release(contents, manifest, history, {}, server_files), last)
        return last


def needed(kind: str) -> None:
    """Skip where the program of a kind of target is missing."""
    if kind.startswith("rsync"):
        outside_tools.rsync()
    if kind == "rclone":
        outside_tools.rclone()


def hostile_paths(outside: str) -> st.SearchStrategy[str]:
    """Return paths that lead out of a folder, or are meant to."""
    known = (
        f"{outside}/a.txt",
        "../ngoai/a.txt",
        "../../ngoai/a.txt",
        "../../../ngoai/a.txt",
        "tin/../../ngoai/a.txt",
        "..\\ngoai\\a.txt",
        "C:/ngoai/a.txt",
        "~/.bashrc",
        "~",
        "-rf",
        "--delete",
        "./../ngoai/a.txt",
        "tin//../../ngoai/a.txt",
        ".. /ngoai/a.txt",
        "\x00",
        "a\n../ngoai/a.txt",
        "a\x1b[2J",
        "\u202eab",
        "\ud800",
        "ban-dung/so.json",
        "BAN-DUNG/so.json",
        ".site-output",
        ".khoa-phat-hanh.json",
        ".may-chu/nginx.conf",
        "x" * 300,
        "a/" * 900 + "a",
        "",
        "/",
        ".",
        "..",
        "index.html/x",
        "http://a.vn/x",
    )
    made = st.lists(
        st.sampled_from(["..", ".", "", "ngoai", "a.txt", "~", "C:", "tin", "\\", "-", "…", " "]), max_size=6
    )
    return st.sampled_from(known) | made.map("/".join) | st.text(max_size=20)


NUMBERS = st.sampled_from([-1, 10**30, True, None, "1", 1.5, float("nan"), float("inf"), [], 2**63])
RAW = st.sampled_from(
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"<!DOCTYPE html><html>404</html>",
        b"\xff\xfe{}",
        b"[" * 50_000,
        b'{"a":' * 3_000 + b"1" + b"}" * 3_000,
        b'{"phien-ban": 1, "phien-ban": 1}',
        b'{"phien-ban": NaN}',
        b'{"phien-ban": 1' + b"0" * 5_000 + b"}",
    ]
)


def records(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the records of a release as values, to be spoilt."""
    manifest = Manifest({path: FileContent.of(data).file for path, data in files.items()})
    history = ReleaseHistory(Ledger({"": (), "tin/": ("ab12",)}))
    return {
        HEADER: json.loads(manifest.header),
        FILES: json.loads(manifest.listing),
        HISTORY: json.loads(history.published),
        JOURNAL: {"tep": [], "chu-ky": {}},
    }


def potent_paths(outside: str) -> list[str]:
    """Return paths that each lead to a file outside, if they are believed; some look as if they outlived a release."""
    ways = (f"{outside}/a.txt", "../ngoai/a.txt", "../../ngoai/a.txt", "../../../ngoai/a.txt")
    return [
        *ways,
        *(f"theme/{way}" for way in ways),
        "theme/../../../../ngoai/a.txt",
        "tin/../../ngoai/a.txt",
    ]


@st.composite
def spoilt(draw: st.DrawFn, outside: str) -> dict[str, bytes]:
    """Return records of which at least one says what none says; each is forged so that it fits the others."""
    path = draw(hostile_paths(outside) | st.sampled_from(potent_paths(outside)))
    where = draw(
        st.sampled_from(["files", "retained", "addresses", "moves", "journal", "number", "raw", "deep"])
    )
    if where == "raw":
        name = draw(st.sampled_from([HEADER, FILES, HISTORY, JOURNAL]))
        return forged("tin/x/index.html", "files") | {name: draw(RAW)}
    if where not in ("number", "deep"):
        return forged(path, where)
    found = records(FIRST)
    if where == "number":
        found[FILES]["tin/cu/index.html"][draw(st.integers(0, 1))] = draw(NUMBERS)
        found[HISTORY]["giu"]["theme/x-0123456789.css"] = [1, "f" * 64, draw(NUMBERS)]
    else:
        found[draw(st.sampled_from([HEADER, HISTORY]))]["them"] = json.loads("[" * 60 + "]" * 60)
    return sealed(found)


def forged(path: str, where: str) -> dict[str, bytes]:
    """Return records with a path in one place of them."""
    found = records(FIRST)
    row = [3, sha256(b"cu?"), 1]
    if where == "files":
        found[FILES][path] = row[:2]
    elif where == "retained":
        found[HISTORY]["giu"][path] = row
    elif where == "addresses":
        found[HISTORY]["so-dia-chi"]["dia-chi"][path] = []
    elif where == "moves":
        found[HISTORY]["so-dia-chi"]["chuyen"]["tin/"] = path
    elif where == "journal":
        found[JOURNAL]["tep"] = [path]
    return sealed(found)


def sealed(found: Mapping[str, Any]) -> dict[str, bytes]:
    """Return records as they are written, the header made to fit the list of files."""
    listing = json.dumps(found[FILES]).encode()
    head = found[HEADER] | {"tep-sha256": sha256(listing), "so-tep": len(found[FILES])}
    with suppress(TypeError):
        head["so-byte"] = sum(one[0] for one in found[FILES].values())
    values = {HEADER: head, HISTORY: found[HISTORY], JOURNAL: found[JOURNAL]}
    return {name: json.dumps(value).encode() for name, value in values.items()} | {FILES: listing}


def write_records(place: Place, written: Mapping[str, bytes]) -> None:
    """Put records at a target in the place of those that are there."""
    for name, data in written.items():
        if name == JOURNAL and KINDS[place.kind][1]:
            continue
        file = place.public / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_bytes(data)


def is_artifact(kind: str) -> bool:
    """Tell whether a kind of target is a folder that a host takes away."""
    return KINDS[kind][0]["kind"] == "artifact"


def attempt(sound: Place, folder: Path, written: Mapping[str, bytes], served: Mapping[str, bytes]) -> bool:
    """
    Publish to a copy of a sound target that was taken over; return whether it was published.

    Nothing outside the target may be another afterwards, whatever happened.
    """
    place = Place(sound.kind, folder)
    shutil.rmtree(place.folder, ignore_errors=True)
    shutil.copytree(sound.folder, place.folder, symlinks=True)
    before = place.outside()
    done = False
    if is_artifact(sound.kind):
        with site({**FIRST, **served, **written}) as address, suppress(StopBuild):
            place.publish(SECOND, address)
            done = True
    else:
        write_records(place, written)
        with suppress(StopBuild):
            place.publish(SECOND)
            done = True
    assert place.outside() == before, written
    # What no release has is not written into it either.
    names = [path.relative_to(place.target).as_posix() for path in place.target.rglob("*")]
    assert not [name for name in names if "a.txt" in name or "bashrc" in name]
    return done


def sound_place(kind: str, folder: Path) -> Place:
    """Return a target that has a release, where its kind keeps one."""
    needed(kind)
    sound = Place(kind, folder).begin()
    if not is_artifact(kind):
        sound.publish(FIRST)
    return sound


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("where", ["files", "retained", "journal", "addresses"])
def test_a_record_that_leads_out_of_the_folder_is_refused(kind: str, where: str, tmp_path: Path) -> None:
    """Before anything is sent: whoever wrote it, it is no release of ours. Only folders that change file by file have a journal."""
    sound = sound_place(kind, tmp_path / "lanh")
    has_no_journal = where == "journal" and (KINDS[kind][1] != "" or is_artifact(kind))
    for path in potent_paths(str(tmp_path / "thu/ngoai")):
        served = {path: b"cu?", path.lstrip("/"): b"cu?"}
        assert attempt(sound, tmp_path / "thu", forged(path, where), served) == has_no_journal, path


@pytest.mark.parametrize("kind", KINDS)
def test_no_record_leads_out_of_the_folder(kind: str, tmp_path: Path) -> None:
    """Whatever a target's records say, a run ends well or with a word to the keeper, and what lies outside stays."""
    sound = sound_place(kind, tmp_path / "lanh")

    @settings(
        max_examples=12 if kind.startswith("rsync") else 40,
        suppress_health_check=list(HealthCheck),
    )
    @given(spoilt(str(tmp_path / "thu/ngoai")))
    def try_one(written: dict[str, bytes]) -> None:
        attempt(sound, tmp_path / "thu", written, {})

    try_one()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not is_artifact(kind)])
@pytest.mark.parametrize("at", ["tin", "tin/cu", "ban-dung", "anh", "theme/css", "index.html"])
def test_no_link_at_a_target_is_followed(kind: str, at: str, tmp_path: Path) -> None:
    """A link in the place of a folder or a file of the release: what it leads to is neither written nor removed."""
    needed(kind)
    place = Place(kind, tmp_path).begin()
    place.publish(FIRST)
    there = place.public / at
    for name in SECOND | FIRST | {f"{at}/{name}": b"" for name in ("so.json", "ke-khai.json", "tep.json")}:
        if name.startswith(f"{at}/"):
            copy = tmp_path / "ngoai" / name.removeprefix(f"{at}/")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(b"cua nguoi khac")
    shutil.rmtree(there) if there.is_dir() else there.unlink()
    there.symlink_to(tmp_path / "ngoai" / ("index.html" if at == "index.html" else ""))
    before = place.outside()
    with suppress(StopBuild):
        place.publish(SECOND)
    assert place.outside() == before


@given(hostile_paths("/ngoai"))
def test_a_path_of_a_release_stays_in_its_folder(path: str) -> None:
    """Joined to a folder it lies below it, on this system and on Windows."""
    from pathlib import PurePosixPath, PureWindowsPath

    if is_release_path(path):
        assert ".." not in PurePosixPath(path).parts
        assert not PurePosixPath(path).is_absolute()
        for one in (path, path.replace(" ", ""), path.rstrip(". ")):
            windows = PureWindowsPath(one)
            assert not windows.drive
            assert not windows.root
            assert ".." not in windows.parts
        assert path.isprintable() or any(not letter.isprintable() for letter in path)
        assert "\\" not in path
        assert len(path.encode()) <= 1024


@given(
    st.binary(max_size=200)
    | RAW
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda below: (
            st.lists(below, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["phien-ban", "giu", "so-dia-chi", "dia-chi", "tep", "chu-ky", "lan-toi", "a"]
                ),
                below,
                max_size=5,
            )
        ),
        max_leaves=20,
    ).map(lambda value: json.dumps(value).encode())
)
def test_readers_return_or_refuse(data: bytes) -> None:
    """Any bytes are read as a record, or refused with a reason; nothing else is raised."""
    for read in (read_history, read_ledger, read_journal, lambda data: read_manifest(data, data)):
        with suppress(BadRecord):
            read(data)
    read_lock_note(data)
    for path, _ in read_sums(data.decode("utf-8", "replace")):
        assert path.isprintable() or is_release_path(path)


def test_two_spellings_of_earlier_versions_are_read() -> None:
    """They wrote forwarding pages in a decomposed spelling beside the composed one; alone it is refused."""
    composed, decomposed = "web/H\u1ecdp.html", "web/Ho\u0323p.html"
    one = FileContent.of(b"x").file
    both = Manifest({composed: one, decomposed: one})
    assert read_manifest(both.header, both.listing) == both
    alone = Manifest({decomposed: one})
    with pytest.raises(BadRecord, match="đường dẫn lạ"):
        read_manifest(alone.header, alone.listing)


@pytest.mark.parametrize(
    ("note", "who"),
    [
        ('{"nguoi": "lan", "may": "a", "tien-trinh": "7", "tu": "2024-06-30T08:00:00+07:00"}', "lan"),
        (
            '{"nguoi": "lan\\u001b[2J", "may": "a", "tien-trinh": "7", "tu": "2024-06-30T08:00:00+07:00"}',
            None,
        ),
        ('{"nguoi": "lan", "may": "a", "tien-trinh": "0", "tu": "2024-06-30T08:00:00+07:00"}', None),
        (
            '{"nguoi": "lan", "may": "a", "tien-trinh": "'
            + "9" * 30
            + '", "tu": "2024-06-30T08:00:00+07:00"}',
            None,
        ),
        ('{"nguoi": "lan", "may": "a", "tien-trinh": "7", "tu": "2024-06-30T08:00:00"}', None),
        (
            '{"nguoi": "'
            + "x" * 5000
            + '", "may": "a", "tien-trinh": "7", "tu": "2024-06-30T08:00:00+07:00"}',
            None,
        ),
    ],
)
def test_the_note_of_a_lock_says_who_or_nothing(note: str, who: str | None) -> None:
    """It is printed, and its process is asked for."""
    found = read_lock_note(note.encode())
    assert (found.holder.user if found else None) == who


@pytest.mark.parametrize(
    "says",
    [
        "yes",
        "echo held; yes",
        "echo ok; yes",
        "echo ok; cat >/dev/null",
        "printf '\\033[2J\\033]0;x\\007' >&2; exit 1",
        "yes >&2",
        "exit 0",
        'echo held; echo \'{"nguoi": "\\u001b[2J"}\'',
        "sleep 30 >&2 & echo held; exit 0",
        "sleep 30 & echo held; exit 0",
        "sleep 30 & exec sleep 30",
        "sleep 30 & exit 1",
    ],
)
def test_a_server_that_says_anything_ends_a_run(
    says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a while, with a word that steers no terminal, and without filling the memory."""
    outside_tools.rsync()
    monkeypatch.setattr(rsync, "_LONGEST_FETCH", 2)
    monkeypatch.setattr(rsync, "_LONGEST_END", 1)
    ssh = tmp_path / "ssh"
    ssh.write_text(f"#!/bin/sh\n{says}\n", "utf-8")
    ssh.chmod(0o755)
    row = {"kind": "rsync", "to": "may:/srv", "ssh": str(ssh)}
    session = PublishSession(
        target_named("dich", {"dich": row}, tmp_path), tmp_path, options=PublishOptions(wait=0)
    )
    transport = transport_for(session)
    said, began = "", time.monotonic()
    try:
        with transport.connected():
            # A server that keeps silent has nothing, and that has to be proved.
            assert transport.last_release().is_empty
    except StopBuild as fault:
        said = str(fault)
    assert "\x1b" not in said
    # What a command leaves behind may hold its streams; nobody waits for that.
    assert time.monotonic() - began < 25


@pytest.mark.parametrize(
    "at",
    [
        "current",
        "releases/.dang-lam",
        "may-chu",
        "may-chu/ban",
        ".khoa",
        ".khoa.json",
        ".current.moi",
    ],
)
def test_no_link_beside_release_folders_is_followed(at: str, tmp_path: Path) -> None:
    """What lies there has names as releases have them, and files as releases have them; all of it stays."""
    place = Place("folder", tmp_path).begin()
    place.publish(FIRST)
    place.publish(SECOND)
    there = place.target / at
    for name in ("20200101T000000Z-0123456789/index.html", "2020/a.txt", "nginx.conf", ".site-output"):
        (tmp_path / "ngoai" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "ngoai" / name).write_bytes(b"cua nguoi khac")
    if there.is_dir() and not there.is_symlink():
        shutil.rmtree(there)
    else:
        there.unlink(missing_ok=True)
    there.parent.mkdir(exist_ok=True)
    there.symlink_to(tmp_path / "ngoai" / ("a.txt" if at.startswith(".khoa") else ""))
    before = place.outside()
    for files in (FIRST, SECOND, FIRST):
        with suppress(StopBuild):
            place.publish(files)
    assert place.outside() == before


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("theme/css/a-0123456789.css", True),
        ("anh/a-0123456789.jpg", True),
        ("casino/index.html", False),
        ("theme/casino/index.html", False),
        ("anh/ca-do-0123456789.HTM", False),
        ("tai-lieu/x-0123456789.php", False),
    ],
)
def test_no_page_outlives_its_release(path: str, stays: bool) -> None:
    """A history of sound shape may name one all the same."""
    one = ManifestEntry(1, "a" * 64)
    last = LastRelease(None, Manifest({}), ReleaseHistory(retained={path: RetainedFile(one, 1)}))
    assert retention_rule(last, ["index.html"], redirect_table([], [], [], []))(path) == stays
