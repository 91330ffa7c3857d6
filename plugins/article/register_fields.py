"""Read the header fields that make an article an entry of the planning register."""

from __future__ import annotations

from plugins.article.facts import RegisterFacts, Span
from plugins.article.header_values import HeaderValues
from plugins.header.fields import label
from plugins.typography.rules import typeset

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


def read_register(header: HeaderValues) -> RegisterFacts | None:
    """Return what the register says of an article, None for plain news."""
    kind, number, issuer, period = (
        typeset(header.value(name)) for name in ("document_kind", "document_number", "issuer", "period")
    )
    issued = header.day("issued")
    consultation, disclosure = _read_span(header, "consultation"), _read_span(header, "disclosure")
    if kind:
        # A number is kept as it was written: typography has no say in it.
        written = header.value("document_number")
        return RegisterFacts(kind, written, issued, issuer, period, consultation, disclosure)
    if number or issued or issuer or consultation or disclosure:
        name = next(name for name in _NEED_KIND if header.value(name))
        header.error(name, "loai-van-ban", f"có “{label(name)}” mà thiếu “Loại văn bản”.")
    return None


def _read_span(header: HeaderValues, name: str) -> Span | None:
    """Return the days between a field's "from" and its "to", None where neither is known."""
    opens, closes = header.day(f"{name}_from"), header.day(f"{name}_to")
    if opens and closes and closes < opens:
        message = f"“{label(f'{name}_to')}” sớm hơn “{label(f'{name}_from')}”."
        header.error(f"{name}_to", "khoang-ngay", message)
    return Span(opens, closes) if opens or closes else None
