"""The writing room takes what others sent, sends, and lets somebody choose between two texts; what is given up is kept."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from rooms import Room
from small_previews import Small
from small_sites import an_article

PATH = "content/bai-viet/tin-trong-huyen/2023/hop.md"
ME = ("-c", "user.name=a", "-c", "user.email=a@vi-du.vn")


def git(folder: Path, *words: str) -> str:
    """Return what git prints."""
    done = subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def room(small: Small, tmp_path: Path) -> Room:
    """A room in a checkout with a server beside it."""
    small.write(PATH.partition("/")[2], an_article("Họp báo", body="Một câu."))
    server = tmp_path / "máy chủ.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(server)], check=True)
    git(small.folder, "init", "-q", "-b", "main")
    git(small.folder, "remote", "add", "origin", str(server))
    git(small.folder, "add", "content")
    git(small.folder, *ME, "commit", "-qm", "đầu")
    git(small.folder, "push", "-qu", "origin", "main")
    return Room(small)


@pytest.fixture
def other(room: Room, tmp_path: Path) -> Path:
    """The checkout of somebody else."""
    folder = tmp_path / "người khác"
    subprocess.run(["git", "clone", "-q", str(tmp_path / "máy chủ.git"), str(folder)], check=True)
    return folder


def somebody_sends(folder: Path, body: str) -> None:
    """Let somebody else change the article and send it."""
    (folder / PATH).write_text(an_article("Họp báo", body=body), "utf-8")
    git(folder, *ME, "commit", "-qam", "sửa")
    git(folder, "push", "-q")


def test_what_waits_is_named_and_sent(room: Room, other: Path) -> None:
    """With the name of who sends it."""
    room.file(PATH).write_text(an_article("Họp báo", body="Hai câu."), "utf-8")

    assert room.ask("chia-se", {}) == {"co": True, "cho": ["Sửa bài “Họp báo”"], "hai_ban": []}
    assert room.ask("gui-len", {"ai": "Lê Hải"})["gui"] == ["Sửa bài “Họp báo”"]
    assert room.ask("chia-se", {})["cho"] == []
    git(other, "pull", "-q")
    assert git(other, "log", "-1", "--format=%an").strip() == "Lê Hải"


def test_what_others_sent_comes(room: Room, other: Path) -> None:
    """The file is theirs now."""
    somebody_sends(other, "Của người khác.")

    assert room.ask("lay-ve", {})["ve"] == [PATH]
    assert "Của người khác." in room.file(PATH).read_text("utf-8")


@pytest.mark.parametrize(
    ("which", "text", "expected"),
    [("day", "", "Của tôi."), ("kia", "", "Của người khác."), ("gop", "Của cả hai.", "Của cả hai.")],
)
def test_of_two_texts_one_is_chosen_and_the_other_kept(
    room: Room, other: Path, which: str, text: str, expected: str
) -> None:
    """Nothing goes up before; afterwards the chosen one does."""
    somebody_sends(other, "Của người khác.")
    room.file(PATH).write_text(an_article("Họp báo", body="Của tôi."), "utf-8")
    (pair,) = room.ask("gui-len", {"ai": "Lê Hải"})["hai_ban"]
    assert ("Của tôi." in pair["day"], "Của người khác." in pair["kia"], pair["la_chu"]) == (True, True, True)

    choice = {"bai": PATH, "ban": which, "van_ban": an_article("Họp báo", body=text)}
    assert room.ask("chon-ban", choice)["hai_ban"] == []
    assert expected in room.file(PATH).read_text("utf-8")
    kept = [
        room.ask("phien-ban", {"bai": PATH, "ten": one["ten"]})["van_ban"]
        for one in room.read(PATH)["phien_ban"]
    ]
    for given_up in {"Của tôi.", "Của người khác."} - {expected}:
        assert any(given_up in one for one in kept)
    room.ask("gui-len", {"ai": "Lê Hải"})
    git(other, "pull", "-q")
    assert expected in (other / PATH).read_text("utf-8")


def test_what_is_no_pair_of_texts_cannot_be_chosen(room: Room) -> None:
    """Above all no other file of the machine."""
    for path in (PATH, "../x.md", "/etc/passwd", ".git/config"):
        assert (
            "không còn hai bản"
            in room.ask("chon-ban", {"bai": path, "ban": "gop", "van_ban": "x"}, 404)["loi"]
        )


def test_without_a_server_there_is_nothing_to_share(small: Small) -> None:
    """The box is not shown, and its buttons refuse."""
    lone = Room(small)

    assert lone.ask("chia-se", {}) == {"co": False}
    assert "không nối" in lone.ask("lay-ve", {}, 404)["loi"]


def test_a_server_that_does_not_answer_is_told_in_words(room: Room, tmp_path: Path) -> None:
    """And nothing changes."""
    (tmp_path / "máy chủ.git").rename(tmp_path / "đi vắng")
    room.file(PATH).write_text(an_article("Họp báo", body="Hai câu."), "utf-8")

    assert "nguyên" in room.ask("gui-len", {"ai": "Lê Hải"}, 502)["loi"]
    assert "họ tên" in room.ask("gui-len", {"ai": " "}, 422)["loi"]
    assert room.ask("chia-se", {})["cho"] == ["Sửa bài “Họp báo”"]
