"""Read the header fields that make an article an entry of the planning register."""

from __future__ import annotations

from plugins.article.facts import RegisterFacts, Span
from plugins.article.header_values import HeaderValues
from plugins.header.fields import label
from plugins.typography.rules import typeset
from plugins.vietnamese.letters import fold
from plugins.vietnamese.nearest import differ_little, nearest

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
_OTHER_KINDS = (
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
# Fields that mean nothing without a kind of document.
_NEED_KIND = (
    "document_number",
    "issued",
    "issuer",
    "consultation_from",
    "consultation_to",
    "disclosure_from",
    "disclosure_to",
)

_ADD_KIND = "Thêm dòng “Loại văn bản: …”, ví dụ Kế hoạch, Quyết định, Dự thảo."


def read_register(header: HeaderValues) -> RegisterFacts | None:
    """Return what the register says of an article, None for plain news."""
    kind, number, issuer, period = (
        typeset(header.value(name)) for name in ("document_kind", "document_number", "issuer", "period")
    )
    issued = header.day("issued")
    consultation, disclosure = _read_span(header, "consultation"), _read_span(header, "disclosure")
    if kind:
        _ask_about_kind(header, kind)
        # A number is kept as it was written: typography has no say in it.
        written = header.value("document_number")
        return RegisterFacts(kind, written, issued, issuer, period, consultation, disclosure)
    if number or issued or issuer or consultation or disclosure:
        name = next(name for name in _NEED_KIND if header.value(name))
        header.error(name, "loai-van-ban", f"có “{label(name)}” mà thiếu “Loại văn bản”. {_ADD_KIND}")
    return None


def _ask_about_kind(header: HeaderValues, kind: str) -> None:
    """Ask whether a known kind is meant, where one differs by a letter or a tone from what is written."""
    known = (*DOCUMENT_KINDS, *_OTHER_KINDS)
    if kind.casefold() in {one.casefold() for one in known}:
        return
    if (meant := nearest(kind, known, 1)) and differ_little(fold(kind), fold(meant[0])):
        message = f"loại văn bản “{kind[:60]}” gần giống “{meant[0]}”. Ý bạn là “{meant[0]}”?"
        header.warn("document_kind", "loai-van-ban", message)


def _read_span(header: HeaderValues, name: str) -> Span | None:
    """Return the days between a field's "from" and its "to", None where neither is known."""
    opens, closes = header.day(f"{name}_from"), header.day(f"{name}_to")
    if opens and closes and closes < opens:
        message = f"“{label(f'{name}_to')}” sớm hơn “{label(f'{name}_from')}”."
        header.error(f"{name}_to", "khoang-ngay", message)
    return Span(opens, closes) if opens or closes else None
