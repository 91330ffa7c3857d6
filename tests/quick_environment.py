"""An environment for tests of what is installed into one."""

from __future__ import annotations

import sysconfig
import venv

import tasks


def make_environment() -> None:
    """Make an environment that has the pip of this one, in a tenth of the time that one of its own takes."""
    venv.create(tasks.VENV, with_pip=False)
    (packages,) = tasks.VENV.rglob("site-packages")
    (packages / "pip.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
