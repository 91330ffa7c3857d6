"""Take what others sent: each file as it is there, unless it was changed here too; then both stay, and somebody chooses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plugins.editors.sharing import conflicts
from plugins.editors.sharing.checkout import Checkout, SharingFault
from plugins.editors.sharing.conflicts import Conflict
from plugins.editors.sharing.local_commit import PORTAL, commit_of_everything
from plugins.files.atomic_write import write_atomically


@dataclass(frozen=True, slots=True)
class Received:
    """What came: the files that changed here (paths below the checkout), and what somebody has to choose."""

    files: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def receive(checkout: Checkout) -> Received:
    """
    Take what is new on the server into the folder; raises SharingFault.

    Texts that were changed here stay; where both sides changed other lines of one file, both changes stand in it.
    """
    checkout.fetch()
    theirs = checkout.line("rev-parse", checkout.upstream)
    head = checkout.line("rev-parse", "HEAD")
    if checkout.succeeds("merge-base", "--is-ancestor", theirs, head):
        return Received((), tuple(conflicts.open_conflicts(checkout)))
    ours = commit_of_everything(checkout)
    tree, disputed = checkout.merged_tree(ours, theirs)
    is_behind_only = checkout.succeeds("merge-base", "--is-ancestor", head, theirs)
    if disputed and not is_behind_only:
        raise SharingFault(
            "máy này có những lần gửi chưa lên được máy chủ, và trùng chỗ với bài mới. Nhờ người giữ cổng."
        )
    changed = checkout.names("diff-tree", "-r", "-z", "--name-only", "--no-renames", ours, tree)
    disputed |= {path for path in changed if _is_in_the_way(checkout, ours, tree, path)}
    taken = tuple(path for path in changed if path not in disputed)
    for path in taken:
        _take(checkout, tree, path)
    conflicts.remember_conflicts(checkout, disputed, theirs)
    _move_head(checkout, head, theirs, tree, is_behind_only=is_behind_only)
    return Received(taken, tuple(conflicts.open_conflicts(checkout)))


def _is_in_the_way(checkout: Checkout, ours: str, tree: str, path: str) -> bool:
    """Tell whether a file that git never knew here stands where one of the server's belongs, and is another one."""
    place = checkout.top / path
    is_unknown = place.is_file() and checkout.blob(ours, path) is None
    return is_unknown and place.read_bytes() != checkout.blob(tree, path)


def _take(checkout: Checkout, tree: str, path: str) -> None:
    """Make one file of the folder what it is in a merged tree."""
    place = checkout.top / path
    if not _is_below(place.parent, checkout.top) or place.is_symlink():
        raise SharingFault(f"“{path}” nằm ngoài thư mục của cổng. Nhờ người giữ cổng xem.")
    listed = checkout.line("ls-tree", tree, "--", path)
    if not listed:
        place.unlink(missing_ok=True)
        return
    if not listed.startswith("100"):
        raise SharingFault(f"“{path}” trên máy chủ không phải tệp thường. Nhờ người giữ cổng xem.")
    place.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o755 if listed.startswith("100755") else 0o644
    write_atomically(place, checkout.run("cat-file", "blob", f"{tree}:{path}"), mode)


def _is_below(place: Path, top: Path) -> bool:
    return place.resolve().is_relative_to(top.resolve())


def _move_head(checkout: Checkout, head: str, theirs: str, tree: str, *, is_behind_only: bool) -> None:
    """Let the branch stand at what the server has; commits of this machine that it lacks are merged with it."""
    if is_behind_only:
        new = theirs
    else:
        merged, _ = checkout.merged_tree(head, theirs)
        words = ("commit-tree", merged, "-p", head, "-p", theirs, "-m", "Gộp bài mới từ máy chủ")
        new = checkout.run(*words, environment=PORTAL.environment).decode("ascii").strip()
    # The files are there already: only the branch and the index follow.
    checkout.run("update-ref", "HEAD", new, head)
    checkout.run("read-tree", "--reset", new)
    checkout.succeeds("update-index", "-q", "--refresh")
