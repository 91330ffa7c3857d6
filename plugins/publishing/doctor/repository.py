"""Look at the sources: is everything in git and sent on, is the ledger of addresses kept with them, who runs the schedule."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from plugins.files.git import ask_git
from plugins.files.timed_program import run_timed
from plugins.publishing.doctor.diagnosis import Diagnosis, ill, remind, well

# GitHub stops schedules of a repository in which nothing happened for so long.
_GITHUB_STOPS, _SOON = timedelta(days=60), timedelta(days=10)
_SECONDS = 30  # for cron to tell its table
_CI_FILES = {"github": ".github/workflows/phat-hanh.yml", "gitlab": ".gitlab-ci.yml"}


class SourceCheckout:
    """A folder with a git repository; everything is asked of git, nothing is changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ask(self, *words: str) -> str | None:
        """Return what git answers, None where it refuses or is not there."""
        answer = ask_git(self.folder, *words)
        return None if answer is None else answer.strip()

    @property
    def origin(self) -> str:
        """The address that it was cloned from, "" where there is none."""
        return self.ask("remote", "get-url", "origin") or ""

    @property
    def head(self) -> str:
        """The revision that is checked out, "" where there is none."""
        return self.ask("rev-parse", "HEAD") or ""


def look_at_sources(checkout: SourceCheckout, ledger: Path) -> Iterator[Diagnosis]:
    """Yield whether the sources are safe elsewhere; ``ledger`` is the copy of the published addresses beside them."""
    if not checkout.head:
        yield ill(
            "Git",
            "thư mục này không phải kho git, nên không lùi lại được và mất máy là mất hết. Chạy: git init, rồi đưa lên một máy chủ git.",
        )
        return
    changed = checkout.ask("status", "--porcelain") or ""
    count = len(changed.splitlines())
    yield (
        remind("Git", f"{count} tệp đã sửa mà chưa ghi (git commit).")
        if count
        else well("Git", "mọi tệp đã ghi")
    )
    yield _sent_on(checkout)
    yield _ledger(checkout, ledger)


def _sent_on(checkout: SourceCheckout) -> Diagnosis:
    """Return whether what is committed lies elsewhere too, as far as this clone knows without asking."""
    subject = "Bản sao của nguồn"
    if not checkout.origin:
        return ill(subject, "chỉ có trên máy này. Thêm một nơi ở xa: git remote add origin …, rồi git push.")
    ahead = checkout.ask("rev-list", "--count", "@{upstream}..HEAD")
    if ahead is None:
        return remind(subject, "nhánh này chưa gắn với nhánh nào ở xa. Chạy: git push -u origin HEAD")
    if ahead != "0":
        return remind(subject, f"{ahead} lần ghi chưa đưa lên. Chạy: git push")
    return well(subject, "đã đưa lên đủ")


def _ledger(checkout: SourceCheckout, ledger: Path) -> Diagnosis:
    subject = "Sổ địa chỉ"
    how = "python3 tasks.py redirects --dich <đích> --luu, rồi git add, git commit"
    if not ledger.is_file():
        return remind(
            subject, f"chưa cất cùng nguồn: mất máy chủ là mất danh sách địa chỉ đã công bố. Chạy: {how}"
        )
    if checkout.ask("ls-files", "--error-unmatch", str(ledger.absolute())) is None:
        return remind(subject, f"{ledger.name} chưa vào git. Chạy: git add {ledger}")
    return well(subject, f"cất ở {ledger.name}")


def look_at_runner(checkout: SourceCheckout, now: datetime) -> Iterator[Diagnosis]:
    """Yield who runs the schedule: the CI of the host that the sources lie on, or this machine's cron."""
    host = next((one for one in _CI_FILES if one in checkout.origin.lower()), "")
    has_file = host and (checkout.folder / _CI_FILES[host]).is_file()
    cron = _crontab()
    own = "tasks.py" in cron and "publish" in cron
    if has_file:
        yield well("Lịch", f"{_CI_FILES[host]} (kho ở {host})")
    if own:
        yield well("Lịch", "cron của máy này gọi tasks.py publish")
    if not has_file and not own:
        yield remind(
            "Lịch",
            "không thấy ai chạy lịch: kho không ở GitHub hay GitLab, cron máy này không gọi tasks.py. Xem docs/vi/phat-hanh/lich-va-ci.md",
        )
    if host == "github" and has_file and not own:
        yield from _github_patience(checkout, now)


def _github_patience(checkout: SourceCheckout, now: datetime) -> Iterator[Diagnosis]:
    written = checkout.ask("log", "-1", "--format=%cI") or ""
    try:
        left = datetime.fromisoformat(written) + _GITHUB_STOPS - now
    except (ValueError, TypeError):
        return
    subject = "Lịch của GitHub"
    if left < timedelta():
        yield ill(
            subject,
            "hơn 60 ngày không có lần ghi nào: GitHub đã tắt lịch. Mở mục Actions, bật lại; hoặc dùng cron ở máy chủ riêng.",
        )
    elif left < _SOON:
        yield remind(
            subject, f"còn {left.days} ngày nữa GitHub tắt lịch vì kho không đổi. Ghi một thay đổi bất kỳ."
        )


def _crontab() -> str:
    if shutil.which("crontab") is None:
        return ""
    try:
        return run_timed(["crontab", "-l"], _SECONDS).stdout.decode("utf-8", "replace")
    except OSError:
        # Of a table that nobody can read it is not known what it calls: as if there were none.
        return ""
