"""The doctor tells what is well, what to be reminded of and what is ill, each as it really is on this machine and its servers."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import outside_tools
import pytest
from answering import authority, pages_served
from living_portal import LivingPortal
from serving import free_port, sshd

from plugins.files.lock import locked
from plugins.publishing.doctor import machine
from plugins.publishing.doctor.diagnosis import Condition, Diagnosis
from plugins.publishing.doctor.live_site import certificate, look_at_site
from plugins.publishing.doctor.machine import disk_space, look_at_machine
from plugins.publishing.doctor.repository import SourceCheckout, look_at_runner, look_at_sources
from plugins.publishing.doctor.target_checks import _not_published_yet
from plugins.publishing.due import Upcoming
from plugins.publishing.run_doctor import _schedule
from plugins.publishing.targets.target_lock import this_process
from plugins.web.web_address import web_address

WELL, REMIND, ILL = Condition.WELL, Condition.REMIND, Condition.ILL


def judged(findings: Iterator[Diagnosis] | list[Diagnosis]) -> dict[str, Condition]:
    """Return the condition of each subject."""
    return {one.subject: one.condition for one in findings}


# The machine.


@pytest.mark.parametrize(("free", "condition"), [(2**27, ILL), (2**30, REMIND), (2**34, WELL)])
def test_a_disk_that_fills_is_told_before_it_is_full(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, condition: Condition
) -> None:
    """Also that of a folder which is not there yet."""

    class Usage:
        def __init__(self, _: Path) -> None:
            self.free = free

    monkeypatch.setattr(machine.shutil, "disk_usage", Usage)
    assert disk_space("Ổ đĩa", tmp_path / "chưa" / "có").condition is condition


def test_packages_that_are_not_those_of_the_lock_are_named(tmp_path: Path) -> None:
    """One of another version, one that is missing; not one that only other systems want."""
    from importlib.metadata import version

    lock = tmp_path / "requirements.txt"
    lock.write_text(
        f"pelican=={version('pelican')} \\\n    --hash=sha256:0\nla-la==1.0 ; sys_platform == 'win32' \\\n"
        f"markdown==1.0 ; python_version < '3.9'\nmarkdown=={version('markdown')} ; python_version >= '3.9'\n",
        "utf-8",
    )
    look = lambda: judged(look_at_machine(tmp_path, [], now=datetime.now(UTC), signs=False))  # noqa: E731
    assert look()["Môi trường"] is WELL

    lock.write_text("pelican==0.1 \\\nla-la==1.0 \\\n", "utf-8")
    assert look()["Môi trường"] is ILL


@pytest.mark.parametrize("isolates", [True, False])
def test_programs_that_nothing_confines_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, isolates: bool
) -> None:
    """What reads files of strangers for an import, where this machine has such a program and no namespaces."""
    (tmp_path / "requirements.txt").write_text("", "utf-8")
    (tmp_path / "soffice").write_text("#!/bin/sh\n", "utf-8")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(machine, "can_isolate", lambda: isolates)
    found = judged(look_at_machine(tmp_path, [], now=datetime.now(UTC), signs=False))

    assert found.get("Nhập bài") is (None if isolates else Condition.REMIND)


# The sources.


@pytest.fixture
def checkout(tmp_path: Path) -> SourceCheckout:
    """A repository that has been sent on whole to another place."""

    def git(*words: str, folder: Path = tmp_path / "nguon") -> None:
        subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)

    (tmp_path / "nguon").mkdir()
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "xa.git")], check=True)
    git("init", "-q", "-b", "main")
    for name, value in (("user.name", "Lê Hải"), ("user.email", "a@b.vn")):
        git("config", name, value)
    record = tmp_path / "nguon" / "so.json"
    record.write_text("{}", "utf-8")
    git("add", ".")
    git("commit", "-qm", "Bài đầu")
    git("remote", "add", "origin", str(tmp_path / "xa.git"))
    git("push", "-qu", "origin", "main")
    return SourceCheckout(tmp_path / "nguon")


def test_sources_that_lie_elsewhere_too_are_well(checkout: SourceCheckout) -> None:
    """Committed, sent on, the record of addresses among them."""
    found = judged(look_at_sources(checkout, checkout.folder / "so.json"))
    assert set(found.values()) == {WELL}


def test_what_is_not_sent_on_or_not_kept_is_told(checkout: SourceCheckout, tmp_path: Path) -> None:
    """A file that is not committed, a commit that is not pushed, no other place, no repository at all."""
    (checkout.folder / "bai.md").write_text("x", "utf-8")
    assert judged(look_at_sources(checkout, checkout.folder / "bai.md")) == {
        "Git": REMIND,
        "Bản sao của nguồn": WELL,
        "Sổ địa chỉ": REMIND,
    }
    checkout.ask("add", ".")
    checkout.ask("commit", "-qm", "Bài")
    found = judged(look_at_sources(checkout, checkout.folder / "khong-co.json"))
    assert found == {"Git": WELL, "Bản sao của nguồn": REMIND, "Sổ địa chỉ": REMIND}

    checkout.ask("remote", "remove", "origin")
    assert judged(look_at_sources(checkout, checkout.folder / "so.json"))["Bản sao của nguồn"] is ILL
    (tmp_path / "trống").mkdir()
    assert judged(look_at_sources(SourceCheckout(tmp_path / "trống"), tmp_path)) == {"Git": ILL}


@pytest.mark.parametrize(("days", "condition"), [(10, None), (55, REMIND), (61, ILL)])
def test_the_schedule_of_github_stops_after_sixty_days(
    checkout: SourceCheckout, monkeypatch: pytest.MonkeyPatch, days: int, condition: Condition | None
) -> None:
    """It is told before, and where it has happened; the file that runs the schedule has to be there."""
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    checkout.ask("remote", "set-url", "origin", "git@github.com:xa/cong.git")
    now = datetime.now(UTC) + timedelta(days=days)
    assert judged(look_at_runner(checkout, now))["Lịch"] is REMIND

    (checkout.folder / ".github" / "workflows").mkdir(parents=True)
    (checkout.folder / ".github" / "workflows" / "phat-hanh.yml").touch()
    found = judged(look_at_runner(checkout, now))
    assert found["Lịch"] is WELL
    assert found.get("Lịch của GitHub") is condition


@pytest.mark.parametrize(
    ("late", "condition"),
    [(timedelta(hours=-1), WELL), (timedelta(minutes=20), REMIND), (timedelta(days=1), ILL)],
)
def test_what_was_due_and_did_not_go_out_is_told(late: timedelta, condition: Condition) -> None:
    """A little late is how schedules are; a day is a schedule that does not run; no answer is no green light."""
    now = datetime(2026, 7, 1, tzinfo=UTC)
    assert _schedule(Upcoming(now - late), now)[0].condition is condition
    assert _schedule(Upcoming(None), now)[0].condition is WELL
    assert _schedule("không hỏi được", now)[0].condition is ILL


def test_commits_that_are_not_public_are_counted(checkout: SourceCheckout) -> None:
    """None after a release; those since; nothing is said of a release that this clone does not know."""
    head = checkout.head
    assert [one.condition for one in _not_published_yet(checkout, head)] == [WELL]
    checkout.ask("commit", "--allow-empty", "-qm", "Bài")
    (found,) = _not_published_yet(checkout, f"{head}+sửa")
    assert (found.condition, found.text) == (REMIND, "1 lần ghi chưa phát hành.")
    for unknown in ("", "0" * 40, "--output=/x", "HEAD~1; rm"):
        assert list(_not_published_yet(checkout, unknown)) == []


# The live site.


@pytest.mark.parametrize(
    ("off", "condition"),
    [(timedelta(seconds=5), WELL), (timedelta(minutes=-3), REMIND), (timedelta(hours=7), ILL)],
)
def test_a_clock_that_is_off_is_told(off: timedelta, condition: Condition) -> None:
    """By the clock of the server that answers; scheduled news go out by this machine's."""
    with pages_served({"*": ""}, off=off) as address:
        found = judged(look_at_site(address, datetime.now(UTC)))
    assert found["Đồng hồ"] is condition
    assert found["Trả lời"] is WELL
    assert found["https"] is REMIND


def test_a_site_that_does_not_answer_well_is_ill() -> None:
    """An error, nothing at all, no address; an inner network that nobody named is not asked."""
    with pages_served({"*": ""}, 503) as address:
        assert judged(look_at_site(address, datetime.now(UTC)))["Trả lời"] is ILL
    assert judged(look_at_site(f"http://127.0.0.1:{free_port()}", datetime.now(UTC))) == {"Trả lời": ILL}
    assert judged(look_at_site("ftp://a.vn", datetime.now(UTC))) == {"Địa chỉ": ILL}


@pytest.mark.parametrize(("days", "condition"), [(5, ILL), (15, REMIND), (80, WELL)])
def test_a_certificate_that_ends_is_told_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, condition: Condition
) -> None:
    """Read from a real handshake, by an authority that is trusted."""
    trusted, pair = authority(tmp_path, days)
    with pages_served({"*": ""}, tls=pair) as address:
        assert certificate(web_address(address), datetime.now(UTC)).condition is ILL
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        found = certificate(web_address(address), datetime.now(UTC))
        whole = judged(look_at_site(address, datetime.now(UTC)))
    assert found.condition is condition
    assert whole["Trả lời"] is WELL
    assert whole["Chứng thư"] is condition
    assert whole["Tiêu đề HTTP"] is REMIND


# The targets, and all of it by the command.


@pytest.fixture
def portal(tmp_path: Path) -> LivingPortal:
    """A small portal with one target, release folders on this machine."""
    folder: dict[str, object] = {"kind": "folder", "to": str(tmp_path / "srv")}
    return LivingPortal(tmp_path / "cong", {"nha": folder}, articles=2).begin()


def test_the_command_tells_of_a_target_before_and_after_a_release(
    portal: LivingPortal, tmp_path: Path
) -> None:
    """That it is new, what is public there, that somebody is publishing; nothing is written there."""
    _, before = portal.run("doctor", "--site=", "--to", "nha")
    assert "chưa dùng" in before
    assert not (tmp_path / "srv").exists()

    portal.run("publish", "--to", "nha", "--first")
    there = sorted(tmp_path.joinpath("srv").rglob("*"))
    _, after = portal.run("doctor", "--site=", "--to", "nha")
    assert "đọc và ghi được, không ai giữ khóa" in after
    assert "chỉ có một bản, chưa lùi được" in after
    assert sorted(tmp_path.joinpath("srv").rglob("*")) == there

    with locked(tmp_path / "srv" / ".khoa", this_process()):
        _, busy = portal.run("doctor", "--site=", "--to", "nha")
    assert "nhắc  Đích: đích “nha” đang có một lần phát hành khác" in busy
    code, wrong = portal.run("doctor", "--site=", "--to", "nhaf")
    assert (code, "Ý bạn là “nha”?" in wrong) == (2, True)


def test_a_target_by_ssh_is_really_asked(portal: LivingPortal, tmp_path: Path) -> None:
    """One that answers and can be written; one that nobody serves is ill, and the exit code says so."""
    outside_tools.rsync()
    with sshd(tmp_path / "sshd") as ssh:
        portal.targets = {
            "xa": {"kind": "rsync", "to": f"localhost:{tmp_path}/xa", "ssh": ssh, "layout": "releases"}
        }
        portal.write_settings()
        _, well = portal.run("doctor", "--site=")
    code, ill = portal.run("doctor", "--site=", "--quiet")

    assert "ok    Đích:" in well
    assert code == 1
    assert "lỗi   Đích:" in ill
    assert "  ok " not in ill
    assert Counter(line[2:6] for line in ill.splitlines() if line.startswith("  "))["lỗi "] >= 1
