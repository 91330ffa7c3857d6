"""A new article lies in its place, with its header filled in, and nothing of anybody else's is touched."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import fork_server
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_sites import AUTHORS, SECTIONS, settings_file

from plugins.article.article_slug import SLUG
from plugins.article.reserved_slugs import RESERVED_SLUGS
from plugins.category.registry import Section
from plugins.editors.desk.new_article import WantedArticle, new_article, one_line, same_titled
from plugins.header.parse import parse
from plugins.vietnamese.letters import fold

NEWS = Section("Tin trong huyện", "tin-trong-huyen", "tin-trong-huyen")
DAY = date(2024, 3, 5)


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal with two sections and one writer, in a folder with spaces and Vietnamese letters."""
    folder = tmp_path / "Cổng của xã"
    data = folder / "content" / "du-lieu"
    data.mkdir(parents=True)
    (data / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    (data / "tac-gia.toml").write_text(AUTHORS, "utf-8")
    (data / "don-vi.toml").write_text(
        'ten = "Cổng"\n[chiu-trach-nhiem]\nnoi-dung = "Trung tâm VHTT"\n', "utf-8"
    )
    settings_file(folder, 'SITEURL = ""')
    return folder


def new(portal: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Ask for a new article."""
    command = [
        sys.executable,
        "-m",
        "plugins.editors.desk",
        "new",
        f"--settings={portal / 'conf.py'}",
        *words,
    ]
    return fork_server.run(command, input=typed)


def test_options_say_everything(portal: Path) -> None:
    """Title, section in any spelling, author: the file is there, and it is said where and what next."""
    done = new(
        portal,
        "--tieu-de=Họp báo: công bố  quy hoạch",
        "--chuyen-muc=TIN trong huyen",
        "--tac-gia=Lê Hải, Trung tâm VHTT",
        "--now=2024-03-05T08:00",
    )

    assert done.returncode == 0, done.stderr
    path = "content/bai-viet/tin-trong-huyen/2024/hop-bao-cong-bo-quy-hoach.md"
    assert f"Đã tạo: {path}" in done.stdout
    assert "tasks.py check" in done.stdout
    assert "tasks.py preview" in done.stdout
    assert "/tin-trong-huyen/2024/hop-bao-cong-bo-quy-hoach/" in done.stdout
    source = parse(path, (portal / path).read_text("utf-8"))
    assert source.problems == ()
    assert {name: one.value for name, one in source.fields.items()} == {
        "title": "Họp báo: công bố quy hoạch",
        "date": "05/03/2024",
        "category": "Tin trong huyện",
        "author": "Lê Hải, Trung tâm VHTT",
        "summary": "",
        "tags": "",
        "status": "nháp",
    }


def test_what_is_not_said_is_asked(portal: Path) -> None:
    """The title until there is one, the section by its number in a list of names."""
    done = new(portal, "--now=2024-03-05T08:00", typed="\nHọp xã\n9\nTin trong làng\n2\n")

    assert done.returncode == 0, done.stderr
    assert "   2  Tin trong huyện" in done.stdout
    assert "Gõ một số từ 1 đến 2." in done.stdout
    assert "Ý bạn là “Tin trong huyện”?" in done.stdout
    text = (portal / "content/bai-viet/tin-trong-huyen/2024/hop-xa.md").read_text("utf-8")
    assert "Tác giả: Trung tâm VHTT\n" in text


def test_a_title_may_be_typed_without_an_option(portal: Path) -> None:
    """As one would say it."""
    assert new(portal, "Họp", "xã", "--section=Tin trong huyện", "--now=2024-03-05").returncode == 0
    assert (portal / "content/bai-viet/tin-trong-huyen/2024/hop-xa.md").exists()


@pytest.mark.parametrize(
    ("words", "typed", "expected"),
    [
        (("--tieu-de=A", "--chuyen-muc=Tin trong huyên xã"), "", "Ý bạn là “Tin trong huyện”?"),
        ((), "", "không hỏi được"),
        (("--tieu-de=A", "--chuyen-muc=Tin trong huyện", "--now=hôm qua"), "", "không hiểu thời điểm"),
    ],
)
def test_what_cannot_be_done_is_said(portal: Path, words: tuple[str, ...], typed: str, expected: str) -> None:
    """Exit code 2, one line, and no file."""
    done = new(portal, *words, typed=typed)

    assert done.returncode == 2
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert not (portal / "content/bai-viet").exists()


def test_an_article_is_never_written_over(portal: Path) -> None:
    """The second of one title gets a number."""
    words = ("--tieu-de=Họp xã", "--chuyen-muc=Tin trong huyện", "--now=2024-03-05")
    assert [new(portal, *words).returncode for _ in range(2)] == [0, 0]

    folder = portal / "content/bai-viet/tin-trong-huyen/2024"
    assert sorted(path.name for path in folder.iterdir()) == ["hop-xa-2.md", "hop-xa.md"]


def test_a_new_article_has_nothing_to_fix(portal: Path) -> None:
    """It is a draft without a word, and neither error nor advice says so."""
    new(portal, "--tieu-de=Họp xã", "--chuyen-muc=Tin trong huyện", "--now=2024-03-05")
    done = fork_server.run(
        [sys.executable, "-m", "plugins.editors.checks", f"--settings={portal / 'conf.py'}"]
    )

    assert done.stdout.startswith("Không có gì phải sửa"), done.stdout + done.stderr


@given(st.text(max_size=200))
def test_any_title_makes_a_file_name_and_a_header(title: str) -> None:
    """Whatever is typed: a plain name, and a header that says it again."""
    typed = one_line("".join(letter for letter in title if letter.isprintable()))
    made = new_article(WantedArticle(typed, NEWS, "Lê Hải", DAY), [], "bai-viet")
    slug = made.path.rpartition("/")[2].removesuffix(".md")

    assert SLUG.fullmatch(slug)
    assert slug not in RESERVED_SLUGS
    if typed:
        assert parse(made.path, made.text).value("title") == typed


def test_a_reserved_name_is_not_taken() -> None:
    """“Trang” may be a title, and no address."""
    assert new_article(WantedArticle("Trang", NEWS, "", DAY), [], "bai-viet").path.endswith("/trang-2.md")


def test_an_article_comes_where_articles_are_read_from(portal: Path) -> None:
    """Where ARTICLE_PATHS leaves the usual folder out, a file there would be no article, and nobody would be told."""
    settings_file(portal, 'SITEURL = ""', 'ARTICLE_PATHS = ["tin", "blog"]')
    done = new(
        portal, "--tieu-de=Họp", "--chuyen-muc=Tin trong huyện", "--tac-gia=Lê Hải", "--now=2024-03-05T08:00"
    )

    assert done.returncode == 0, done.stderr
    assert (portal / "content/tin/tin-trong-huyen/2024/hop.md").is_file()


def test_another_article_of_the_same_title_is_told(portal: Path) -> None:
    """Whatever its file is called and however its title is written; the new one is made."""
    other = portal / "content/bai-viet/tin-trong-huyen/2020/khac-ten.md"
    other.parent.mkdir(parents=True)
    other.write_text("Tiêu đề: HỌP BÁO – quý I\n\nA", "utf-8")
    done = new(portal, "Họp báo: quý I", "--section=Tin trong huyện", "--now=2024-03-05")

    assert done.returncode == 0
    assert "đã có bài cùng tiêu đề: content/bai-viet/tin-trong-huyen/2020/khac-ten.md" in done.stderr
    assert (portal / "content/bai-viet/tin-trong-huyen/2024/hop-bao-quy-i.md").exists()


@given(st.text(max_size=60))
def test_every_title_that_says_anything_is_the_same_as_itself(title: str) -> None:
    """Also in capitals, with other spaces and marks of punctuation."""
    typed = one_line(title)
    found = same_titled(typed, {"a.md": f" {typed} !", "b.md": "Tiêu đề khác hẳn của một bài khác"})

    assert found == (["a.md"] if any(letter.isalnum() for letter in fold(typed)) else [])
