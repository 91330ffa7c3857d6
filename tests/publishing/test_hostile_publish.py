"""The keeper's own commands against targets that somebody took over: real servers, a hostile site, forged signatures."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import outside_tools
import pytest
from living_portal import LivingPortal
from serving import sshd

from plugins.files.checksum import sha256
from plugins.publishing.releases.manifest import HEADER, HISTORY, JOURNAL
from plugins.publishing.targets.flat_folder import FlatFolder
from plugins.publishing.targets.upload_order import UploadStep, upload

FORGED = (
    "theme/js/shell.0123456789.php",
    "theme/js/.htaccess",
    "theme/.user.ini",
    "anh/canh-dong-0123456789.phtml",
    "anh/canh-dong-0123456789.php.jpg",
    "tai-lieu/nha-cai-0123456789.html",
    "theme/nha-cai.html",
)


@pytest.fixture
def portal(tmp_path: Path) -> LivingPortal:
    """A small portal with one target, release folders on this machine."""
    return LivingPortal(
        tmp_path / "cong", {"nha": {"kind": "folder", "to": str(tmp_path / "srv"), "keep": 3}}, articles=3
    ).begin()


def aim(portal: LivingPortal, target: dict[str, object], siteurl: str = "") -> None:
    """Give the portal one target, and another address where one is given."""
    portal.targets = {"dich": target}
    portal.write_settings()
    if siteurl:
        with portal.settings.open("a", encoding="utf-8") as file:
            file.write(f"\nPRODUCTION = False\nSITEURL = {siteurl!r}\n")


def publish(portal: LivingPortal, *more: str, code: int = 0, **environment: str) -> str:
    """Publish, and return what was printed; there is never a traceback."""
    found, printed = portal.run("publish", "--to", "dich", *more, **environment)
    assert found == code, printed
    assert "Traceback" not in printed
    return printed


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder while the block runs; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_a_site_that_was_taken_over_writes_nothing_here(
    portal: LivingPortal, tmp_path: Path, host: str
) -> None:
    """Its ledger names files of the publishing machine; the site would give their content."""
    live, public = tmp_path / "live", tmp_path / "public"
    with served(live) as address:
        aim(portal, {"kind": "artifact", "host": host, "to": str(live)}, address)
        live.mkdir()
        (live / ".site-output").touch()
        publish(portal, "--first")
        aim(portal, {"kind": "artifact", "host": host, "to": str(public)}, address)
        sound = json.loads((live / HISTORY).read_bytes())
        victim = tmp_path / "nha-toi" / ".bashrc"
        for name in (str(victim), "../nha-toi/.bashrc", "theme/../../nha-toi/.bashrc", "~/.bashrc"):
            (live / "nha-toi").mkdir(exist_ok=True)
            spoilt = sound | {
                "giu": {name: [1, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", 1]}
            }
            (live / HISTORY).write_text(json.dumps(spoilt), "utf-8")
            printed = publish(portal, code=2)
            assert HISTORY in printed
            assert "đường dẫn lạ" in printed
        assert not victim.exists()
        assert not public.exists()


@pytest.mark.parametrize("kind", ["folder", "flat", "artifact"])
def test_what_a_forged_history_keeps_is_nothing_that_a_server_runs_or_shows(
    portal: LivingPortal, tmp_path: Path, kind: str
) -> None:
    """A shell, a page or a file of settings with a sum in its name, or below the theme, does not outlive the next release."""
    there, public = tmp_path / "dich", tmp_path / "dich" / ("current" if kind == "folder" else "")
    rows: dict[str, dict[str, object]] = {
        "folder": {"kind": "folder", "to": str(there)},
        "flat": {"kind": "rclone", "to": f":local:{there}", "host": "plain"},
        "artifact": {"kind": "artifact", "host": "github", "to": str(there)},
    }
    if kind == "flat":
        outside_tools.rclone()
    with served(there) as address:
        there.mkdir()
        if kind == "artifact":
            (there / ".site-output").touch()
        aim(portal, rows[kind], address if kind == "artifact" else "")
        publish(portal, "--first")
        history = public / HISTORY
        sound = json.loads(history.read_bytes())
        for name in FORGED:
            (public / name).parent.mkdir(parents=True, exist_ok=True)
            (public / name).write_bytes(b"<?php system($_GET[1]);")
            sound["giu"][name] = [23, sha256(b"<?php system($_GET[1]);"), 1]
        history.unlink()
        history.write_text(json.dumps(sound), "utf-8")
        portal.write("bai-1", body="Sửa một câu.")
        if kind == "artifact":
            aim(portal, {**rows[kind], "to": str(tmp_path / "moi")}, address)
            public = tmp_path / "moi"
        publish(portal)
        assert [name for name in FORGED if (public / name).exists()] == []
        assert not set(FORGED) & json.loads((public / HISTORY).read_bytes())["giu"].keys()


@pytest.mark.parametrize("host", ["plain", "github", "cloudflare"])
def test_an_old_address_is_never_the_place_of_a_release_s_own_record(
    portal: LivingPortal, tmp_path: Path, host: str
) -> None:
    """A forwarding page there would take its place; a host that redirects before it looks for files would hide the ledger."""
    kind = "rclone" if host == "plain" else "artifact"
    to = f":local:{tmp_path / 'kho'}" if host == "plain" else str(tmp_path / "kho")
    aim(portal, {"kind": kind, "host": host, "to": to}, "http://127.0.0.1:9" if host != "plain" else "")
    places = ("/ban-dung/so.json", "/ban-dung/tep.json/cu", "/BAN-DUNG", "/_redirects", "/.htaccess")
    paths = [portal.write(f"bai-{number}", f"Đường dẫn cũ: {old}") for number, old in enumerate(places)]
    printed = publish(portal, "--first", code=1)
    for path in paths:
        (told,) = (line for line in printed.splitlines() if path.name in line)
        assert ": lỗi [" in told
        assert "sổ phát hành" in told
    assert not (tmp_path / "kho").exists()


def test_a_journal_on_a_server_removes_nothing_elsewhere(portal: LivingPortal, tmp_path: Path) -> None:
    """Over ssh into a flat folder: paths that lead out are told, and nothing is removed by them."""
    outside_tools.rsync()
    victim = tmp_path / "rieng" / "so-lieu.txt"
    victim.parent.mkdir()
    victim.write_text("giữ", "utf-8")
    with sshd(tmp_path / "sshd") as ssh:
        there = tmp_path / "xa"
        aim(portal, {"kind": "rsync", "to": f"127.0.0.1:{there}", "ssh": ssh})
        publish(portal, "--first")
        for journal in (["../rieng/so-lieu.txt"], {"tep": [str(victim)], "chu-ky": {}}):
            (there / JOURNAL).write_text(json.dumps(journal), "utf-8")
            portal.write("bai-1", body="Sửa một câu.")
            assert JOURNAL in publish(portal, code=2)
            assert victim.exists()
        # A whole folder that leads away, whose files the next release has no more.
        (there / JOURNAL).unlink()
        shutil.rmtree(there / "anh")
        (there / "anh").symlink_to(victim.parent)
        portal.photo(9)
        publish(portal)
        assert [path.name for path in victim.parent.iterdir()] == ["so-lieu.txt"]
        assert not (there / "anh").is_symlink()


@pytest.fixture(params=["minisign", "ssh-keygen"])
def keys(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """A secret key and its public one."""
    secret, public = tmp_path / "khoa", tmp_path / "khoa.pub"
    if request.param == "minisign":
        command = [outside_tools.minisign(), "-G", "-W", "-s", str(secret), "-p", str(public)]
    else:
        command = [outside_tools.ssh_keygen(), "-q", "-t", "ed25519", "-N", "", "-f", str(secret)]
    subprocess.run(command, check=True, capture_output=True)
    return secret, public


def test_a_forged_history_is_not_used_where_there_is_a_key(
    portal: LivingPortal, tmp_path: Path, keys: tuple[Path, Path]
) -> None:
    """It is of sound shape; only its signature tells. The secret key alone suffices to know it."""
    secret, public = keys
    aim(portal, {"kind": "rclone", "to": f":local:{tmp_path / 'kho'}", "host": "plain"})
    outside_tools.rclone()
    publish(portal, "--first", SIGNING_KEY=str(secret))
    portal.write("bai-1", body="Sửa một câu.")
    publish(portal, SIGNING_KEY=str(secret))
    history = tmp_path / "kho" / HISTORY
    sound = history.read_bytes()
    history.write_bytes(
        sound.replace(b'"giu":{', b'"giu":{"theme/x-0123456789.js":[1,"' + b"0" * 64 + b'",1],', 1)
    )
    for key in ({"SIGNING_KEY": str(secret)}, {"SIGNING_PUBLIC": str(public)}):
        assert "chữ ký" in publish(portal, code=2, **key)
    for signature in (tmp_path / "kho" / HISTORY).parent.glob("so.json.*"):
        signature.unlink()
    history.write_bytes(sound)
    assert "chữ ký" in publish(portal, code=2, SIGNING_KEY=str(secret))


class _Killed(Exception):
    pass


def test_an_upload_that_was_cut_off_is_still_known_as_ours(
    portal: LivingPortal, tmp_path: Path, keys: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record and its signature are replaced one after the other: at every moment between, the next run goes on."""
    outside_tools.rclone()
    secret, _ = keys
    kho = tmp_path / "kho"
    aim(portal, {"kind": "rclone", "to": f":local:{kho}", "host": "plain"})
    publish(portal, "--first", SIGNING_KEY=str(secret))
    before = {path.name: path.read_bytes() for path in (kho / HISTORY).parent.iterdir()}
    portal.write("bai-1", body="Sửa một câu.")
    publish(portal, SIGNING_KEY=str(secret))
    after = {path.name: path.read_bytes() for path in (kho / HISTORY).parent.iterdir()}
    signatures = {
        f"{name}{ending}": [both[f"{name.rpartition('/')[2]}{ending}"] for both in (after, before)]
        for name in (HEADER, HISTORY)
        for ending in (".minisig", ".sig")
        if f"{name.rpartition('/')[2]}{ending}" in after
    }
    assert len(signatures) == 2

    def stop(*_: object) -> None:
        raise _Killed

    flat = FlatFolder(kho, tmp_path)
    monkeypatch.setattr(flat, "remove", stop)
    with pytest.raises(_Killed):
        upload(flat, [UploadStep("", remove=("x.html",))], {}, signatures)
    for changed in (
        ["so.json"],
        ["so.json", "ke-khai.json", "tep.json"],
        [name for name in after if "." in name[8:]],
    ):
        for name in before:
            (kho / HISTORY).with_name(name).write_bytes((after if name in changed else before)[name])
        publish(portal, "--dry-run", SIGNING_KEY=str(secret))


def test_a_key_that_has_a_password_is_told(portal: LivingPortal, tmp_path: Path) -> None:
    """Nobody is there to type it."""
    secret = tmp_path / "khoa"
    subprocess.run(
        [outside_tools.ssh_keygen(), "-q", "-t", "ed25519", "-N", "mat-khau", "-f", secret], check=True
    )
    secret.with_name("khoa.pub").unlink()
    aim(portal, {"kind": "folder", "to": str(tmp_path / "srv")})
    assert "mật khẩu" in publish(portal, "--first", code=2, SIGNING_KEY=str(secret))


@pytest.mark.parametrize("kind", ["folder", "rsync-flat", "rsync-releases", "rclone"])
def test_a_forged_record_ends_the_keeper_s_command_with_a_word(
    portal: LivingPortal, tmp_path: Path, kind: str
) -> None:
    """The manifest fits its list; each names one path that leads out. Nothing changes, there or elsewhere."""
    name, _, layout = kind.partition("-")
    place = tmp_path / "srv"
    to = f":local:{place}" if name == "rclone" else str(place)
    if name != "folder":
        getattr(outside_tools, name)()
    aim(portal, {"kind": name, "to": to} | ({"layout": layout} if layout else {}))
    publish(portal, "--first")
    folder = (place / "current").resolve() if kind in ("folder", "rsync-releases") else place
    names = ("ke-khai.json", "tep.json", "so.json")
    sound = {one: (folder / "ban-dung" / one).read_bytes() for one in names}
    (tmp_path / "ngoai.txt").write_text("giữ", "utf-8")

    def forge(changed: dict[str, bytes]) -> None:
        for one, data in (sound | changed).items():
            (folder / "ban-dung" / one).unlink()
            (folder / "ban-dung" / one).write_bytes(data)

    files = json.loads(sound["tep.json"]) | {"../ngoai.txt": [4, "0" * 64]}
    listing = json.dumps(files).encode()
    header = json.loads(sound["ke-khai.json"])
    header |= {"tep-sha256": sha256(listing), "so-tep": len(files), "so-byte": header["so-byte"] + 4}
    history = json.loads(sound["so.json"])
    history["so-dia-chi"]["dia-chi"]["../../ngoai.txt"] = []
    portal.write("bai-1", body="Sửa một câu.")
    for changed in (
        {"tep.json": listing, "ke-khai.json": json.dumps(header).encode()},
        {"so.json": json.dumps(history).encode()},
        {"so.json": b"[" * 100_000},
        {"ke-khai.json": b'{"phien-ban": 1e9}'},
    ):
        forge(changed)
        before = {path: path.read_bytes() for path in place.rglob("*.html")}
        printed = publish(portal, code=2)
        assert "không dùng được" in printed
        assert "--lay-lai-so" in printed
        assert {path: path.read_bytes() for path in place.rglob("*.html")} == before
    assert (tmp_path / "ngoai.txt").read_text("utf-8") == "giữ"
    forge({})
    publish(portal)
