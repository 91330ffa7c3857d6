"""Photos of articles: chosen, cut, turned, shown to any browser; the one that was chosen is never lost."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image
from rooms import TAB, Room
from small_previews import Small
from small_sites import an_article

from plugins.editors.preview.http import Request
from plugins.media.photo_edit import WHOLE

BESIDE = "content/bai-viet/tin-trong-huyen/2023"
PATH = f"{BESIDE}/hop-dan.md"
HALF = [0, 0, WHOLE // 2, WHOLE]


def photo(width: int = 800, height: int = 600, kind: str = "JPEG", colour: str = "navy") -> bytes:
    """Return a photo as a file."""
    if kind == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()


@pytest.fixture
def room(small: Small) -> Room:
    """A room with an article."""
    small.write(PATH.partition("/")[2], an_article("Họp dân", body="Đoạn đầu."))
    return Room(small)


def add(room: Room, name: str, data: bytes, status: int = 200) -> dict[str, object]:
    """Choose a photo for the article."""
    table = {"bai": PATH, "loai": "anh", "ten": name, "du_lieu": base64.b64encode(data).decode()}
    answer = room.ask("them-tep", table, status)
    assert isinstance(answer, dict)
    return answer


def edit(room: Room, name: str, turns: int = 0, part: list[int] | None = None, status: int = 200) -> str:
    """Cut and turn a photo of the article; return the new name."""
    answer = room.ask(
        "sua-anh", {"bai": PATH, "ten": name, "xoay": turns, "cat": part or [0, 0, WHOLE, WHOLE]}, status
    )
    return str(answer.get("ten") or answer["loi"])


def save(room: Room, body: str) -> None:
    """Save the article with a body."""
    read = room.read(PATH)
    room.save(PATH, read, room.state(read, body=body))


def shown(room: Room, name: str, more: str = "") -> Image.Image:
    """Return a photo as a page of the room gets it."""
    response = room.routes(Request("GET", "anh", f"bai={PATH}&ten={name}{more}", room.headers))
    assert response.status == 200
    assert isinstance(response.body, bytes)
    return Image.open(io.BytesIO(response.body))


def photos(room: Room) -> set[str]:
    """Return the names of the photos beside the article."""
    return {file.name for file in room.file(BESIDE).iterdir() if file.suffix != ".md"}


def test_a_photo_of_a_phone_is_shown_at_once(room: Room) -> None:
    """As JPEG: no browser but one shows HEIC. The file stays as it was chosen."""
    answer = add(room, "IMG_4711.HEIC", photo(900, 600, "HEIF"))
    assert answer["ten"] == "hop-dan-anh.heic"
    assert (answer["rong"], answer["cao"]) == (900, 600)
    seen = shown(room, "hop-dan-anh.heic")
    assert (seen.format, seen.size) == ("JPEG", (900, 600))
    assert room.file(f"{BESIDE}/hop-dan-anh.heic").read_bytes() == photo(900, 600, "HEIF")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("hop.jpg", photo()[:900], "bị hỏng"),
        ("hop.jpg", b"<html>", "không phải là ảnh"),
        ("hop.png", b"", "rỗng"),
        ("hop.bmp", photo(), "không phải loại tệp"),
    ],
)
def test_a_photo_that_cannot_be_used_is_told_when_it_is_chosen(
    room: Room, name: str, data: bytes, words: str
) -> None:
    """By its own name, and nothing is stored."""
    told = str(add(room, name, data, 422)["loi"])
    assert words in told
    assert f"“{name}”" in told
    assert photos(room) == set()


def test_a_small_photo_is_stored_with_a_reminder(room: Room) -> None:
    """It may be the only one that there is."""
    assert "300×200" in str(add(room, "hop.jpg", photo(300, 200))["nhac"])
    assert add(room, "hop lon.jpg", photo())["nhac"] == ""


def test_a_photo_that_the_content_has_is_not_stored_again(room: Room) -> None:
    """Wherever it lies: the article names that one, and it is shown before any build."""
    room.small.write("anh/cong-lang.jpg", photo())
    name = str(add(room, "hop.jpg", photo())["ten"])
    assert name == "/anh/cong-lang.jpg"
    assert photos(room) == set()
    assert shown(room, name).size == (800, 600)


def test_a_cut_photo_is_a_file_of_its_own_and_the_chosen_one_moves_away_when_nobody_names_it(
    room: Room,
) -> None:
    """Not before the article is saved."""
    add(room, "Họp dân.JPG", photo())
    save(room, "![Họp](hop-dan.jpg)\n")
    cut = edit(room, "hop-dan.jpg", 1, HALF)
    assert cut == "hop-dan-cat.jpg"
    assert shown(room, cut).size == (300, 800)
    assert photos(room) == {"hop-dan.jpg", "hop-dan-cat.jpg"}

    save(room, f"![Họp]({cut})\n")
    assert photos(room) == {"hop-dan-cat.jpg"}


def test_what_was_chosen_comes_back_when_an_edit_is_undone(room: Room) -> None:
    """With every byte, also after it moved away."""
    add(room, "Cổng làng.JPG", photo())
    cut = edit(room, "cong-lang.jpg", 1, HALF)
    save(room, f"![Họp]({cut})\n")
    assert photos(room) == {"cong-lang-cat.jpg"}
    assert shown(room, "cong-lang.jpg").size == (800, 600)

    save(room, "![Họp](cong-lang.jpg)\n")
    assert photos(room) == {"cong-lang.jpg"}
    assert room.file(f"{BESIDE}/cong-lang.jpg").read_bytes() == photo()


def test_a_photo_that_another_article_names_stays(room: Room) -> None:
    """Whoever it belongs to; also one that is only being typed."""
    add(room, "Cổng làng.JPG", photo())
    room.small.write(f"{BESIDE}/khac.md".partition("/")[2], an_article("Khác", body="![Cổng](Cong-Lang.JPG)"))
    save(room, f"![Họp]({edit(room, 'cong-lang.jpg', 1)})\n")
    assert photos(room) == {"cong-lang.jpg", "cong-lang-cat.jpg"}

    room.file(f"{BESIDE}/khac.md").unlink()
    other = room.read(PATH)
    state = room.state(other, body="![Cổng](cong-lang.jpg)")
    room.ask("giu", {"bai": PATH, "cua_so": TAB.replace("1", "7"), "thu_tu": 1, "noi_dung": state})
    save(room, "![Họp](cong-lang-cat.jpg)\n\nThêm.\n")
    assert photos(room) == {"cong-lang.jpg", "cong-lang-cat.jpg"}


def test_a_photo_is_cut_anew_from_the_one_that_was_chosen(room: Room) -> None:
    """The dialog shows all of it, with what was done so far; nothing is cut twice."""
    add(room, "cong lang.jpg", photo())
    first = edit(room, "cong-lang.jpg", 1, HALF)
    save(room, f"![Họp]({first})\n")
    assert room.ask("anh-goc", {"bai": PATH, "ten": first}) == {
        "rong": 800,
        "cao": 600,
        "xoay": 1,
        "cat": HALF,
    }
    assert shown(room, first, "&xoay=1").size == (600, 800)
    assert shown(room, first, "&xoay=0").size == (800, 600)

    second = edit(room, first, 0, HALF)
    assert shown(room, second).size == (400, 600)
    assert edit(room, second) == "cong-lang.jpg"
    assert room.file(f"{BESIDE}/cong-lang.jpg").read_bytes() == photo()


def test_what_others_put_there_under_the_name_of_an_edited_photo_is_not_touched(room: Room) -> None:
    """It is a photo of its own."""
    add(room, "cong lang.jpg", photo())
    cut = edit(room, "cong-lang.jpg", 1)
    room.file(f"{BESIDE}/{cut}").write_bytes(photo(500, 500, colour="red"))
    assert room.ask("anh-goc", {"bai": PATH, "ten": cut})["xoay"] == 0
    save(room, "Không còn ảnh.\n")
    assert photos(room) == {cut}


def test_a_photo_of_the_common_folder_stays_there(room: Room) -> None:
    """The edited one lies beside the article; taken back, the article names the common one again."""
    room.small.write("anh/tru-so.jpg", photo())
    cut = edit(room, "tru-so.jpg", 0, HALF)
    save(room, f"![Trụ sở]({cut})\n")
    assert photos(room) == {"tru-so-cat.jpg"}
    assert edit(room, cut) == "tru-so.jpg"
    assert photos(room) == {"tru-so-cat.jpg"}


def test_an_article_out_of_the_trash_has_its_photos(room: Room) -> None:
    """What lies in the trash names them still."""
    add(room, "cong lang.jpg", photo())
    cut = edit(room, "cong-lang.jpg", 1)
    save(room, f"![Họp]({cut})\n")
    gone = room.ask("bo-bai", {"bai": PATH})
    room.small.write(f"{BESIDE}/khac.md".partition("/")[2], an_article("Khác", body="Chữ."))
    read = room.read(f"{BESIDE}/khac.md")
    room.save(f"{BESIDE}/khac.md", read, room.state(read, body="Chữ khác."))
    assert photos(room) == {cut}
    room.ask("lay-lai", {"ten": gone["ten"]})
    assert photos(room) == {cut}


@pytest.mark.parametrize("part", [[0, 0, 0, 5], [0, 0, WHOLE + 1, 5], [-1, 0, 5, 5], [1, 2, 3], "x", None])
def test_a_part_that_no_photo_has_is_refused(room: Room, part: object) -> None:
    """As any other request that our pages do not make."""
    add(room, "hop.jpg", photo())
    room.ask("sua-anh", {"bai": PATH, "ten": "hop.jpg", "xoay": 0, "cat": part}, 400)
    room.ask("sua-anh", {"bai": PATH, "ten": "hop.jpg", "xoay": 4, "cat": HALF}, 400)


def test_drawings_and_photos_that_are_nowhere_are_told(room: Room) -> None:
    """In words."""
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>"
    room.small.write(f"{BESIDE}/so-do.svg".partition("/")[2], drawing)
    assert "hình vẽ" in edit(room, "so-do.svg", 1, status=422)
    assert "không tìm thấy" in edit(room, "khong-co.jpg", 1, status=404)
    for name in ("../../../../etc/passwd.jpg", "/../x.jpg", "", "hop.jpg\x00"):
        edit(room, name, 1, status=404)


@pytest.mark.parametrize(
    ("written", "place"), [("trên trái", (0, 0)), ("30% 80%", (1, 3)), ("", (2, 2)), ("đâu đó", (2, 2))]
)
def test_a_focal_point_is_told_in_steps(room: Room, written: str, place: tuple[int, int]) -> None:
    """For the picker."""
    assert room.ask("tam-anh", {"tam": written}) == {"ngang": place[0], "doc": place[1], "buoc": 4}


def test_a_list_that_is_broken_is_no_list(room: Room, tmp_path: Path) -> None:
    """Whoever damages it loses the way back to the chosen photo, and nothing else."""
    add(room, "cong lang.jpg", photo())
    cut = edit(room, "cong-lang.jpg", 1)
    found = next((room.small.folder / "ban-luu" / "anh-goc").rglob("anh.json"))
    for broken in (
        b"",
        b"[]",
        b'{"a.jpg": 1}',
        found.read_bytes().replace(b"1", b'"x"'),
        b'{"../x.jpg": {}}',
    ):
        found.write_bytes(broken)
        assert room.ask("anh-goc", {"bai": PATH, "ten": cut})["xoay"] == 0
        save(room, f"![Họp]({cut}) {len(broken)}\n")
    assert photos(room) == {"cong-lang.jpg", cut}
