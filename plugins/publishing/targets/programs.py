"""Run a program that has to be installed on this machine: rsync, ssh, rclone, minisign."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from plugins.problems.stop_build import StopBuild

# The package of a program, where it has another name.
_PACKAGES = {"ssh": "openssh-client", "ssh-keygen": "openssh-client"}


def run_program(command: Sequence[str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command with bytes on its standard input; raise StopBuild, with the package to install, where it is missing."""
    try:
        return subprocess.run(command, capture_output=True, check=False, input=stdin)
    except FileNotFoundError as fault:
        package = _PACKAGES.get(command[0], command[0])
        raise StopBuild(
            f"máy này chưa có “{command[0]}”. Trên Debian, Ubuntu: sudo apt install {package}"
        ) from fault
