"""Two editors send and take: what each wrote arrives, and nothing of either is lost."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from editors.sharing.conftest import article, git
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.editors.sharing import conflicts
from plugins.editors.sharing.checkout import Checkout, SharingFault, checkout_of
from plugins.editors.sharing.local_commit import Identity, commit_of_folder
from plugins.editors.sharing.receive import receive
from plugins.editors.sharing.send import send, waiting_files

HAI, HANH = Identity("Lê Hải", "hai@vi-du.vn"), Identity("Nguyễn Thị Hạnh", "hanh@vi-du.vn")
HOP = "content/bai-viet/hop.md"


def put(checkout: Checkout, path: str, text: str) -> None:
    """Write a file of a checkout."""
    place = checkout.top / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode("utf-8"))


def text(checkout: Checkout, path: str = HOP) -> str:
    """Return the text of a file of a checkout."""
    return (checkout.top / path).read_bytes().decode("utf-8")


def test_what_one_sends_the_other_gets(editors: tuple[Checkout, Checkout]) -> None:
    """With the author's name, a message made of the articles, and a clean state on both sides."""
    hai, hanh = editors
    put(hai, HOP, article("Họp báo", "Câu mới."))
    put(hai, "content/bai-viet/Ảnh mới.jpg", "x")
    sent = send(hai, HAI)
    received = receive(hanh)

    assert [one.words for one in sent.files] == ["Sửa bài “Họp báo”", "Thêm tệp content/bai-viet/Ảnh mới.jpg"]
    assert set(received.files) == {HOP, "content/bai-viet/Ảnh mới.jpg"}
    assert text(hanh) == article("Họp báo", "Câu mới.")
    for one in editors:
        assert git(one.top, "status", "--porcelain") == ""
    log = git(hanh.top, "log", "-1", "--format=%an|%s")
    assert log.strip() == "Lê Hải|Sửa bài “Họp báo”, thêm 1 tệp"


def test_both_changes_stand_where_they_do_not_meet(editors: tuple[Checkout, Checkout]) -> None:
    """One changed the first sentence, the other the last."""
    hai, hanh = editors
    put(hai, HOP, article("Họp báo", "Câu đầu đã sửa.", "Câu giữa.", "Câu cuối."))
    send(hai, HAI)
    put(hanh, HOP, article("Họp báo", "Câu đầu.", "Câu giữa.", "Câu cuối đã sửa."))
    sent = send(hanh, HANH)
    receive(hai)

    assert sent.conflicts == ()
    assert text(hai) == text(hanh) == article("Họp báo", "Câu đầu đã sửa.", "Câu giữa.", "Câu cuối đã sửa.")


def test_where_they_meet_both_texts_are_kept_until_somebody_chooses(
    editors: tuple[Checkout, Checkout],
) -> None:
    """The folder holds the own text, without any marks; nothing can be sent before; other files came all the same."""
    hai, hanh = editors
    put(hai, HOP, article("Họp báo", "Của Hải."))
    put(hai, "content/bai-viet/moi.md", article("Bài mới"))
    send(hai, HAI)
    put(hanh, HOP, article("Họp báo", "Của Hạnh."))
    first, second = send(hanh, HANH), send(hanh, HANH)

    for sent in (first, second):
        (conflict,) = sent.conflicts
        assert sent.files == ()
        assert (conflict.path, conflict.here, conflict.there) == (
            HOP,
            article("Họp báo", "Của Hạnh.").encode(),
            article("Họp báo", "Của Hải.").encode(),
        )
    assert text(hanh) == article("Họp báo", "Của Hạnh.")
    assert text(hanh, "content/bai-viet/moi.md") == article("Bài mới")

    put(hanh, HOP, article("Họp báo", "Của cả hai."))
    conflicts.mark_settled(hanh, HOP)
    assert [one.path for one in send(hanh, HANH).files] == [HOP]
    receive(hai)
    assert text(hai) == article("Họp báo", "Của cả hai.")


@pytest.mark.parametrize("who_removes", ["here", "there"])
def test_an_article_that_one_removed_and_the_other_changed_is_asked_about(
    editors: tuple[Checkout, Checkout], who_removes: str
) -> None:
    """It is neither gone in silence nor back in silence."""
    hai, hanh = editors
    removes, changes = (hanh, hai) if who_removes == "here" else (hai, hanh)
    (removes.top / HOP).unlink()
    put(changes, HOP, article("Họp báo", "Đã sửa."))
    send(hai, HAI)
    (conflict,) = receive(hanh).conflicts

    assert conflict.path == HOP
    assert (conflict.here is None) == (who_removes == "here")
    assert (conflict.there is None) == (who_removes == "there")
    assert (hanh.top / HOP).is_file() == (who_removes == "there")


def test_a_file_of_the_same_name_that_both_made_is_asked_about(editors: tuple[Checkout, Checkout]) -> None:
    """Also where git does not look: an ignored file of the editor's is not overwritten."""
    hai, hanh = editors
    for one, body in ((hai, "Của Hải."), (hanh, "Của Hạnh.")):
        put(one, "content/bai-viet/moi.md", article("Mới", body))
    put(hanh, "output/x.html", "của tôi")
    put(hai, "output/x.html", "của Hải")
    git(hai.top, "add", "-f", "output/x.html")
    git(hai.top, "-c", "user.name=a", "-c", "user.email=a@vi-du.vn", "commit", "-qm", "x")
    send(hai, HAI)
    received = receive(hanh)

    assert {one.path for one in received.conflicts} == {"content/bai-viet/moi.md", "output/x.html"}
    assert text(hanh, "output/x.html") == "của tôi"
    assert text(hanh, "content/bai-viet/moi.md") == article("Mới", "Của Hạnh.")


def test_what_somebody_works_on_outside_the_content_stays(editors: tuple[Checkout, Checkout]) -> None:
    """It is not sent, and merged with what comes."""
    hai, hanh = editors
    put(hai, "theme/a.css", "a { color: red }\n\n\n\nb {}\n")
    git(hai.top, "-c", "user.name=a", "-c", "user.email=a@vi-du.vn", "commit", "-qam", "css")
    send(hai, HAI)
    put(hanh, "theme/a.css", "a {}\n\n\n\nb { color: blue }\n")
    put(hanh, HOP, article("Họp báo", "Mới."))
    sent = send(hanh, HANH)

    assert [one.path for one in sent.files] == [HOP]
    assert text(hanh, "theme/a.css") == "a { color: red }\n\n\n\nb { color: blue }\n"
    assert git(hanh.top, "status", "--porcelain").split() == ["M", "theme/a.css"]


def test_nothing_to_send_is_no_commit(editors: tuple[Checkout, Checkout]) -> None:
    """And nothing waits."""
    hai, _ = editors
    before = git(hai.top, "rev-parse", "HEAD")

    assert send(hai, HAI).files == ()
    assert waiting_files(hai) == []
    assert git(hai.top, "rev-parse", "HEAD") == before


def test_without_the_server_all_stays_as_it_was(editors: tuple[Checkout, Checkout], server: Path) -> None:
    """No commit is left behind; with the server back it goes up."""
    hai, _ = editors
    put(hai, HOP, article("Họp báo", "Mới."))
    server.rename(server.with_name("đi vắng"))
    with pytest.raises(SharingFault, match="Bài vẫn còn nguyên"):
        send(hai, HAI)
    assert git(hai.top, "log", "--format=%s").split() == ["đầu"]
    assert [one.path for one in waiting_files(hai)] == [HOP]

    server.with_name("đi vắng").rename(server)
    assert [one.path for one in send(hai, HAI).files] == [HOP]


def test_a_branch_that_is_locked_is_told_and_nothing_is_lost(
    editors: tuple[Checkout, Checkout], server: Path
) -> None:
    """As on a host that wants merge requests."""
    hai, _ = editors
    hook = server / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'GH006: Protected branch update failed' >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    put(hai, HOP, article("Họp báo", "Mới."))

    with pytest.raises(SharingFault, match="nhánh được khóa"):
        send(hai, HAI)
    assert text(hai) == article("Họp báo", "Mới.")
    assert [one.path for one in waiting_files(hai)] == [HOP]


def test_a_link_that_leads_out_of_the_checkout_is_not_followed(
    editors: tuple[Checkout, Checkout], tmp_path: Path
) -> None:
    """What comes from the server is not trusted: neither a link as a folder nor a link in place of a file."""
    hai, hanh = editors
    outside = tmp_path / "ngoài"
    outside.mkdir()
    put(hai, "content/moi/a.md", article("Mới"))
    send(hai, HAI)
    (hanh.top / "content" / "moi").symlink_to(outside)

    with pytest.raises(SharingFault):
        receive(hanh)
    assert list(outside.iterdir()) == []


def test_a_folder_without_a_server_is_not_shared(tmp_path: Path) -> None:
    """No buttons for who has no Git host."""
    (tmp_path / "content").mkdir()
    assert checkout_of(tmp_path / "content") is None
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert checkout_of(tmp_path / "content") is None


BODY = st.lists(st.sampled_from(["Một.", "Hai.", "Ba.", "Bốn."]), min_size=1, max_size=4)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BODY, BODY, st.booleans())
def test_no_sentence_is_lost_whatever_two_people_do(
    editors: tuple[Checkout, Checkout], ours: list[str], theirs: list[str], is_kept: bool
) -> None:
    """After both have sent, and one chose where they met, both folders are the same, and the chosen text is what was written."""
    hai, hanh = editors
    for one in editors:
        receive(one)
    put(hai, HOP, article("Họp", *theirs))
    send(hai, HAI)
    put(hanh, HOP, article("Họp", *ours))
    sent = send(hanh, HANH)
    for conflict in sent.conflicts:
        assert (conflict.here, conflict.there) == (
            article("Họp", *ours).encode(),
            article("Họp", *theirs).encode(),
        )
        chosen = conflict.here if is_kept else conflict.there
        assert chosen is not None
        put(hanh, HOP, chosen.decode())
        conflicts.mark_settled(hanh, HOP)
        send(hanh, HANH)
    receive(hai)

    assert text(hai) == text(hanh)
    assert {git(one.top, "status", "--porcelain") for one in editors} == {""}


def test_what_was_written_in_the_second_of_the_last_commit_is_sent(
    editors: tuple[Checkout, Checkout],
) -> None:
    """Git knows changed files by second and size; such a file is looked into, however much later it is sent."""
    hai, _ = editors
    for number in range(20):
        put(hai, HOP, article("Họp báo", f"Câu {number:02} A."))
        git(hai.top, "add", "-A")
        git(hai.top, "-c", "user.name=a", "-c", "user.email=a@vi-du.vn", "commit", "-qm", "x")
        put(hai, HOP, article("Họp báo", f"Câu {number:02} B."))
        stamps = {int(path.stat().st_mtime) for path in (hai.top / HOP, hai.top / ".git" / "index")}
        if len(stamps) == 1:
            break
    time.sleep(1.1)

    assert "B." in (hai.blob(commit_of_folder(hai, "x", HAI), HOP) or b"").decode()
