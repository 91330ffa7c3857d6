"""The ledger of published addresses: that a target has none is proved, or nothing is published."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import outside_tools
import pytest
from living_portal import LivingPortal
from mini_s3 import mini_s3
from serving import sshd

from plugins.publishing.releases.manifest import HEADER, HISTORY

Answer = tuple[int, bytes, str]


@pytest.fixture
def portal(tmp_path: Path) -> LivingPortal:
    """A small portal that was never published."""
    return LivingPortal(tmp_path / "cong", {}, articles=3).begin()


def aim(portal: LivingPortal, target: dict[str, object], siteurl: str = "") -> None:
    """Give the portal one target, and another address where one is given; nothing is added to what is typed."""
    portal.targets = {"dich": target}
    portal.begun.add(str(target["to"]))
    portal.write_settings()
    if siteurl:
        with portal.settings.open("a", encoding="utf-8") as file:
            file.write(f"\nPRODUCTION = False\nSITEURL = {siteurl!r}\n")


def publish(portal: LivingPortal, *more: str, code: int = 0, **environment: str) -> str:
    """Publish, and return what was printed."""
    found, printed = portal.run("publish", "--to", "dich", *more, **environment)
    assert found == code, printed
    assert "Traceback" not in printed
    return printed


def delete_article(portal: LivingPortal) -> None:
    """Delete an article whose address was published: who knows the ledger asks about it."""
    (portal.content / "bai-1.md").unlink()


@contextmanager
def answering(answer: Callable[[str], Answer]) -> Iterator[str]:
    """Run a site that answers each path as told, with a status, a body and where it redirects; give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, location = answer(self.path)
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing for each request."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


PAGE = b"<!DOCTYPE html><title>Loi</title>"


def blocked(path: str, how: str) -> Answer:
    """Return what a site says that blocks, or has another page for what it does not give."""
    if how.isdecimal():
        return int(how), PAGE, ""
    if how == "page":
        return 200, PAGE, ""
    if how == "redirect":
        return (200, PAGE, "") if path == "/loi.html" else (302, b"", "/loi.html")
    if how == "elsewhere":
        return 302, b"", "http://127.0.0.2:9/"
    return 200, b'{"phien-ban": 1, "gi', ""


@pytest.mark.parametrize(
    "how", ["403", "404", "410", "401", "429", "500", "503", "page", "redirect", "elsewhere", "half"]
)
def test_a_site_that_does_not_give_its_record_has_not_none(
    portal: LivingPortal, tmp_path: Path, how: str
) -> None:
    """A fresh clone on CI: it ends with code 2, sends nothing, and says what to do; half a record is one even the first time."""
    with answering(lambda path: blocked(path, how)) as address:
        aim(portal, {"kind": "artifact", "host": "github", "to": str(tmp_path / "public")}, address)
        printed = publish(portal, code=2)
        assert "--lan-dau" in printed or "--lay-lai-so" in printed
        assert not (tmp_path / "public").exists()
        publish(portal, "--first", code=2 if how == "half" else 0)


def test_a_site_that_gives_one_record_and_not_the_other(portal: LivingPortal, tmp_path: Path) -> None:
    """A header without the ledger is no release of ours: not even the first time."""
    public = tmp_path / "public"
    with answering(lambda path: (404, b"", "")) as address:
        aim(portal, {"kind": "artifact", "host": "github", "to": str(public)}, address)
        publish(portal, "--first")
    header = (public / HEADER).read_bytes()
    with answering(lambda path: (200, header, "") if path.endswith(HEADER) else (403, b"", "")) as address:
        aim(portal, {"kind": "artifact", "host": "github", "to": str(public)}, address)
        for more in ((), ("--first",)):
            assert HISTORY in publish(portal, *more, code=2)


def test_first_said_again_forgets_nothing(portal: LivingPortal, tmp_path: Path) -> None:
    """Who leaves --first in a script is told; the ledger that is there is used all the same."""
    aim(portal, {"kind": "folder", "to": str(tmp_path / "srv")})
    publish(portal, code=2)
    publish(portal, "--first")
    delete_article(portal)
    printed = publish(portal, "--first", code=1)
    assert "không phải lần đầu" in printed
    assert "[dia-chi-mat]" in printed


@contextmanager
def a_target(kind: str, tmp_path: Path) -> Iterator[tuple[dict[str, object], Callable[[], object]]]:
    """Give a target of a kind, and a function that takes everything away from it."""
    there = tmp_path / "dich"
    away: Callable[[], object] = lambda: there.rename(tmp_path / "di-mat")  # noqa: E731
    if kind == "folder":
        yield {"kind": "folder", "to": str(there)}, away
    elif kind == "rclone-local":
        outside_tools.rclone()
        yield {"kind": "rclone", "to": f":local:{there}"}, away
    elif kind == "rclone-s3":
        outside_tools.rclone()
        with mini_s3() as (endpoint, _), pytest.MonkeyPatch.context() as patch:
            # With it, this rclone will not speak to an address without a certificate.
            patch.delenv("AWS_CA_BUNDLE", raising=False)
            settings = {"TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": endpoint, "NO_CHECK_BUCKET": "true"}
            for name, value in {**settings, "ACCESS_KEY_ID": "thu", "SECRET_ACCESS_KEY": "thu"}.items():
                patch.setenv(f"RCLONE_CONFIG_KHO_{name}", value)
            yield (
                {"kind": "rclone", "to": "kho:cong"},
                lambda: subprocess.run(
                    [outside_tools.rclone(), "delete", "kho:cong"], check=True, capture_output=True
                ),
            )
    else:
        outside_tools.rsync()
        with sshd(tmp_path / "sshd") as ssh:
            yield (
                {"kind": "rsync", "to": f"127.0.0.1:{there}", "ssh": ssh, "layout": kind.partition("-")[2]},
                away,
            )


@pytest.mark.parametrize("kind", ["folder", "rclone-local", "rclone-s3", "rsync-flat", "rsync-releases"])
def test_what_a_target_lost_this_machine_remembers(portal: LivingPortal, tmp_path: Path, kind: str) -> None:
    """A disk that is not mounted, a bucket that is gone: --first is not believed, and the ledger can be restored."""
    with a_target(kind, tmp_path) as (target, take_away):
        aim(portal, target)
        publish(portal, code=2)
        publish(portal, "--first")
        delete_article(portal)
        assert "[dia-chi-mat]" in publish(portal, code=1)
        take_away()
        for more in ((), ("--first",)):
            printed = publish(portal, *more, code=2)
            assert "địa chỉ) mà nơi đó" in printed
        printed = publish(portal, "--restore-history", code=1)
        assert "Dựng lại sổ" in printed
        assert "[dia-chi-mat]" in printed
        portal.write("bai-2", "Đường dẫn cũ: /tin-trong-huyen/2024/bai-1/")
        publish(portal, "--restore-history")
        publish(portal)


def test_a_fresh_clone_cannot_restore_what_nobody_knows(portal: LivingPortal, tmp_path: Path) -> None:
    """Unless another place has the ledger, or a copy lies with the sources."""
    aim(portal, {"kind": "folder", "to": str(tmp_path / "srv")})
    publish(portal, "--first")
    shutil.copytree(tmp_path / "srv" / "current", tmp_path / "sao-luu")
    shutil.rmtree(tmp_path / "srv")
    shutil.rmtree(portal.folder / ".cache")
    delete_article(portal)
    assert "--so-cu" in publish(portal, "--restore-history", code=2)
    assert "--lay-lai-so" in publish(portal, code=2)
    printed = publish(portal, "--restore-history", "--history", str(tmp_path / "sao-luu"), code=1)
    assert "[dia-chi-mat]" in printed


def test_rclone_without_its_configuration_has_not_nothing(portal: LivingPortal, tmp_path: Path) -> None:
    """It says “not found” of its own file and of the remote."""
    outside_tools.rclone()
    aim(portal, {"kind": "rclone", "to": "kho-khong-co:cong"})
    (tmp_path / "rong").mkdir()
    surroundings = {"HOME": str(tmp_path / "rong"), "XDG_CONFIG_HOME": str(tmp_path / "rong")}
    assert not any(name.startswith("RCLONE_") for name in os.environ)
    for more in ((), ("--first",)):
        assert "rclone" in publish(portal, *more, code=2, **surroundings)


def test_a_hostile_record_can_be_replaced(portal: LivingPortal, tmp_path: Path) -> None:
    """By what this machine remembers; the keeper says so, and is told what was passed over."""
    aim(portal, {"kind": "rclone", "to": f":local:{tmp_path / 'kho'}"})
    outside_tools.rclone()
    publish(portal, "--first")
    delete_article(portal)
    (tmp_path / "kho" / HISTORY).write_text('{"phien-ban": 1, "giu": {"../x": [1, "a", 1]}}', "utf-8")
    (tmp_path / "kho" / "ban-dung/dang-lam.json").write_text('["/etc/passwd"]', "utf-8")
    assert "--lay-lai-so" in publish(portal, "--first", code=2)
    assert "[dia-chi-mat]" in publish(portal, "--restore-history", code=1)
    portal.write("bai-2", "Đường dẫn cũ: /tin-trong-huyen/2024/bai-1/")
    assert "CHÚ Ý: bỏ qua sổ ở đích" in publish(portal, "--restore-history")
    publish(portal)
