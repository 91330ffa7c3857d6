"""A server's repository and two editors with a checkout each."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.editors.sharing.checkout import Checkout, checkout_of

Run = Callable[..., str]


def git(folder: Path, *words: str) -> str:
    """Return what git prints; fails loudly."""
    done = subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, text=True)
    return done.stdout


def article(title: str, *paragraphs: str) -> str:
    """Return the text of an article."""
    body = "\n\n".join(paragraphs or ("Câu đầu.", "Câu giữa.", "Câu cuối."))
    return f"Tiêu đề: {title}\nNgày đăng: 05/03/2024\n\n{body}\n"


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A bare repository with one commit: an article, a photo, a theme."""
    bare, first = tmp_path / "máy chủ.git", tmp_path / "dau"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(bare)], check=True)
    subprocess.run(["git", "clone", "-q", str(bare), str(first)], check=True, capture_output=True)
    (first / "content" / "bai-viet").mkdir(parents=True)
    (first / "theme").mkdir()
    (first / "content" / "bai-viet" / "hop.md").write_text(article("Họp báo"), "utf-8")
    (first / "content" / "bai-viet" / "anh.jpg").write_bytes(b"\xff\xd8\x00\r\n\xff")
    (first / "theme" / "a.css").write_text("a {}\n\n\n\nb {}\n", "utf-8")
    (first / ".gitignore").write_text("output/\n", "utf-8")
    for words in (
        ["checkout", "-q", "-B", "main"],
        ["add", "."],
        ["commit", "-qm", "đầu"],
        ["push", "-qu", "origin", "main"],
    ):
        git(first, "-c", "user.name=a", "-c", "user.email=a@vi-du.vn", *words)
    return bare


@pytest.fixture
def editors(server: Path, tmp_path: Path) -> tuple[Checkout, Checkout]:
    """The checkouts of two editors, in folders with spaces and Vietnamese letters."""
    found = []
    for name in ("Hải", "Cô Hạnh"):
        folder = tmp_path / name
        subprocess.run(["git", "clone", "-q", str(server), str(folder)], check=True, capture_output=True)
        checkout = checkout_of(folder / "content")
        assert checkout is not None
        found.append(checkout)
    return found[0], found[1]
