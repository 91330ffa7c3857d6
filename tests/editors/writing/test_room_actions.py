"""What a page asks of the room: read, keep, save, take back, add files; and what it is refused."""

from __future__ import annotations

import base64
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from rooms import OTHER_TAB, TAB, Room
from small_previews import Small
from small_sites import an_article

from plugins.article.reading_habits import ReadingHabits
from plugins.editors.writing import room_requests
from plugins.editors.writing.content_folder import EditRefused
from plugins.problems.stop_build import StopBuild

PATH = "content/bai-viet/tin-trong-huyen/2023/cu.md"
BODY = "Đoạn đầu.\n\nĐoạn hai."


@pytest.fixture
def room(small: Small) -> Room:
    """A room with an article."""
    small.write(PATH.partition("/")[2], an_article("Bài cũ", body=BODY))
    return Room(small)


def test_saving_what_was_read_changes_no_byte(room: Room) -> None:
    """Whatever ends its lines have."""
    for data in (
        an_article("A", body=BODY),
        an_article("A", body=BODY).replace("\n", "\r\n"),
        "Tiêu đề: A\n\nb\r\nc\n",
    ):
        room.file(PATH).write_bytes(data.encode())
        read = room.read(PATH)
        room.save(PATH, read, room.state(read))
        assert room.file(PATH).read_bytes() == data.encode()


def test_a_standing_page_has_its_own_form_wherever_the_settings_put_it(small: Small) -> None:
    """What a build takes for a page the room takes for one too: by the portal's folders, and by PAGE_PATHS."""
    room = Room(small, habits=ReadingHabits(page_folders=("trang", "gioi-thieu")))
    found = {}
    for folder in ("trang", "gioi-thieu", "pages", "bai-viet"):
        small.write(f"{folder}/a.md", an_article("A"))
        found[folder] = room.read(f"content/{folder}/a.md")["trang"]

    assert found == {"trang": True, "gioi-thieu": True, "pages": False, "bai-viet": False}


def test_windows_ends_stay_in_what_was_written_as_source(room: Room) -> None:
    """The page knows plain ends alone."""
    room.file(PATH).write_bytes(an_article("A", body=BODY).replace("\n", "\r\n").encode())
    read = room.read(PATH)
    room.save(PATH, read, room.state(read, body=f"{read['than']}\nBa.\n"))

    assert room.file(PATH).read_bytes().count(b"\r\n") == room.file(PATH).read_bytes().count(b"\n")


def test_a_file_that_was_changed_meanwhile_is_not_written_over(room: Room) -> None:
    """Both texts come back; whoever decides for hers keeps the other among the former texts."""
    read = room.read(PATH)
    room.file(PATH).write_text(an_article("Bài cũ", body="Của người khác."), "utf-8")
    answer = room.save(PATH, read, room.state(read, body="Của tôi.\n"), 409)

    assert "Của tôi." in answer["cua_toi"]
    assert "Của người khác." in answer["tren_dia"]
    assert "Của người khác." in room.file(PATH).read_text("utf-8")
    room.save(PATH, answer, room.state(read, body="Của tôi.\n"))
    former = room.read(PATH)["phien_ban"]
    assert "Của người khác." in room.ask("phien-ban", {"bai": PATH, "ten": former[0]["ten"]})["van_ban"]


def test_a_file_that_was_removed_meanwhile_is_told(room: Room) -> None:
    """It does not come back without a word."""
    read = room.read(PATH)
    room.file(PATH).unlink()

    answer = room.save(PATH, read, room.state(read, body="Của tôi.\n"), 409)
    assert answer["tren_dia"] == ""
    # It may be written again as it was, without a status too, once somebody said that it is to be public.
    state = room.state(read, body="Của tôi.\n")
    assert "“Bài cũ”" in room.save(PATH, answer, state, 428)["hoi"]
    room.save(PATH, answer, state, yes=True)
    assert "Của tôi." in room.file(PATH).read_text("utf-8")


def test_what_is_typed_comes_back_until_it_is_saved(room: Room) -> None:
    """With the state as the tab sent it, and its text."""
    read = room.read(PATH)
    state = room.state(read, body="Đang gõ.")
    room.ask("giu", {"bai": PATH, "cua_so": TAB, "thu_tu": 1, "noi_dung": state})
    other = room.state(read, body="Gõ ở nơi khác.")
    room.ask("giu", {"bai": PATH, "cua_so": OTHER_TAB, "thu_tu": 1, "noi_dung": other})
    typed = room.read(PATH)["dang_viet"]

    assert [one["noi_dung"] for one in typed] == [other, state]
    assert typed[1]["van_ban"].endswith("\n\nĐang gõ.")
    room.save(PATH, read, state)
    assert [one["cua_so"] for one in room.read(PATH)["dang_viet"]] == [OTHER_TAB]
    room.ask("bo-dang-viet", {"bai": PATH, "cua_so": OTHER_TAB})
    assert room.read(PATH)["dang_viet"] == []


def test_what_is_saved_by_now_is_no_typing_any_more(room: Room) -> None:
    """When the file is another one later, an old copy of it is not offered as if somebody had typed it."""
    read = room.read(PATH)
    state = room.state(read, body="Như đã lưu.\n")
    room.save(PATH, read, state)
    room.ask("giu", {"bai": PATH, "cua_so": OTHER_TAB, "thu_tu": 1, "noi_dung": state})
    assert room.read(PATH)["dang_viet"] == []
    room.file(PATH).write_text(an_article("Bài cũ", body="Khác rồi."), "utf-8")

    assert room.read(PATH)["dang_viet"] == []


def test_typing_that_is_left_is_among_the_former_texts(room: Room) -> None:
    """Nothing that was typed is thrown away."""
    read = room.read(PATH)
    room.ask("giu", {"bai": PATH, "cua_so": TAB, "thu_tu": 1, "noi_dung": room.state(read, body="Bỏ dở.")})
    former = room.ask("bo-dang-viet", {"bai": PATH, "cua_so": TAB})["phien_ban"]

    assert room.ask("phien-ban", {"bai": PATH, "ten": former[0]["ten"]})["van_ban"].endswith("Bỏ dở.")


def test_a_draft_is_published_once_somebody_said_yes(room: Room) -> None:
    """Also where the status is taken out in the source, or its line is written otherwise."""
    room.file(PATH).write_text(an_article("Bài cũ", "Trạng thái: nháp", body=BODY), "utf-8")
    read = room.read(PATH)
    state = room.state(read, fields={"status": "đăng"})
    assert "“Bài cũ”" in room.save(PATH, read, state, 428)["hoi"]
    assert "Trạng thái: nháp" in room.file(PATH).read_text("utf-8")
    assert (
        "trạng thái" in room.save(PATH, read, room.state(read, fields={"status": ""}), 422, yes=True)["loi"]
    )
    room.save(PATH, read, state, yes=True)

    assert "Trạng thái: đăng" in room.file(PATH).read_text("utf-8")


def test_a_new_article_is_a_draft_whose_date_becomes_that_of_its_publication(room: Room) -> None:
    """Made today, published three days later."""
    made = room.ask(
        "tao", {"tieu_de": " Họp  báo ", "chuyen_muc": "tin trong huyen", "tac_gia": "", "truong": {}}
    )["bai"]
    assert made.endswith("/hop-bao.md")
    read = room.read(made)
    assert (read["trang_thai"], read["khoi"], read["truong"]["title"]) == ("nháp", [], "Họp báo")
    versions = room.small.folder / "ban-luu" / "phien-ban"
    created = next(file for file in versions.rglob("*-tao-*.md"))
    day = room.portal.now_.strftime("%Y%m%dT%H%M%S%f")
    created.rename(created.with_name(f"{day}{created.name[21:]}"))
    room.portal.now_ += timedelta(days=3)
    state = room.state(read, fields={"status": "đăng"})
    room.save(made, read, state, 428)
    saved = room.save(made, read, state, yes=True)

    assert saved["truong"]["date"] == "03/07/2024"
    assert "Ngày đăng: 03/07/2024\n" in room.file(made).read_text("utf-8")


def a_photo(kind: str = "JPEG") -> bytes:
    """Return a photo."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(made, kind)
    return made.getvalue()


def upload(room: Room, name: str, data: bytes, kind: str = "anh", status: int = 200) -> dict[str, str]:
    """Send a file."""
    sent = base64.b64encode(data).decode()
    found: dict[str, str] = room.ask(
        "them-tep", {"bai": PATH, "loai": kind, "ten": name, "du_lieu": sent}, status
    )
    return found


def test_a_photo_has_a_readable_name_and_is_stored_once(room: Room) -> None:
    """Another photo of the same name gets a number."""
    assert upload(room, "Ảnh Họp (1).JPG", a_photo())["ten"] == "anh-hop-1.jpg"
    assert upload(room, "khác.jpg", a_photo())["ten"] == "anh-hop-1.jpg"
    assert upload(room, "Ảnh Họp (1).JPG", a_photo() + b"\0")["ten"] == "anh-hop-1-2.jpg"
    assert upload(room, "../../../x.jpg", a_photo() + b"\1")["ten"] == "x.jpg"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.jpg", b"<html>", "anh"),
        ("a.jpg", b"", "anh"),
        ("a.exe", b"MZ", "tep"),
        ("a.html", b"<p>", "tep"),
        ("a.pdf", b"", "tep"),
        ("a.md", b"x", "tep"),
        ("a", b"x", "anh"),
    ],
)
def test_what_the_portal_cannot_use_is_refused_and_nothing_is_written(
    room: Room, name: str, data: bytes, kind: str
) -> None:
    """In words."""
    before = sorted(room.file(PATH).parent.iterdir())

    assert upload(room, name, data, kind, 422)["loi"]
    assert sorted(room.file(PATH).parent.iterdir()) == before


@pytest.mark.parametrize(
    "path",
    [
        "content/du-lieu/don-vi.toml",
        "content/../x.md",
        "/etc/passwd",
        "content/bai-viet/.a.md",
        "content/a.html",
        "x.md",
        "",
    ],
)
@pytest.mark.parametrize("what", ["doc", "giu", "luu", "xem", "phien-ban", "them-tep"])
def test_no_other_file_is_read_or_written(room: Room, path: str, what: str) -> None:
    """Whatever is asked."""
    state = {"goc": "Tiêu đề: A\n\nB", "truong": {}, "than": "C"}
    table = {
        "bai": path,
        "cua_so": TAB,
        "thu_tu": 1,
        "noi_dung": state,
        "biet": "",
        "ten": "a.jpg",
        "loai": "anh",
    }
    response = room.post(what, {**table, "du_lieu": base64.b64encode(a_photo()).decode()})

    assert response.status in (400, 404, 422)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        "bai",
        "cua_so",
        "thu_tu",
        "noi_dung",
        "biet",
        "ten",
        "loai",
        "du_lieu",
        "html",
        "van_ban",
        "tieu_de",
        "chuyen_muc",
        "tac_gia",
        "truong",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    what=st.sampled_from(
        [
            "doc",
            "giu",
            "luu",
            "nguon",
            "khoi",
            "xem",
            "dan",
            "them-tep",
            "phien-ban",
            "tao",
            "mo-lai",
            "bo-dang-viet",
        ]
    ),
    table=st.dictionaries(FIELDS, JSON, max_size=8),
)
def test_no_request_makes_the_room_fail(room: Room, what: str, table: dict[str, object]) -> None:
    """It is answered, or refused in words."""
    response = room.post(what, table)
    assert isinstance(response.body, bytes)

    assert response.status in (200, 400, 404, 413, 422)
    assert response.status == 200 or json.loads(response.body)["loi"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"bai": 1}', b"[" * 5000, b'{"bai": "\\ud800"}', b"\xff"]
)
def test_what_is_no_request_is_refused(room: Room, body: bytes) -> None:
    """Before anything else sees it."""
    assert room.post("doc", body).status == 400


def test_half_of_a_pair_is_no_text() -> None:
    """It could not be written to a file."""
    with pytest.raises(EditRefused):
        room_requests.written_state({"goc": "a\ud800", "truong": {}, "than": ""})


def test_pages_of_other_hosts_and_of_former_starts_are_refused(room: Room) -> None:
    """A page of this browser gets the new token by its cookie; nobody else does."""
    again = Room(room.small)
    old = room.headers["x-ma-lan-chay"]
    answer = again.post("doc", {"bai": PATH}, x_ma_lan_chay=old)
    assert (
        answer.status,
        json.loads(bytes(answer.body) if isinstance(answer.body, bytes) else b"")["vi_sao"],
    ) == (403, "ma-cu")
    renewed = again.post("ma", {}, cookie=room.headers["cookie"], x_ma_lan_chay=old)
    assert renewed.status == 200
    for headers in (
        {"origin": "http://vi-du.vn"},
        {"origin": "null"},
        {"content_type": "text/plain"},
        {"sec_fetch_site": "cross-site"},
        {"cookie": ""},
        {"cookie": f"{room.headers['cookie'][:-1]}{'0' if room.headers['cookie'][-1] != '0' else '1'}"},
        {"host": "vi-du.vn:8000"},
    ):
        assert again.post("ma", {}, **headers).status == 403
        assert again.post("doc", {"bai": PATH}, **headers).status == 403
    stranger = Room(room.small, key=b"x" * 32)
    assert stranger.post("ma", {}, cookie=room.headers["cookie"]).status == 403


def test_a_photo_of_an_article_is_shown_and_nothing_else(room: Room) -> None:
    """By the name that is written in the article."""
    from plugins.editors.preview.http import Request

    (room.file(PATH).parent / "a.jpg").write_bytes(a_photo())

    def got(query: str) -> int:
        return room.routes(Request("GET", "anh", query, room.headers)).status

    assert got(f"bai={PATH}&ten=a.jpg") == 200
    for name in ("b.jpg", "cu.md", "../../../../conf.py", "/etc/passwd", ""):
        assert got(f"bai={PATH}&ten={name}") == 404


def test_the_pages_are_as_strict_as_they_say(room: Room) -> None:
    """Nothing of another host, no script in the page; the cookie is for our pages alone."""
    from plugins.editors.preview.http import Request
    from plugins.editors.writing.room_routes import OWN_FILES

    response = room.routes(Request("GET", "viet", "", {"host": "127.0.0.1:8000"}))
    policy = response.headers["Content-Security-Policy"]
    cookie = response.headers["Set-Cookie"]

    assert "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:" in policy
    assert "unsafe" not in policy
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    texts = [Path(file).read_text("utf-8") for file in OWN_FILES.iterdir()]
    assert not [
        text
        for text in texts
        if "innerHTML" in text.replace("shown.innerHTML", "").replace("holder.innerHTML", "")
        or "eval(" in text
    ]


def test_a_fault_of_the_programme_is_an_answer_too(
    room: Room, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise the page would say that the command was stopped."""

    def fails() -> object:
        raise IndexError

    monkeypatch.setattr(room.portal, "articles", fails)
    assert "IndexError" in room.ask("lien-ket", {}, 500)["loi"]
    assert "in fails" in capsys.readouterr().err


def test_settings_that_cannot_be_read_are_told_in_their_own_words(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A settings file may be broken while the room is open."""

    def stops() -> object:
        raise StopBuild("TIMEZONE không có")

    monkeypatch.setattr(room.portal, "now", stops)
    read = room.read(PATH)
    assert room.save(PATH, read, room.state(read), 500)["loi"] == "TIMEZONE không có"
