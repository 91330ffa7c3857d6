"""
Several people may publish one portal: who would put an older state over newer edits is told whose they are.

What is public names the git revision of its sources. It must be among the ancestors of what is published now.
"""

from __future__ import annotations

from pathlib import Path

from plugins.files.git import ask_git
from plugins.problems.stop_build import StopBuild
from plugins.publishing.provenance import CHANGED
from plugins.publishing.releases.received import terminal_safe
from plugins.publishing.targets.publish_options import PublishOptions
from plugins.publishing.targets.transport import Tell

_SHOWN_EDITS = 5
_SHORT = 10  # letters of a revision that are shown
_LONGEST_LINE = 200
_ADVICE = "Muốn đè lên thật thì thêm --ghi-de."


def keep_newer_edits(options: PublishOptions, revision: str, public: str, tell: Tell) -> None:
    """
    Raise StopBuild where the ``public`` release has edits that are not in the sources, and tell whose they are.

    ``revision`` is that of the sources, "" outside a repository, ``public`` that of the release. Nothing is known of a release from outside a repository. What was changed on another machine without a commit has no name there.
    """
    ours, theirs = revision.removesuffix(CHANGED), public.removesuffix(CHANGED)
    if not ours or not theirs:
        return
    lost = "" if ours == theirs else _lost_edits(options.project, ours, theirs)
    if not lost:
        if public != theirs and public != revision:
            tell(
                "nhắc: bản đang công khai có chỗ sửa chưa đưa vào git, trên máy đã phát hành nó; bản này không có các chỗ ấy."
            )
        return
    if not options.overwrite:
        raise StopBuild(f"{lost} {_ADVICE}")
    tell(f"CHÚ Ý (--ghi-de): {lost}")


def _lost_edits(project: Path, ours: str, theirs: str) -> str:
    """Return in words which edits of the revision ``theirs`` are not in ``ours``, "" where all are."""
    short = theirs[:_SHORT]
    if ask_git(project, "rev-parse", "HEAD") is None:
        return f"bản đang công khai dựng từ bản {short}, còn máy này không có git để biết bản ấy có mới hơn không. Cài git, rồi phát hành lại."
    if ask_git(project, "cat-file", "-e", f"{theirs}^{{commit}}") is None:
        shallow = (ask_git(project, "rev-parse", "--is-shallow-repository") or "").strip() == "true"
        how = "git fetch --unshallow (CI: fetch-depth: 0, GIT_DEPTH: 0)" if shallow else "git pull"
        return (
            f"bản đang công khai dựng từ bản {short}, mà kho git ở máy này chưa có bản ấy: có thể là bài sửa mới hơn của người khác. "
            f"Lấy về trước: {how}, rồi phát hành lại."
        )
    if ask_git(project, "merge-base", "--is-ancestor", theirs, ours) is not None:
        return ""
    log = ask_git(
        project, "log", "--format=%h %an, %ad: %s", "--date=format:%d/%m/%Y %H:%M", f"{ours}..{theirs}", "--"
    )
    edits = (log or "").splitlines()
    told = "\n".join(f"  {terminal_safe(line, _LONGEST_LINE)}" for line in edits[:_SHOWN_EDITS])
    more = f"\n  … và {len(edits) - _SHOWN_EDITS} lần sửa nữa" if len(edits) > _SHOWN_EDITS else ""
    return (
        f"bản đang công khai ({short}) có {len(edits)} lần sửa mà nguồn ở máy này không có; phát hành bây giờ là bỏ chúng đi:\n"
        f"{told}{more}\nLấy về trước: git pull (hay git merge {short}), rồi phát hành lại."
    )
