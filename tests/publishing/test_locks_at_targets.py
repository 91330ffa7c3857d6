"""Two machines publish to one target: the second is told who is at work there, waits, and goes on after the first."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import outside_tools
import pytest
from living_portal import LivingPortal
from serving import free_port, running, sshd

from plugins.problems.stop_build import StopBuild
from plugins.publishing.targets.rsync import RsyncFolder


@contextmanager
def webdav(folder: Path, log: Path) -> Iterator[int]:
    """Serve a folder as WebDAV; give the port."""
    folder.mkdir()
    port = free_port()
    command = [
        outside_tools.rclone(),
        "serve",
        "webdav",
        str(folder),
        "--addr",
        f"127.0.0.1:{port}",
        "--dir-cache-time",
        "0s",
    ]
    with running(command, port, log):
        yield port


@pytest.mark.parametrize("kind", ["rclone", "rsync"])
def test_the_second_machine_waits_for_the_first(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with its own clone and cache; the lock at the target alone keeps them apart."""
    there = tmp_path / "xa"
    outside_tools.rsync()
    with webdav(there, tmp_path / "log") as port, sshd(tmp_path / "sshd") as ssh:
        monkeypatch.setenv("RCLONE_CONFIG_KHO_TYPE", "webdav")
        monkeypatch.setenv("RCLONE_CONFIG_KHO_URL", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("RCLONE_CONFIG_KHO_VENDOR", "other")
        row: dict[str, object] = (
            {"kind": "rclone", "to": "kho:cong"}
            if kind == "rclone"
            else {"kind": "rsync", "to": f"127.0.0.1:{there}/cong", "ssh": ssh}
        )
        one = LivingPortal(tmp_path / "mot", {"dich": row}, articles=3).begin()
        code, printed = one.run("publish", "--to", "dich")
        assert code == 0, printed
        other = LivingPortal(tmp_path / "hai", {"dich": row}, articles=3, begun={str(row["to"])})
        shutil.copytree(one.folder, other.folder, ignore=shutil.ignore_patterns(".cache", "output"))
        other.write_settings()
        for portal, text in ((one, "Của máy một."), (other, "Của máy hai.")):
            portal.write("bai-1", body=text)

        lock = there / "cong" / ".khoa-phat-hanh.json"
        first = one.start("publish", "--to", "dich")
        until = time.monotonic() + 60
        while not lock.exists() and time.monotonic() < until:
            time.sleep(0.01)
        code, printed = other.run("publish", "--to", "dich", "--wait", "100")
        assert code == 0, printed
        assert first.communicate(timeout=60) is not None
        assert first.returncode == 0
        page = there / "cong/tin-trong-huyen/2024/bai-1/index.html"
        assert "Của máy hai." in page.read_text("utf-8")
        assert not lock.exists()

        if kind == "rclone":
            row_of = {"nguoi": "mai", "may": "may-khac", "tien-trinh": "7"}
            for age, expected in ((0, 2), (16, 0), (-99999, 0)):
                moment = (datetime.now(UTC) - timedelta(minutes=age)).isoformat()
                lock.write_text(json.dumps({**row_of, "tu": moment}), "utf-8")
                code, printed = other.run("publish", "--to", "dich", "--wait", "0")
                assert code == expected, printed
                assert ("mai trên may-khac" in printed) == (expected == 2)


def test_a_run_whose_connection_broke_sends_nothing_more(tmp_path: Path) -> None:
    """The system freed its lock: another may be at work by now."""
    outside_tools.rsync()
    folder = RsyncFolder(str(tmp_path / "dich"), "ssh", tmp_path)
    folder.make_folder()
    with folder.locked("dich", 0, print):
        folder.put("a.txt", b"a")
        assert folder._holder
        folder._holder.kill()
        folder._holder.wait()
        below = folder.at(f"{folder.to}/sau")
        for change in (lambda: folder.put("b.txt", b"b"), lambda: below.remove(["a.txt"])):
            with pytest.raises(StopBuild, match="giữ khóa"):
                change()
    assert not (tmp_path / "dich/b.txt").exists()
