"""Know the kinds of documents: those that editors are offered, which of them are not issued yet, and which plan."""

from __future__ import annotations

import re

from plugins.vietnamese.letters import fold

# The kinds that are offered to editors; they may write others.
DOCUMENT_KINDS = (
    "Chiến lược",
    "Quy hoạch",
    "Kế hoạch",
    "Nghị quyết",
    "Quyết định",
    "Chương trình",
    "Đề án",
    "Dự thảo",
)
OTHER_KINDS = (
    *(
        "Luật",
        "Pháp lệnh",
        "Nghị định",
        "Thông tư",
        "Chỉ thị",
        "Quy định",
        "Quy chế",
        "Hướng dẫn",
        "Thông báo",
    ),
    *("Kết luận", "Công văn", "Công điện", "Tờ trình", "Báo cáo", "Phương án", "Dự án", "Đồ án", "Văn bản"),
)
# What the law calls a draft of a law is a "dự án" too.
_DRAFT = re.compile(
    r"\bdu[\W_]*thao\b|\bdraft\b|^do[\W_]+an\b|^ban (?:thao|nhap)\b|^du an (?:luat|phap lenh)\b"
)
_SUBMISSION = re.compile(r"^to trinh\b")
_PLAN = re.compile(r"\b(?:chien luoc|quy hoach)\b|^(?:de an|do an|du an|phuong an)\b")


def is_draft_kind(kind: str) -> bool:
    """
    Tell whether a kind is of what is still being written, and therefore never issued under this name.

    >>> is_draft_kind("Dự thảo Nghị quyết"), is_draft_kind("Đồ án"), is_draft_kind("Nghị quyết (dự thảo)"), is_draft_kind("Đề án")
    (True, True, True, False)
    >>> [is_draft_kind(kind) for kind in ("Dựthảo", "Quyết định – dự-thảo", "Draft plan", "Dự án Luật", "Dự án")]
    [True, True, True, True, False]
    """
    return bool(_DRAFT.search(fold(kind)))


def is_submission(kind: str) -> bool:
    """
    Tell whether a kind asks somebody else for a decision: its own day of signing decides nothing.

    >>> is_submission("Tờ trình"), is_submission("Quyết định")
    (True, False)
    """
    return bool(_SUBMISSION.search(fold(kind)))


def is_plan(kind: str) -> bool:
    """
    Tell whether a kind is of what plans, whatever else is known of the document; others plan if they name a period.

    >>> [is_plan(kind) for kind in ("Quy hoạch chung", "Chiến lược", "Đề án", "Kế hoạch", "Công văn")]
    [True, True, True, False, False]
    """
    return bool(_PLAN.search(fold(kind)))


def was_signed(kind: str) -> bool:
    """Tell whether documents of a kind decide something once they are signed: drafts and submissions do not."""
    return not is_draft_kind(kind) and not is_submission(kind)
