"""What is typed and what is replaced is kept beside the content, thinned by age, and read back with distrust."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rooms import OTHER_TAB, TAB

from plugins.editors.writing.article_versions import CREATED, MOST, ArticleVersion, ArticleVersions, to_forget
from plugins.editors.writing.kept_folder import kept_folder
from plugins.editors.writing.kept_typing import KeptTyping, Typing

PATH = "content/bai-viet/tin/2024/a.md"
AT = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def typing(number: int, state: str = "{}", tab: str = TAB, path: str = PATH) -> Typing:
    """Return what a tab held."""
    return Typing(path, tab, AT + timedelta(seconds=number), number, state)


def test_each_tab_has_its_own_and_the_latest_counts(tmp_path: Path) -> None:
    """A request that was overtaken changes nothing."""
    kept = KeptTyping(tmp_path)
    assert kept.keep(typing(2, '"hai"'))
    assert not kept.keep(typing(1, '"mot"'))
    assert kept.keep(typing(5, '"khac"', OTHER_TAB))

    assert [(one.tab, one.state) for one in kept.of(PATH)] == [(OTHER_TAB, '"khac"'), (TAB, '"hai"')]
    kept.forget(PATH, OTHER_TAB)
    kept.forget(PATH, OTHER_TAB)
    assert [one.tab for one in kept.all()] == [TAB]


def test_two_articles_of_one_name_do_not_meet(tmp_path: Path) -> None:
    """The file of each is made of its whole path."""
    kept = KeptTyping(tmp_path)
    kept.keep(typing(1))
    kept.keep(typing(1, '"b"', path="content/bai-viet/tin/2025/a.md"))

    assert len(kept.all()) == 2
    assert len(kept.of(PATH)) == 1


def test_what_is_no_file_of_ours_is_passed_over(tmp_path: Path) -> None:
    """Half a file, another's file, a link."""
    kept = KeptTyping(tmp_path)
    kept.keep(typing(1))
    file = next((tmp_path / "dang-viet").iterdir())
    for number, data in enumerate(
        (b"", b"{", b"[]", b'{"path": 1}', file.read_bytes().replace(b"+00:00", b""))
    ):
        file.with_name(f"{file.name.split('.')[0]}.khac{number:08}.json").write_bytes(data)
    file.with_name("lien-ket.json").symlink_to(file)

    assert len(kept.all()) == 1


def test_git_passes_the_folder_over(tmp_path: Path) -> None:
    """Wherever the content lies."""
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    kept_folder(tmp_path / "content")
    done = subprocess.run(
        ["git", "-C", str(tmp_path), "status", "--porcelain"], capture_output=True, check=True
    )

    assert (tmp_path / "ban-luu" / "doc-truoc.txt").is_file()
    assert done.stdout == b""


def test_a_text_is_kept_once_and_read_back(tmp_path: Path) -> None:
    """A name that is none of ours leads nowhere."""
    versions = ArticleVersions(tmp_path)
    versions.put(PATH, "một".encode(), AT)
    versions.put(PATH, "một".encode(), AT + timedelta(minutes=1))
    versions.put(PATH, b"hai", AT + timedelta(minutes=2))

    assert [versions.text(PATH, one.name) for one in versions.all(PATH)] == ["hai", "một"]
    assert versions.text(PATH, "../../x.md") is None
    assert versions.created(PATH) is None


@given(st.lists(st.integers(0, 400 * 24 * 60), max_size=300, unique=True))
def test_versions_are_thinned_and_never_too_many(minutes: list[int]) -> None:
    """All of the last two days stay as long as they are not too many, and of each month before at least one."""
    versions = [ArticleVersion(f"{minute}", AT - timedelta(minutes=minute), "luu") for minute in minutes]
    gone = {one.name for one in to_forget(versions, AT)}
    kept = [one for one in versions if one.name not in gone]
    recent = [one for one in versions if AT - one.at < timedelta(days=2)]

    assert len(kept) <= MOST
    if len(recent) < MOST - 90:
        assert {one.name for one in recent} <= {one.name for one in kept}
    again = to_forget(kept, AT)
    assert again == []


def test_how_an_article_was_made_stays(tmp_path: Path) -> None:
    """However many versions follow."""
    versions = ArticleVersions(tmp_path)
    versions.put(PATH, b"0", AT - timedelta(days=500), CREATED)
    for number in range(1, MOST + 20):
        versions.put(PATH, str(number).encode(), AT + timedelta(seconds=number))

    assert len(versions.all(PATH)) == MOST + 1
    assert versions.created(PATH) == AT - timedelta(days=500)
