"""What the desk is asked for: groups, new articles and copies, the trash; and what it is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rooms import Room
from small_previews import Small
from small_sites import an_article

from plugins.article.reading_habits import ReadingHabits
from plugins.editors.preview.live_builds import LiveBuilds
from plugins.editors.preview.snapshot import Snapshot, SnapshotFeed
from plugins.editors.writing.live_room import LiveRoom

PATH = "content/bai-viet/tin-trong-huyen/2023/cu.md"
NEW = {"tieu_de": "Họp báo", "chuyen_muc": "Tin trong huyện", "tac_gia": "", "truong": {}}


@pytest.fixture
def room(small: Small) -> Room:
    """A room with an article."""
    small.write(PATH.partition("/")[2], an_article("Bài cũ", "Người duyệt: Nguyễn Thị Hạnh"))
    return Room(small)


def built(small: Small) -> LiveRoom:
    """Return what a room asks of a build, of a portal that was built."""
    found = LiveBuilds(SnapshotFeed(Snapshot(small.output, small.folder)))
    found.built(small.build())
    return LiveRoom(found, small.settings)


def test_a_standing_page_is_one_by_the_settings(small: Small) -> None:
    """What a portal's settings name, else its usual folders; no build is needed to know."""
    empty = LiveBuilds(SnapshotFeed(Snapshot(small.output, small.folder)))
    moved = replace(small.settings(), habits=ReadingHabits(page_folders=("gioi-thieu",)))
    paths = [f"content/{folder}/a.md" for folder in ("trang", "pages", "gioi-thieu", "bai-viet")]

    assert [LiveRoom(empty, small.settings).is_standing_page(one) for one in paths] == [
        True,
        True,
        False,
        False,
    ]
    assert [LiveRoom(empty, lambda: moved).is_standing_page(one) for one in paths] == [
        False,
        False,
        True,
        False,
    ]


def test_a_new_article_of_a_kind_has_its_first_fields(room: Room) -> None:
    """They stand in its header in the order of the table; the form then knows the kind."""
    fields = {"expires": "31/12/2024"}
    path = room.ask("tao", {**NEW, "truong": fields})["bai"]
    read = room.read(path)

    assert (read["loai"], read["trang_thai"]) == ("thong-bao", "nháp")
    assert "Hết hạn: 31/12/2024\n" in room.file(path).read_text("utf-8")


@pytest.mark.parametrize("title", ["Bài cũ", " BÀI  CŨ. ", "bai cu"])
@pytest.mark.parametrize("what", ["tao", "nhan-ban"])
def test_another_article_of_the_same_title_is_told_once(room: Room, title: str, what: str) -> None:
    """Before anything is written; whoever wants two gets two."""
    table = {**NEW, "bai": PATH, "tieu_de": title}
    before = sorted(room.small.content.rglob("*.md"))
    told = room.ask(what, table, 428)

    assert told["bai"] == [{"bai": PATH, "ten": "Bài cũ"}]
    assert sorted(room.small.content.rglob("*.md")) == before
    path = room.ask(what, {**table, "dong_y": True})["bai"]
    assert sorted(room.small.content.rglob("*.md")) == sorted([*before, room.file(path)])


def test_a_copy_is_a_draft_that_nobody_approved(room: Room) -> None:
    """The article stays as it was."""
    before = room.file(PATH).read_bytes()
    path = room.ask("nhan-ban", {"bai": PATH, "tieu_de": "Bài mới"})["bai"]
    values = room.read(path)["truong"]

    assert room.file(PATH).read_bytes() == before
    assert (values["title"], values["status"], values["date"]) == ("Bài mới", "nháp", "30/06/2024")
    assert "approver" not in values


def test_an_article_goes_to_the_trash_and_comes_back(room: Room) -> None:
    """Only it; its photo stays."""
    photo = room.small.write("bai-viet/tin-trong-huyen/2023/a.jpg", b"x")
    before = room.file(PATH).read_bytes()
    gone = room.ask("bo-bai", {"bai": PATH})

    assert not room.file(PATH).exists()
    assert photo.exists()
    assert room.ask("thung-rac", {})["bai"] == [gone]
    assert (gone["bai"], gone["tieu_de"]) == (PATH, "Bài cũ")
    assert room.ask("lay-lai", {"ten": gone["ten"]}) == {"bai": PATH}
    assert room.file(PATH).read_bytes() == before
    assert room.ask("lay-lai", {"ten": gone["ten"]}, 404)["loi"] == "Bài này không còn trong thùng rác."


def test_nothing_is_put_over_an_article_that_took_the_place(room: Room) -> None:
    """Both stay; and a new article never gets the name of one in the trash."""
    gone = room.ask("bo-bai", {"bai": PATH})
    room.file(PATH).write_text("khác", "utf-8")
    told = room.ask("lay-lai", {"ten": gone["ten"]}, 409)["loi"]
    assert PATH in told
    assert room.file(PATH).read_text("utf-8") == "khác"
    assert len(room.ask("thung-rac", {})["bai"]) == 1
    first = room.ask("tao", NEW)["bai"]
    room.ask("bo-bai", {"bai": first})

    assert room.ask("tao", NEW)["bai"] == first.replace("hop-bao", "hop-bao-2")


def test_the_desk_knows_the_people_and_what_is_in_the_trash(room: Room) -> None:
    """Also before anything is built."""
    room.small.write("du-lieu/quy-trinh.toml", '[duyet]\nnguoi-duyet = ["Nguyễn Thị Hạnh"]\n')
    room.ask("bo-bai", {"bai": PATH})
    found = room.ask("ban-viet", {"toi": "Lê Hải"})

    assert found["nguoi"] == ["Lê Hải", "Nguyễn Thị Hạnh"]
    assert (found["da_dung"], found["hom_nay"], found["thung_rac"]) == (False, "2024-06-30", 1)


def test_a_build_tells_groups_and_links(small: Small) -> None:
    """Links by file, by address and from the header; what went to the trash is no longer shown."""
    news = "bai-viet/tin-trong-huyen/2023"
    small.write(f"{news}/cu.md", an_article("Bài cũ"))
    small.write(f"{news}/tep.md", an_article("Theo tệp", body="[Xem](cu.md)"))
    small.write(f"{news}/dia-chi.md", an_article("Theo địa chỉ", body="[Xem](/tin-trong-huyen/2023/cu/)"))
    small.write(f"{news}/khong.md", an_article("Không dẫn", body="cu.md"))
    small.write(f"{news}/hen.md", an_article("Hẹn", date="01/07/2024 07:00"))
    small.write(f"{news}/cho.md", an_article("Chờ", "Trạng thái: chờ duyệt"))
    small.write(f"{news}/hong.md", b"\xff\xfe\x00")
    room = Room(small)
    live = built(small)
    for name in ("articles", "work", "linking_to", "is_built"):
        setattr(room.portal, name, getattr(live, name))
    linking = room.ask("dan-toi", {"bai": PATH})["bai"]
    assert sorted(one["ten"] for one in linking) == ["Theo tệp", "Theo địa chỉ"]
    found = room.ask("ban-viet", {"toi": "Trần Văn Nam"})
    groups = {
        group["name"]: [entry["path"].rpartition("/")[2] for entry in group["entries"]]
        for group in found["nhom"]
    }

    assert found["da_dung"]
    assert (groups["cho-toi"], groups["cho-duyet"], groups["hen-gio"]) == (["cho.md"], ["cho.md"], ["hen.md"])
    assert groups["co-loi"] == ["hong.md"]
    assert {"cu.md", "hong.md", "cho.md", "tot.md"} <= set(groups["tat-ca"])
    room.ask("bo-bai", {"bai": PATH})
    after = room.ask("ban-viet", {"toi": ""})
    assert PATH not in [one["path"] for one in after["bai"]]


@pytest.mark.parametrize("path", ["content/du-lieu/tac-gia.toml", "content/../x.md", "/etc/passwd", "x", ""])
@pytest.mark.parametrize("what", ["dan-toi", "nhan-ban", "bo-bai"])
def test_no_other_file_is_touched(room: Room, path: str, what: str) -> None:
    """Whatever is asked."""
    assert room.post(what, {"bai": path, "tieu_de": "A"}).status in (400, 404, 422)
    assert (room.small.content / "du-lieu" / "tac-gia.toml").exists()


JSON = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.text(max_size=4))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    what=st.sampled_from(["ban-viet", "nhan-ban", "dan-toi", "bo-bai", "thung-rac", "lay-lai"]),
    table=st.dictionaries(
        st.sampled_from(["bai", "tieu_de", "ten", "toi", "dong_y"]), JSON | st.just("content/tot.md")
    ),
)
def test_no_request_makes_the_desk_fail(room: Room, what: str, table: dict[str, object]) -> None:
    """It is answered, or refused in words."""
    response = room.post(what, table)
    assert isinstance(response.body, bytes)

    assert response.status in (200, 400, 404, 409, 422, 428)
    assert response.status in (200, 428) or json.loads(response.body)["loi"]
