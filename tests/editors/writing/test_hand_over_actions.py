"""An article goes from hand to hand in the writing room: what each button writes, and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rooms import Room
from small_previews import Small
from small_sites import an_article

PATH = "content/bai-viet/tin-trong-huyen/2023/hop.md"
RULES = '[duyet]\nbat-buoc = true\nnguoi-duyet = ["Nguyễn Thị Hạnh", "Lê Hải"]\n'


@pytest.fixture
def room(small: Small) -> Room:
    """A room with a draft of Lê Hải's, of a portal that demands approval."""
    small.write(PATH.partition("/")[2], an_article("Họp báo", "Trạng thái: nháp", body="Một câu."))
    (small.content / "du-lieu" / "quy-trinh.toml").write_text(RULES, "utf-8")
    return Room(small)


def step(room: Room, name: str, who: str, words: str = "", status: int = 200, *, yes: bool = False) -> Any:
    """Take a step of the article as it is on the disk."""
    known = room.read(PATH)["biet"]
    table = {"bai": PATH, "biet": known, "buoc": name, "ai": who, "loi": words, "dong_y": yes}
    return room.ask("chuyen", table, status)


def header(room: Room) -> dict[str, str]:
    """Return the header as the file has it."""
    lines = room.file(PATH).read_text("utf-8").partition("\n\n")[0].splitlines()
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def test_the_whole_way_of_an_article(room: Room) -> None:
    """Handed over, sent back with words, handed over again, approved, published after one question."""
    step(room, "gui", "Lê Hải")
    assert header(room)["Trạng thái"] == "chờ duyệt"
    assert header(room)["Gửi duyệt"].endswith("– Lê Hải")

    step(room, "tra", "Nguyễn Thị Hạnh", "Thiếu nguồn ảnh")
    assert header(room)["Trạng thái"] == "nháp"
    assert header(room)["Trả lại"].endswith("– Nguyễn Thị Hạnh – Thiếu nguồn ảnh")

    step(room, "gui", "Lê Hải")
    step(room, "duyet", "Bà Nguyễn Thị Hạnh")
    assert header(room)["Trạng thái"] == "chờ duyệt"
    assert "Trả lại" not in header(room)
    assert len(header(room)["Bản đã duyệt"]) == 16

    question = step(room, "dang", "", status=428)["hoi"]
    assert "Họp báo" in question
    assert header(room)["Trạng thái"] == "chờ duyệt"
    answer = step(room, "dang", "", yes=True)
    assert header(room)["Trạng thái"] == "đăng"
    assert answer["trang_thai"] == "đăng"


@pytest.mark.parametrize("who", ["Lê Hải", "ông LE HAI", "Lê Нải", "Trần Văn Nam"])
def test_who_may_not_approve_is_told_why_and_nothing_is_written(room: Room, who: str) -> None:
    """Neither the author under any spelling nor anybody who is not in the data."""
    step(room, "gui", "Lê Hải")
    before = room.file(PATH).read_bytes()
    refused = step(room, "duyet", who, status=422)["loi"]

    assert "duyệt" in refused
    assert room.file(PATH).read_bytes() == before


def test_what_was_changed_after_the_approval_cannot_be_published(room: Room) -> None:
    """It has to be approved again."""
    step(room, "gui", "Lê Hải")
    step(room, "duyet", "Nguyễn Thị Hạnh")
    read = room.read(PATH)
    room.save(PATH, read, room.state(read, body="Câu khác.\n"))

    assert "đã sửa sau khi" in step(room, "dang", "", status=422, yes=True)["loi"]
    assert header(room)["Trạng thái"] == "chờ duyệt"


def test_a_step_of_a_text_that_was_changed_meanwhile_is_refused(room: Room) -> None:
    """Nobody approves what she did not see."""
    known = room.read(PATH)["biet"]
    room.file(PATH).write_text(an_article("Họp báo", "Trạng thái: nháp", body="Của người khác."), "utf-8")
    table = {"bai": PATH, "biet": known, "buoc": "gui", "ai": "Lê Hải", "loi": "", "dong_y": False}

    assert "vừa được sửa" in room.ask("chuyen", table, 409)["loi"]


@pytest.mark.parametrize(
    ("name", "who", "words", "status"),
    [
        ("gui", " ", "", 422),
        ("tra", "Lê Hải", " ", 422),
        ("bay", "Lê Hải", "", 400),
        ("gui", "x" * 201, "", 400),
    ],
)
def test_what_is_missing_is_told(room: Room, name: str, who: str, words: str, status: int) -> None:
    """Who, and why it comes back."""
    before = room.file(PATH).read_bytes()
    step(room, name, who, words, status)
    assert room.file(PATH).read_bytes() == before


def test_the_text_before_each_step_can_be_taken_back(room: Room, tmp_path: Path) -> None:
    """As with every save."""
    before = room.file(PATH).read_text("utf-8")
    answer = step(room, "gui", "Lê Hải")
    newest = answer["phien_ban"][0]["ten"]

    assert room.ask("phien-ban", {"bai": PATH, "ten": newest})["van_ban"] == before
