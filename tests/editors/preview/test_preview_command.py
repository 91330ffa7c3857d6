"""The command behind ``tasks.py preview``: what it says, and with which code it ends."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import fork_server
import pytest
from small_previews import Small
from small_sites import an_article, settings_file


def run(small: Small, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a small portal."""
    conf = settings_file(small.folder, "SHARE_CARDS = False")
    command = [sys.executable, "-m", "plugins.editors.preview", small.content, "-s", conf, "--quarantine"]
    return fork_server.run([*command, *options])


def test_a_port_that_is_taken_is_told_with_another_to_try(small: Small) -> None:
    """Nothing is built then."""
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        done = run(small, "--port", str(port))

    assert done.returncode == 2
    assert f"--cong {port + 1}" in done.stdout
    assert not small.output.exists()


def test_a_folder_that_is_not_ours_is_not_shown(small: Small) -> None:
    """What lies there may be anything."""
    small.output.mkdir()
    (small.output / "thu.txt").write_text("thư riêng", "utf-8")
    done = run(small, "--port", "0")

    assert done.returncode == 2
    assert "không phải do công cụ này tạo" in done.stdout
    assert "http://" not in done.stdout


@pytest.mark.parametrize("fault", [False, True])
def test_a_preview_for_a_colleague_is_written_though_articles_have_errors(
    small: Small, tmp_path: Path, fault: bool
) -> None:
    """They are marked in it; a portal that cannot be built at all is another matter."""
    small.write("loi.md", an_article("Bài lỗi", date="31/02/2024"))
    if fault:
        small.output.mkdir(exist_ok=True)
        (small.output / "thu.txt").write_text("thư riêng", "utf-8")
    done = run(small, "--export", str(tmp_path / "chia-se"), "--url", "https://vi-du.vn/nhanh/a")

    assert done.returncode == (2 if fault else 0), done.stdout
    assert (tmp_path / "chia-se" / "index.html").exists() is not fault
    if not fault:
        page = (tmp_path / "chia-se" / "xem-thu" / "bai" / "loi" / "index.html").read_text("utf-8")
        assert "không phải là một ngày có thật" in page
        # Every address is relative: the folder opens from any path, and from a disk.
        assert 'href="../../index.html" data-preview-summary' in page
