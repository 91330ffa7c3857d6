"""Read where opinions on a draft may be sent, and what came of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from plugins.article.facts import ConsultationResult, FileReference, ResponseWays
from plugins.article.header_values import HeaderValues
from plugins.article.mail_address import is_mail_address
from plugins.article.postal_address import is_postal_address
from plugins.article.telephone import dialled, is_emergency
from plugins.header.fields import label
from plugins.vietnamese.typography.rules import typeset
from plugins.web.link_address import why_useless

_FILE = re.compile(r"[^\n;]{1,200}\.(?:pdf|docx?|odt|xlsx?|ods|csv)", re.IGNORECASE)
_COUNT = re.compile(r"(\d{1,3}(?:\.\d{3})*|\d{1,7})(?:\s+(?:lượt\s+)?ý kiến)?", re.IGNORECASE)


def _is_form(text: str) -> bool:
    return (
        text.lower().startswith(("https://", "http://"))
        and not why_useless(text)
        and not re.search(r"[\s<>\"]", text)
    )


# Each way: its field, what a value must be, and what to write.
_WAYS: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    ("consultation_email", is_mail_address, "Ghi một địa chỉ, ví dụ gopy@coquan.gov.vn."),
    ("consultation_address", is_postal_address, "Ghi số nhà, đường hay thôn, xã, tỉnh."),
    (
        "consultation_phone",
        lambda text: not is_emergency(text) and bool(dialled(text)),
        "Ghi một số đủ mã vùng, ví dụ 0237 3833 123.",
    ),
    ("consultation_form", _is_form, "Ghi đường liên kết đầy đủ, bắt đầu bằng https://."),
)
WAY_NAMES = tuple(name for name, _, _ in _WAYS)


def read_ways(header: HeaderValues) -> ResponseWays | None:
    """Return where opinions may be sent, None where nothing is written."""
    agency = typeset(header.value("consultation_agency"))
    found = {name: _checked(header, name, fits, advice) for name, fits, advice in _WAYS}
    ways = ResponseWays(agency, *(found[name] for name in WAY_NAMES))
    return ways if ways != ResponseWays() else None


def _checked(header: HeaderValues, name: str, fits: Callable[[str], bool], advice: str) -> str:
    value = " ".join(header.value(name).split())
    if value and not fits(value):
        message = (
            f"“{label(name)}”: “{value[:60]}” không dùng được, bạn đọc sẽ không gửi được ý kiến. {advice}"
        )
        header.error(name, "noi-nhan-y-kien", message)
        return ""
    return value


def read_result(header: HeaderValues) -> ConsultationResult | None:
    """Return what came of a consultation, None where nothing is written."""
    result, line = header.value("consultation_result"), header.line("consultation_result")
    is_file = _FILE.fullmatch(result.strip()) is not None
    decision = header.value("decision")
    found = ConsultationResult(
        opinions=_read_count(header),
        text="" if is_file else typeset(result),
        file=FileReference(result.strip(), line) if is_file else None,
        decision=FileReference(decision, header.line("decision")) if decision else None,
        published=header.day("result_day"),
    )
    return found if found != ConsultationResult() else None


def _read_count(header: HeaderValues) -> int | None:
    value = header.value("opinions").strip().rstrip(".")
    if not value:
        return None
    if found := _COUNT.fullmatch(value):
        return int(found[1].replace(".", ""))
    header.error(
        "opinions", "so-y-kien", f"“{label('opinions')}”: “{value[:40]}” không phải một số. Ví dụ: 37."
    )
    return None
