"""Every file of a content folder is read, offered to readers, ignored for a known reason, or reported."""

from __future__ import annotations

import os
import socket
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.building.sources.data_files import read_data_file
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.source_paths import source_paths
from plugins.building.sources.unread_files import unread_files
from plugins.media.attachments import is_attachment
from plugins.media.library import Library
from plugins.media.names import is_noise
from plugins.media.picture_files import EXTENSIONS
from plugins.problems import Level, Problem

ARTICLE = "Tiêu đề: Lúa chín\nNgày đăng: 05/03/2024\n\nThân bài.\n"
NOW = datetime.fromisoformat("2026-06-30T08:00:00+07:00")


def settings_of(content: Path) -> BuildSettings:
    """Return settings with which nothing is built."""
    return BuildSettings(content, content / "output", content / "theme", content / ".cache", NOW)


def problems_of(content: Path, referenced: frozenset[str] = frozenset()) -> list[Problem]:
    """Return what a build says of the files of a folder before it reads any article."""
    library = Library.scan(content)
    return [
        *library.problems,
        *library.unused_documents(referenced),
        *unread_files(settings_of(content), library, referenced),
    ]


def put(content: Path, name: str, text: str = ARTICLE) -> None:
    """Write a file of the content folder."""
    (content / name).parent.mkdir(parents=True, exist_ok=True)
    (content / name).write_text(text, "utf-8")


STEMS = ("lúa", "con", "lúa - Copy", "lúa (1)", "lúa.sync-conflict-20260305-081500-AAAAAAA", "a b", "lúa.")
MARKDOWN = (".md", ".MD", ".markdown", ".mdown", ".mdx", ".mdd", ".md_", ".md.txt", ".md.bak", ".md.orig")
OTHERS = (
    ".txt",
    ".text",
    ".doc",
    ".docx",
    ".rtf",
    ".odt",
    ".pages",
    ".wps",
    ".html",
    ".rst",
    ".adoc",
    ".xml",
    "",
)
FOLDERS = ("", "bai-viet/tin/", "trang/", "du-lieu/")


@given(st.sampled_from(FOLDERS), st.sampled_from(STEMS), st.sampled_from((*MARKDOWN, *OTHERS)))
def test_no_article_is_lost_in_silence(folder: str, stem: str, ending: str) -> None:
    """An article under any name is either read or reported with its path."""
    name = f"{stem}{ending}"
    with tempfile.TemporaryDirectory() as place:
        content = Path(place) / "content"
        put(content, f"{folder}{name}")
        read = source_paths(settings_of(content), Library.scan(content))
        reported = {problem.path for problem in problems_of(content)}
    assert read or is_noise(name) or f"content/{folder}{name}" in reported
    assert not (read and (" - Copy" in name or "(1)" in name or "sync-conflict" in name))


@pytest.mark.parametrize("name", ["tin/lúa.md.txt", "tin/lúa.txt", "du-lieu/lúa.md"])
def test_an_article_in_the_wrong_place_or_ending_is_an_error(tmp_path: Path, name: str) -> None:
    """What is surely an article, and is not read, is an error that names the file."""
    content = tmp_path / "content"
    put(content, name)
    assert [(one.path, one.code, one.level) for one in problems_of(content)] == [
        (f"content/{name}", "khong-phai-md", Level.ERROR)
    ]


VERIFICATION = "google-site-verification: google12ab.html"


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """Pictures, attachments, plain texts and data files are no lost articles; a file in use is none either."""
    content = tmp_path / "content"
    for name in ("anh/a.jpg", "tai-lieu/b.pdf", "tin/c.csv", "du-lieu/x.toml", "google12ab.html"):
        put(content, name, VERIFICATION if name.startswith("google") else "x")
    put(content, "tai-lieu/huong-dan.txt", "Kính gửi: các thôn\n")
    put(content, "tai-lieu/mau.txt")
    assert not problems_of(content, frozenset({"tai-lieu/mau.txt"}))
    assert is_attachment("a.txt")
    assert ".jpg" in EXTENSIONS


def test_pipes_and_sockets_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe under an article's or a picture's name is an error at its path, and nothing waits for it."""
    content = tmp_path / "content"
    content.mkdir()
    os.mkfifo(content / "ống.md")
    os.mkfifo(content / "ảnh.jpg")
    monkeypatch.chdir(content)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("ổ.md")
        library = Library.scan(content)
    assert not library.files
    assert [(one.path, one.code, one.level) for one in library.problems] == [
        (f"content/{name}", "khong-doc-duoc", Level.ERROR) for name in ("ảnh.jpg", "ống.md", "ổ.md")
    ]


def test_a_pipe_among_the_data_files_is_told(tmp_path: Path) -> None:
    """It is never opened, as it might never end: to whoever reads it, it is a file that cannot be read."""
    (tmp_path / "du-lieu").mkdir()
    os.mkfifo(tmp_path / "du-lieu" / "tac-gia.toml")
    assert [one.code for one in Library.scan(tmp_path).problems] == ["khong-doc-duoc"]
    assert not read_data_file(tmp_path, "du-lieu/tac-gia.toml").readable


@pytest.mark.parametrize(
    "name", ["con.md", "NUL.md", "aux/a.md", "com1.md", "a:b.md", "cuối .md", "chấm./a.md"]
)
def test_names_that_windows_cannot_have_are_reported(tmp_path: Path, name: str) -> None:
    """The path of the file or folder is named."""
    put(tmp_path, name)
    found = Library.scan(tmp_path).problems
    assert [one.code for one in found] == ["ten-tep-la"]
    assert found[0].path.endswith(name.partition("/")[0])
