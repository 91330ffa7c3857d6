"""A portal is really published, changed, rolled back, checked, to every kind of target that one machine can have."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import fork_server
import outside_tools
import pytest
from living_portal import NOW, KeptStates, LivingPortal
from serving import free_port, nginx, sshd

from plugins.publishing.releases.manifest import FILES, HEADER, HISTORY


@pytest.fixture
def portal(tmp_path: Path) -> LivingPortal:
    """A small portal with one target, release folders on this machine."""
    return LivingPortal(
        tmp_path / "cong", {"nha": {"kind": "folder", "to": str(tmp_path / "srv"), "keep": 3}}, articles=4
    ).begin()


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> KeptStates:
    """States of the portal that several tests begin with."""
    return KeptStates(tmp_path_factory.mktemp("states"))


@pytest.fixture
def public(portal: LivingPortal, states: KeptStates) -> LivingPortal:
    """The portal, published as it is."""
    states.bring(portal, "public", lambda: publish(portal))
    return portal


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of the target."""
    return tmp_path / "srv"


def publish(portal: LivingPortal, *more: str, to: str = "nha", code: int = 0) -> str:
    """Publish, and return what was printed."""
    found, printed = portal.run("publish", "--to", to, *more)
    assert found == code, printed
    return printed


def page(root: Path, address: str) -> Path:
    """Return the file of a page of the public release."""
    return root / "current" / address.strip("/") / "index.html"


def entry_ids(root: Path) -> set[str]:
    """Return the ids of the articles in the public Atom feed."""
    feed = (root / "current/feeds/tat-ca.atom.xml").read_text("utf-8")
    return set(re.findall(r"<entry>.*?<id>(.*?)</id>", feed, re.DOTALL))


def test_a_release_is_whole_and_unchanged_files_are_shared(portal: LivingPortal, root: Path) -> None:
    """Folders beside each other, one link, hard links where nothing changed, compressed files, files for the server."""
    publish(portal)
    first = (root / "current").resolve()
    portal.write("bai-1", body="Sửa một câu.")
    publish(portal)
    second = (root / "current").resolve()

    assert first != second
    assert (root / "current").is_symlink()
    photo = next(path.name for path in (first / "anh").glob("*.jpg"))
    assert (first / "anh" / photo).stat().st_ino == (second / "anh" / photo).stat().st_ino
    changed = "tin-trong-huyen/2024/bai-1/index.html"
    assert (first / changed).read_bytes() != (second / changed).read_bytes()
    assert (second / f"{changed}.gz").exists()
    assert (second / f"{changed}.br").exists()
    assert (root / "may-chu" / "nginx.conf").exists()


def test_two_builds_of_the_same_source_have_the_same_manifest(
    portal: LivingPortal, root: Path, tmp_path: Path
) -> None:
    """Made in another folder, without anything remembered, at another moment before the portal turns."""
    publish(portal)
    other = LivingPortal(
        tmp_path / "khac", {"nha": {"kind": "folder", "to": str(tmp_path / "srv2")}}, articles=4
    )
    shutil.copytree(portal.content, other.content)
    other.own_theme()
    other.write_settings()
    found, printed = other.run(
        "publish",
        "--to",
        "nha",
        PORTAL_NOW="2024-07-03T10:00:00+07:00",
        PYTHONHASHSEED="7",
        TZ="America/New_York",
    )
    assert found == 0, printed

    for name in (HEADER, FILES, HISTORY):
        assert (root / "current" / name).read_bytes() == (tmp_path / "srv2/current" / name).read_bytes()
    head = json.loads((root / "current" / HEADER).read_text("utf-8"))
    assert head["so-tep"] == len(json.loads((root / "current" / FILES).read_text("utf-8")))
    assert head["cong-cu"]["pelican"]


def test_rolling_back_is_one_step_and_old_releases_are_pruned(portal: LivingPortal, root: Path) -> None:
    """To the one before, to one by its name, not further than what is kept."""
    for number in range(4):
        portal.write("bai-1", body=f"Lần {number}.")
        publish(portal)
    names = sorted(path.name for path in (root / "releases").iterdir())
    assert len(names) == 3
    assert (root / "current").resolve().name == names[2]

    publish(portal, "--rollback")
    assert (root / "current").resolve().name == names[1]
    assert "Lần 2." in page(root, "/tin-trong-huyen/2024/bai-1/").read_text("utf-8")
    publish(portal, "--rollback", names[0])
    assert (root / "current").resolve().name == names[0]
    assert "cũ nhất" in publish(portal, "--rollback", code=2)
    assert "không có" in publish(portal, "--rollback", "19990101", code=2)


def test_open_pages_find_their_assets_after_the_switch(public: LivingPortal, root: Path) -> None:
    """What the last releases asked for is kept for some, then goes."""
    sheet = next((root / "current/theme/css").glob("*.css")).name
    photo = next((root / "current/anh").glob("*.jpg")).name
    for number in range(6):
        with (public.own_theme() / "static/css/tokens.css").open("a", encoding="utf-8") as file:
            file.write(f"\n.lan-{number} {{ color: inherit; }}\n")
        public.photo(number + 1)
        publish(public)
        kept = (root / "current/theme/css" / sheet).exists() and (root / "current/anh" / photo).exists()
        assert kept == (number < 5), number
    assert public.run("verify", "nha")[0] == 0


def test_an_audit_with_errors_publishes_nothing(public: LivingPortal, root: Path) -> None:
    """What the theme lets slip and readers should not see: nothing of the public site is touched."""
    before = (root / "current").resolve()
    with (public.own_theme() / "templates/partials/footer.html").open("a", encoding="utf-8") as file:
        file.write("<p>Tác giả: None, hết.</p>")
    printed = publish(public, code=2)
    assert "[chu-con-sot]" in printed
    assert (root / "current").resolve() == before


def test_the_same_words_of_an_article_are_published(portal: LivingPortal) -> None:
    """An editor may write anything: the audit looks for faults of the theme."""
    portal.write(
        "bai-2",
        title="Hướng dẫn None",
        body="Tác giả: None, hết. {{ ten }}\n\n| date |\n|---|\n| undefined |",
    )
    publish(portal)


def test_rejected_articles_publish_nothing(public: LivingPortal, root: Path) -> None:
    """The build's own exit code."""
    before = (root / "current").resolve()
    (public.content / "hong.md").write_text("Tiêu đề: x\nNgày đăng: 31/02/2024\n\nx\n", "utf-8")
    publish(public, code=1)
    assert (root / "current").resolve() == before


def test_faulty_articles_are_set_aside_and_the_rest_is_published(public: LivingPortal, root: Path) -> None:
    """Also one that was public before, and old addresses that cannot be: all told, and the end is code 1."""
    before = (root / "current").resolve()
    public.write("bai-1", "Hết hạn: 31/02/2024")
    public.write("bai-2", "Đường dẫn cũ: /tin-trong-huyen/2024/bai-0/", body="Sửa một câu.")
    public.write("bai-moi")
    assert (root / "current").resolve() == before
    publish(public, code=1)
    assert (root / "current").resolve() == before

    printed = publish(public, "--quarantine", code=1)
    assert "[dia-chi-mat]" in printed
    assert "[chuyen-de-trang]" in printed
    assert "1 tệp có lỗi bị để riêng" in printed
    assert "content/bai-1.md" in printed.splitlines()[-1]
    assert page(root, "/tin-trong-huyen/2024/bai-moi/").exists()
    assert "Sửa một câu" in page(root, "/tin-trong-huyen/2024/bai-2/").read_text("utf-8")
    assert page(root, "/tin-trong-huyen/2024/bai-0/").exists()
    assert "bai-0" not in (root / "may-chu/dang-dung/chuyen-huong.map").read_text("utf-8")

    public.write("bai-1")
    public.write("bai-2")
    publish(public)
    assert page(root, "/tin-trong-huyen/2024/bai-1/").exists()


@pytest.mark.parametrize("fault", ["tệp", "địa chỉ"])
@pytest.mark.parametrize(("answer", "code"), [("c", 1), ("k", 1)])
def test_a_person_at_the_terminal_is_asked(
    public: LivingPortal, root: Path, fault: str, answer: str, code: int
) -> None:
    """Whether the others are to be published without the faulty files, or the old addresses with an error."""
    before = (root / "current").resolve()
    if fault == "tệp":
        public.write("hong", "Hết hạn: 31/02/2024")
    else:
        (public.content / "bai-1.md").unlink()
    public.write("bai-moi")
    main, terminal = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "plugins.publishing",
        "publish",
        f"--settings={public.settings}",
        "--to",
        "nha",
    ]
    process = fork_server.at_terminal(command, terminal)
    os.write(main, f"{answer}\n".encode())
    printed = b""
    with contextlib.suppress(OSError):
        while piece := os.read(main, 4096):
            printed += piece
    assert process.wait() == code, printed.decode()
    os.close(main)
    assert f"Để riêng 1 {fault} có lỗi" in printed.decode()
    assert ((root / "current").resolve() != before) == (answer == "c")


def test_only_a_newcomer_on_a_published_address_is_left_out(public: LivingPortal, root: Path) -> None:
    """It is told at its line; with --quarantine the others go out, and the address leads to where its article now is."""
    public.write("bai-1", "Đường dẫn: bai-1-doi")
    public.write("moi-den", "Đường dẫn: bai-1")
    public.write("bai-moi")
    before = (root / "current").resolve()
    for options in ((), ("--quarantine", "--dry-run")):
        assert "content/moi-den.md:" in publish(public, *options, code=1)
        assert (root / "current").resolve() == before

    printed = publish(public, "--quarantine", code=1)
    told = [line for line in printed.splitlines() if "[dia-chi-doi-chu]" in line]
    assert told
    assert all(line.startswith("content/moi-den.md:") and ":0:" not in line for line in told)
    assert "content/moi-den.md" in printed.splitlines()[-1]
    for slug in ("bai-1-doi", "bai-moi"):
        assert page(root, f"/tin-trong-huyen/2024/{slug}/").exists()
    assert not page(root, "/tin-trong-huyen/2024/bai-1/").exists()
    maps = (root / "may-chu/dang-dung/chuyen-huong.map").read_text("utf-8")
    assert '"/tin-trong-huyen/2024/bai-1" "/tin-trong-huyen/2024/bai-1-doi/";' in maps

    public.write("moi-den")
    publish(public)
    assert page(root, "/tin-trong-huyen/2024/moi-den/").exists()


def test_drafts_that_leak_are_found(portal: LivingPortal) -> None:
    """A public article that quotes a draft word for word is found out."""
    secret = "Phương án đền bù chưa được phê duyệt nên chưa công bố."
    portal.write("du-thao", "Trạng thái: nháp", title="Phương án đền bù chưa công bố", body=secret)
    publish(portal)
    with (portal.own_theme() / "templates/partials/footer.html").open("a", encoding="utf-8") as file:
        file.write(f"<p>{secret}</p>")
    assert "[lo-ban-nhap]" in publish(portal, code=2)


def test_a_draft_of_a_public_article_is_no_leak(portal: LivingPortal) -> None:
    """An update that waits says most of what its article says."""
    text = portal.write("bai-2", body="Một câu đủ dài để nhận ra được trong cả hai bản.").read_text("utf-8")
    (portal.content / "bai-2-moi.md").write_text(
        text.replace("\n\n", "\nTrạng thái: nháp\n\n", 1) + "\nThêm.\n", "utf-8"
    )
    publish(portal)


def test_a_moved_article_is_followed_by_itself(public: LivingPortal, root: Path) -> None:
    """By a fresh clone as well: what was published is asked of the target."""
    before = entry_ids(root)
    (public.content / "bai-1.md").rename(public.content / "ten-moi.md")
    shutil.rmtree(public.folder / ".cache")
    shutil.rmtree(public.folder / "output")
    told = publish(public)
    maps = (root / "may-chu/dang-dung/chuyen-huong.map").read_text("utf-8")
    assert '"/tin-trong-huyen/2024/bai-1" "/tin-trong-huyen/2024/ten-moi/";' in maps
    assert "Dựng lại" in told
    assert entry_ids(root) == before

    (public.content / "ten-moi.md").rename(public.content / "ten-khac.md")
    publish(public)
    maps = (root / "may-chu/dang-dung/chuyen-huong.map").read_text("utf-8")
    assert '"/tin-trong-huyen/2024/bai-1" "/tin-trong-huyen/2024/ten-khac/";' in maps
    assert '"/tin-trong-huyen/2024/ten-moi" "/tin-trong-huyen/2024/ten-khac/";' in maps
    assert entry_ids(root) == before


def test_who_follows_in_the_file_of_an_article_that_moved_has_an_id_of_its_own(
    public: LivingPortal, root: Path
) -> None:
    """As a schedule that is kept under another name when the next one is written; each keeps its id."""
    before = entry_ids(root)
    (public.content / "bai-1.md").rename(public.content / "thang-truoc.md")
    publish(public)
    public.write("bai-1", title="Lịch tháng này", body="Khác hẳn bài trước.")
    publish(public)
    both = entry_ids(root)
    assert both > before
    assert len(both) == len(before) + 1

    public.write("bai-1", title="Lịch tháng này, sửa", body="Khác hẳn bài trước, có sửa.")
    publish(public)
    assert entry_ids(root) == both


def test_a_line_of_old_addresses_that_comes_later_makes_no_article_new(
    public: LivingPortal, root: Path
) -> None:
    """Programs that read feeds know an article by what it was first published with."""
    before = entry_ids(root)
    public.write("bai-1", "Đường dẫn cũ: /web/tin-cu.aspx?id=7")
    publish(public)
    assert entry_ids(root) == before

    public.write("moi", "Đường dẫn cũ: /web/tin-moi.aspx")
    publish(public)
    assert [one.rpartition(":")[2] for one in entry_ids(root) - before] == ["web/tin-moi.aspx"]


def test_a_lost_address_is_an_error_until_somebody_says_it_is_gone(public: LivingPortal, root: Path) -> None:
    """Either it leads elsewhere, or it is gone on purpose and answered with 410."""
    before = (root / "current").resolve()
    (public.content / "bai-1.md").unlink()
    printed = publish(public, code=1)
    assert "[dia-chi-mat]" in printed
    assert "/tin-trong-huyen/2024/bai-1/" in printed
    assert (root / "current").resolve() == before

    data = public.content / "du-lieu" / "dia-chi-cu.toml"
    data.write_text('[[bo]]\ndia-chi = "/tin-trong-huyen/2024/bai-1/"\nly-do = "Đăng nhầm"\n', "utf-8")
    publish(public)
    assert '"/tin-trong-huyen/2024/bai-1/" "gone";' in (root / "may-chu/dang-dung/da-bo.map").read_text(
        "utf-8"
    )
    assert not page(root, "/tin-trong-huyen/2024/bai-1/").exists()

    data.write_text("", "utf-8")
    assert "[dia-chi-mat]" in publish(public, code=1)
    public.write("bai-2", "Đường dẫn cũ: /tin-trong-huyen/2024/bai-1/")
    publish(public)


def test_a_dry_run_changes_nothing(public: LivingPortal, root: Path) -> None:
    """It tells what would."""
    before = sorted(path.name for path in root.rglob("*"))
    public.write("them")
    printed = publish(public, "--dry-run")
    assert "tệp mới" in printed
    assert sorted(path.name for path in root.rglob("*")) == before


def test_the_second_waits_or_says_who_holds_the_lock(public: LivingPortal, root: Path) -> None:
    """Two at once: one of them is told of the other, by name, process and hour."""
    from plugins.publishing.targets.target_lock import hold_target_lock

    with hold_target_lock(root / ".khoa", "nha", 1, lambda text: None):
        printed = publish(public, "--wait", "0", code=2)
    assert f"tiến trình {os.getpid()}" in printed
    assert "đang có một lần phát hành khác" in printed

    first, second = (
        public.start("publish", "--to", "nha"),
        public.start("publish", "--to", "nha", "--output", str(public.folder / "khac" / "output")),
    )
    ends = [(one.communicate(timeout=120)[0], one.returncode) for one in (first, second)]
    assert [code for _, code in ends] == [0, 0], ends


def test_the_report_counts_old_addresses(portal: LivingPortal) -> None:
    """And tells where each goes."""
    portal.write("bai-1", "Đường dẫn cũ: /web/trang-chu/tin/Họp báo.html; /x.aspx?id=1&amp;b=2")
    code, printed = portal.run("redirects", "--all")
    assert code == 0, printed
    assert "/web/trang-chu/tin/Họp báo.html -> /tin-trong-huyen/2024/bai-1/" in printed
    assert "/x.aspx?b=2&id=1 -> /tin-trong-huyen/2024/bai-1/" in printed


def test_the_record_can_be_kept_with_the_sources(public: LivingPortal, tmp_path: Path) -> None:
    """For the day on which a host is lost: a new target knows what the old one had published."""
    assert public.run("redirects", "--to", "nha", "--save")[0] == 0
    (public.content / "bai-1.md").rename(public.content / "ten-moi.md")
    public.targets = {"nha": {"kind": "folder", "to": str(tmp_path / "moi")}}
    public.write_settings()
    publish(public)
    assert "bai-1" in (tmp_path / "moi/may-chu/dang-dung/chuyen-huong.map").read_text("utf-8")


def test_moving_hosts_takes_the_record_along(public: LivingPortal, root: Path, tmp_path: Path) -> None:
    """``--history`` reads what another place had published."""
    (public.content / "bai-1.md").rename(public.content / "ten-moi.md")
    publish(public, "--history", str(root), to=str(tmp_path / "moi"))
    assert "bai-1" in (tmp_path / "moi/may-chu/dang-dung/chuyen-huong.map").read_text("utf-8")


def test_two_portals_become_one(public: LivingPortal, root: Path, tmp_path: Path) -> None:
    """
    The addresses of both stay: those of the second one live on below a folder, from which its articles are found again.

    Where both have a page at one address it is told, and no address is lost in silence.
    """
    there = tmp_path / "nha-b"
    second = LivingPortal(tmp_path / "xa-b", {"b": {"kind": "folder", "to": str(there)}}, articles=0).begin()
    second.write("cua-b", body="Bài của xã B.")
    other = second.write("bai-1", title="Bài khác hẳn của xã B", body="Khác hẳn.")
    other.write_text(other.read_text("utf-8").replace("/05/2024", "/04/2024"), "utf-8")
    publish(second, to="b")
    public.write("tu-xa-b", title="Tin cua-b", body="Bài của xã B.")
    text = (public.content / "tu-xa-b.md").read_text("utf-8")
    day = next(
        line for line in (second.content / "cua-b.md").read_text("utf-8").splitlines() if "Ngày đăng" in line
    )
    (public.content / "tu-xa-b.md").write_text(re.sub("Ngày đăng: .*", day, text), "utf-8")

    printed = publish(public, "--dry-run", "--history", str(root), "--history", str(there))
    assert "1 địa chỉ là hai trang khác nhau" in printed
    assert "/tin-trong-huyen/2024/bai-1/" in printed.partition("hai trang khác nhau")[2]

    named = ("--history", str(root), "--history", f"{there}=/xa-b")
    printed = publish(public, *named, code=1)
    assert "hai trang khác nhau" not in printed
    assert "/xa-b/tin-trong-huyen/2024/bai-1/" in printed
    assert "cua-b" not in printed.partition("[dia-chi-mat]")[2]
    (public.content / "du-lieu" / "dia-chi-cu.toml").write_text(
        '[[chuyen]]\ntu = "/xa-b/tin-trong-huyen/2024/bai-1/"\nden = "/tin-trong-huyen/"\n', "utf-8"
    )
    publish(public, *named)
    rules = (root / "may-chu/dang-dung/chuyen-huong.map").read_text("utf-8")
    assert re.search(r'"/xa-b/tin-trong-huyen/2024/cua-b"\s+"?/tin-trong-huyen/2024/tu-xa-b/', rules), rules[
        :800
    ]


@pytest.mark.parametrize("host", ["github", "gitlab", "netlify", "cloudflare"])
def test_folders_for_hosts_that_take_them_away(portal: LivingPortal, tmp_path: Path, host: str) -> None:
    """Each has what its host reads, and pages that forward where it can do nothing else."""
    portal.write("bai-1", "Đường dẫn cũ: /web/tin/cu.html; /portal/Pages/2024-5-7/tinabcdefgh.aspx")
    portal.targets = {"len": {"kind": "artifact", "host": host, "to": str(tmp_path / "public")}}
    portal.write_settings()
    public = tmp_path / "public"
    publish(portal, "--first", to="len")

    assert (public / "404.html").exists()
    if host == "github":
        assert (public / ".nojekyll").exists()
        assert "/tin-trong-huyen/2024/bai-1/" in (public / "web/tin/cu.html").read_text("utf-8")
        assert (public / "portal/Pages/2024-5-7/tinabcdefgh.aspx/index.html").exists()
    else:
        assert "/web/tin/cu.html /tin-trong-huyen/2024/bai-1/ 301\n" in (public / "_redirects").read_text(
            "utf-8"
        )
    assert (public / "_headers").exists() == (host in ("netlify", "cloudflare"))
    assert (public / "index.html.gz").exists() == (host == "gitlab")
    # What else lies where it should go is not taken away.
    shutil.rmtree(public)
    public.mkdir()
    (public / "cua-toi.txt").write_text("giữ", "utf-8")
    assert "không phải do công cụ này" in publish(portal, "--first", to="len", code=2)
    assert (public / "cua-toi.txt").exists()


def test_an_artifact_asks_the_live_site_what_was_there(
    portal: LivingPortal, root: Path, tmp_path: Path
) -> None:
    """Old addresses and the stylesheets of open pages come from it; where it does not answer, nothing is forgotten."""
    portal.targets["len"] = {"kind": "artifact", "host": "github", "to": str(tmp_path / "public")}
    publish(portal)
    with nginx(tmp_path / "nginx", root / "current") as address:
        text = portal.settings.read_text("utf-8").split("TARGETS")[0]
        portal.settings.write_text(
            f"{text}TARGETS = {portal.targets!r}\nPRODUCTION = False\nSITEURL = {address!r}\n", "utf-8"
        )
        (portal.content / "bai-1.md").rename(portal.content / "ten-moi.md")
        sheet = next((root / "current/theme/css").glob("*.css")).name
        with (portal.own_theme() / "static/css/tokens.css").open("a", encoding="utf-8") as file:
            file.write("\n.moi { color: inherit; }\n")
        publish(portal, to="len")
        assert "ten-moi" in (tmp_path / "public/tin-trong-huyen/2024/bai-1/index.html").read_text("utf-8")
        assert (tmp_path / "public/theme/css" / sheet).exists()
    printed = publish(portal, to="len", code=2)
    assert "--lan-dau" in printed


def test_a_target_that_is_none_is_named(portal: LivingPortal) -> None:
    """With the nearest that is."""
    portal.targets = {"may-chu": {"kind": "folder", "to": "x"}}
    portal.write_settings()
    assert "Ý bạn là “may-chu”" in publish(portal, to="may-chủ", code=2)
    portal.targets = {"nha": {"kind": "rsync", "to": ""}}
    portal.write_settings()
    assert "đang trống" in publish(portal, code=2)


def test_rsync_rolls_back_where_it_keeps_releases(portal: LivingPortal, tmp_path: Path) -> None:
    """Over ssh, in one step; a flat folder cannot, and says what to do instead."""
    outside_tools.rsync()
    with sshd(tmp_path / "sshd") as ssh:
        there = tmp_path / "xa"
        portal.targets = {
            "xa": {"kind": "rsync", "to": f"127.0.0.1:{there}", "ssh": ssh, "layout": "releases", "keep": 2}
        }
        portal.write_settings()
        for number in range(3):
            portal.write("bai-1", body=f"Lần {number}.")
            publish(portal, to="xa")
        names = sorted(path.name for path in (there / "releases").iterdir())
        assert len(names) == 2
        publish(portal, "--rollback", to="xa")
        assert (there / "current").resolve().name == names[0]
        assert "Lần 1." in page(there, "/tin-trong-huyen/2024/bai-1/").read_text("utf-8")
        portal.targets = {"xa": {"kind": "rsync", "to": f"127.0.0.1:{tmp_path / 'phang'}", "ssh": ssh}}
        portal.write_settings()
        publish(portal, to="xa")
        assert "git revert" in publish(portal, "--rollback", to="xa", code=2)


def test_rsync_that_cannot_connect_says_so(portal: LivingPortal) -> None:
    """Nothing is forgotten, nothing is changed."""
    outside_tools.rsync()
    ssh = f"ssh -p {free_port()} -o BatchMode=yes -o ConnectTimeout=3"
    portal.targets = {"xa": {"kind": "rsync", "to": "127.0.0.1:/khong-co", "ssh": ssh}}
    portal.write_settings()
    printed = publish(portal, to="xa", code=2)
    assert "không nối được" in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize("kind", ["minisign", "ssh-keygen"])
def test_a_signed_edition_is_verified_and_a_change_of_it_found_out(
    portal: LivingPortal, root: Path, tmp_path: Path, kind: str
) -> None:
    """With a key of minisign or of ssh-keygen; a manifest that was changed afterwards is found out."""
    secret, public = tmp_path / "khoa", tmp_path / "khoa.pub"
    if kind == "minisign":
        subprocess.run(
            [outside_tools.minisign(), "-G", "-W", "-s", secret, "-p", public],
            check=True,
            capture_output=True,
        )
    else:
        subprocess.run(
            [outside_tools.ssh_keygen(), "-q", "-t", "ed25519", "-N", "", "-f", secret], check=True
        )
    code, printed = portal.run("publish", "--to", "nha", SIGNING_KEY=str(secret))
    assert code == 0, printed
    code, printed = portal.run("verify", "nha", "--public-key", str(public))
    assert (code, "chữ ký đúng" in printed) == (0, True), printed

    header = root / "current" / HEADER
    header.write_text(header.read_text("utf-8").replace('"nguon": "', '"nguon": "x'), "utf-8")
    code, printed = portal.run("verify", "nha", "--public-key", str(public))
    assert (code, "chữ ký" in printed) == (1, True), printed


def test_what_is_public_is_held_against_what_was_published(
    public: LivingPortal, root: Path, tmp_path: Path
) -> None:
    """Over HTTP: what differs, what is missing, and a page of gambling that nobody published."""
    with nginx(tmp_path / "nginx", root / "current") as address:
        assert public.run("verify", address)[0] == 0

        release = (root / "current").resolve()
        injected = release / "casino" / "index.html"
        injected.parent.mkdir()
        injected.write_text('<a href="/nha-cai-moi/">x</a>', "utf-8")
        hidden = release / "nha-cai-bi-mat" / "index.html"
        hidden.parent.mkdir()
        hidden.write_text("x", "utf-8")
        target = release / "tin-trong-huyen/2024/bai-1/index.html"
        text = target.read_text("utf-8")
        target.unlink()
        target.write_text(text.replace("</main>", '<a href="/nha-cai-bi-mat/">Đặt cược</a></main>'), "utf-8")
        (release / "robots.txt").unlink()

        code, printed = public.run("verify", address)
        assert code == 1, printed
        assert "khác: tin-trong-huyen/2024/bai-1/index.html" in printed
        assert "thiếu: robots.txt" in printed
        assert "không thuộc bản phát hành: /casino/" in printed
        assert "không thuộc bản phát hành: /nha-cai-bi-mat/" in printed

        code, printed = public.run("verify", "nha")
        assert code == 1, printed
        assert "/casino/index.html" in printed

        # A bound is a bound, and what was not looked at is told.
        began = time.monotonic()
        code, printed = public.run("verify", address, "--requests", "90", "--minutes", "0.5")
        assert time.monotonic() - began < 40
        assert "Chưa xem" in printed


@pytest.mark.parametrize("kind", ["folder", "rsync"])
def test_every_file_of_a_target_is_looked_at(portal: LivingPortal, tmp_path: Path, kind: str) -> None:
    """Compressed files, links that lead out, names that sums do not tell, and what is named like our lock."""
    if kind == "rsync":
        outside_tools.rsync()
    place = tmp_path / "đích 'hai'"
    portal.targets = {"nha": {"kind": kind, "to": str(place), "precompress": True}}
    portal.write_settings()
    publish(portal)
    assert portal.run("verify", "nha")[0] == 0
    release = place / "current" if kind == "folder" else place
    false = release / "index.html.gz"
    false.unlink()
    false.write_bytes(gzip.compress(b"x"))
    (tmp_path / "casino").mkdir()
    (release / "casino").symlink_to(tmp_path / "casino")
    (release / "ca\\cuoc.html").write_text("x", "utf-8")
    (release / ".khoa-phat-hanh-casino.html").write_text("x", "utf-8")
    code, printed = portal.run("verify", "nha")
    assert code == 1, printed
    for name in ("index.html.gz (nén sai)", "/casino", "ca\\cuoc.html", ".khoa-phat-hanh-casino.html"):
        assert name in printed, printed


def test_the_history_of_a_site_does_not_vouch_for_itself(public: LivingPortal, root: Path) -> None:
    """Who writes a page into a site can write it into the list of files that outlive their release too."""
    page_there = root / "current" / "ca-do.html"
    page_there.write_text("x", "utf-8")
    history_file = root / "current" / HISTORY
    history = json.loads(history_file.read_text("utf-8"))
    history["giu"]["ca-do.html"] = [1, hashlib.sha256(b"x").hexdigest(), 1]
    history_file.unlink()
    history_file.write_text(json.dumps(history), "utf-8")
    code, printed = public.run("verify", "nha")
    assert (code, "/ca-do.html" in printed, HISTORY in printed) == (1, True, True), printed


def test_a_site_is_held_against_a_build_at_hand(public: LivingPortal, root: Path, tmp_path: Path) -> None:
    """``--against``: whoever can write to the site cannot write to this."""
    own = tmp_path / "giu"
    shutil.copytree(root / "current", own, symlinks=False)
    public.write("bai-1", body="Bản khác.")
    publish(public)
    code, printed = public.run("verify", "nha", "--against", str(own))
    assert code == 1
    assert "bai-1" in printed


def test_now_is_given() -> None:
    """The portal of these tests stands at one moment."""
    assert NOW.startswith("2024-06-30")
