"""The checkout that a content folder lies in: the commands of git that sharing needs, each with a deadline and words for its failure."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.files.git import ask_git
from plugins.files.timed_program import run_timed

_LOCAL, _NETWORK = 60.0, 180.0  # seconds
# Nobody sits at a terminal to type a password; a program that asks in a window of its own may.
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
_OFFLINE = re.compile(
    "could not resolve|unable to access|connection (?:refused|timed out|reset)|network is unreachable|no route",
    re.I,
)
_REFUSED = re.compile(
    "authentication failed|permission denied|could not read username|403|access denied", re.I
)
_BEHIND = re.compile(r"\[rejected\]|non-fast-forward|fetch first|stale info", re.I)
_PROTECTED = re.compile("protected branch|pre-receive hook declined|GH006|not allowed to push", re.I)


class SharingFault(Exception):
    """Sharing cannot go on; the message says in Vietnamese what to do."""


class RemoteMoved(SharingFault):
    """Somebody else sent something in the meantime: what is there has to be taken first."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A content folder in a checkout: ``top`` is the checkout's own folder, ``content`` the content folder below it ("content")."""

    top: Path
    content: str

    def run(
        self,
        *words: str,
        stdin: bytes = b"",
        seconds: float = _LOCAL,
        environment: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return what git prints; raises SharingFault where it fails."""
        status, output, said = self._done(words, stdin, seconds, environment)
        if status:
            raise _fault(said)
        return output

    def line(self, *words: str) -> str:
        """Return what git prints as one line."""
        return self.run(*words).decode("utf-8", "replace").strip()

    def names(self, *words: str) -> list[str]:
        """Return the names that git prints with -z."""
        return [name for name in self.run(*words).decode("utf-8", "surrogateescape").split("\0") if name]

    def succeeds(self, *words: str) -> bool:
        """Tell whether git answers with success."""
        return not self._done(words, b"", _LOCAL, None)[0]

    def merged_tree(self, ours: str, theirs: str) -> tuple[str, frozenset[str]]:
        """Return the tree that two commits merge to, and the files in it that both changed in the same place."""
        words = ("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs)
        status, output, said = self._done(words, b"", _LOCAL, None)
        if status not in (0, 1):
            raise _fault(said)
        tree, *names = output.decode("utf-8", "surrogateescape").split("\0")
        return tree.strip(), frozenset(name for name in names if name)

    def blob(self, commit: str, path: str) -> bytes | None:
        """Return a file of a commit, None where it has none of that name."""
        status, output, _ = self._done(("cat-file", "blob", f"{commit}:{path}"), b"", _LOCAL, None)
        return None if status else output

    @property
    def upstream(self) -> str:
        """The branch of the server that this one follows, "" where there is none."""
        return (
            ask_git(self.top, "rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}") or ""
        ).strip()

    def fetch(self) -> None:
        """Get what is new on the server; no file is touched."""
        self.run("fetch", "--quiet", self.upstream.partition("/")[0], seconds=_NETWORK)

    def push(self, commit: str) -> None:
        """Send a commit; raises RemoteMoved where the server has something that it does not hold."""
        remote, _, branch = self.upstream.partition("/")
        self.run("push", "--quiet", remote, f"{commit}:refs/heads/{branch}", seconds=_NETWORK)

    def private_file(self, name: str) -> Path:
        """Return a place for a file of ours among git's own: never committed, gone with the checkout."""
        return self.top / self.line("rev-parse", "--git-path", name)

    def _done(
        self, words: Sequence[str], stdin: bytes, seconds: float, environment: Mapping[str, str] | None
    ) -> tuple[int, bytes, str]:
        command = ["git", "-c", "core.quotepath=off", *words]
        known = {**os.environ, **_ENVIRONMENT, **(environment or {})}
        try:
            done = run_timed(command, seconds, stdin=stdin, folder=self.top, environment=known)
        except TimeoutError as fault:
            raise SharingFault("máy chủ Git không trả lời. Kiểm tra mạng, rồi thử lại.") from fault
        except OSError as fault:
            raise SharingFault("máy này chưa cài git. Nhờ người giữ cổng cài, rồi thử lại.") from fault
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def _fault(said: str) -> SharingFault:
    """Return what git's words mean for an editor."""
    last = next((line for line in reversed(said.strip().splitlines()) if line.strip()), "")[:200]
    if _PROTECTED.search(said):
        return SharingFault(
            "máy chủ không nhận thẳng vào nhánh này (nhánh được khóa). Nhờ người giữ cổng gửi giúp."
        )
    if _BEHIND.search(said):
        return RemoteMoved("trên máy chủ vừa có bài mới. Bấm “Lấy bài mới”, rồi gửi lại.")
    if _REFUSED.search(said):
        return SharingFault(
            "máy chủ Git không cho vào: tài khoản trên máy này chưa được phép. Nhờ người giữ cổng."
        )
    if _OFFLINE.search(said):
        return SharingFault(
            "không nối được tới máy chủ Git. Bài vẫn còn nguyên trên máy này; có mạng thì thử lại."
        )
    return SharingFault(
        f"git báo: {last or 'không rõ lý do'}. Bài vẫn còn nguyên trên máy này; nhờ người giữ cổng xem."
    )


def checkout_of(content: Path) -> Checkout | None:
    """Return the checkout that a content folder lies in, None where there is none or it follows no server."""
    top = ask_git(content, "rev-parse", "--show-toplevel")
    below = ask_git(content, "rev-parse", "--show-prefix")
    if not top or below is None:
        return None
    found = Checkout(Path(top.strip()), below.strip().rstrip("/"))
    return found if found.upstream and found.content else None
