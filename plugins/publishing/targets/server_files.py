"""Write the server's own files beside a release, and run the command that makes the server read them again."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from plugins.publishing.targets.deploy_target import DeployTarget

# The folder of the server's files: beside the releases where they are folders, else hidden in the one folder.
SERVER_FOLDER = "may-chu"
HIDDEN_SERVER_FOLDER = f".{SERVER_FOLDER}"


def write_server_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold exactly these files, given by name; without any files it is left alone."""
    if not files:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in files and path.is_file():
            path.unlink()
    for name, data in files.items():
        place = folder / name
        if not place.exists() or place.read_bytes() != data:
            beside = place.with_name(f".{name}.moi")
            beside.write_bytes(data)
            beside.replace(place)


def reload_server(target: DeployTarget, tell: Callable[[str], None]) -> None:
    """Run the target's ``reload`` command; a failure is reported, the release stays public."""
    if not target.reload:
        return
    done = subprocess.run(shlex.split(target.reload), capture_output=True, check=False)
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip()[-200:]
        tell(
            f"nhắc: lệnh “{target.reload}” không xong ({message}). Bản mới vẫn đã công khai; chạy lại lệnh ấy bằng tay."
        )
