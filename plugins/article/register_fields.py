"""Read the header fields that make an article an entry of the register: a plan, or a document of the library."""

from __future__ import annotations

from datetime import date

from plugins.article.consultation_fields import WAY_NAMES, read_result, read_ways
from plugins.article.document_kinds import (
    DOCUMENT_KINDS,
    OTHER_KINDS,
    is_draft_kind,
    is_submission,
    was_signed,
)
from plugins.article.facts import RegisterFacts, Span
from plugins.article.header_values import HeaderValues
from plugins.header.fields import label
from plugins.vietnamese.letters import fold
from plugins.vietnamese.nearest import differ_little, nearest
from plugins.vietnamese.typography.rules import typeset

# Fields that mean nothing without a kind of document.
_NEED_KIND = (
    "document_number",
    "issued",
    "issuer",
    "signer",
    "issue_place",
    "recipients",
    "in_force_from",
    "in_force_to",
    "replaced_by",
    "repealed_by",
    "replaces",
    "consultation_from",
    "consultation_to",
    "consultation_agency",
    *WAY_NAMES,
    "opinions",
    "consultation_result",
    "result_day",
    "decision",
    "disclosure_from",
    "disclosure_to",
)

_ADD_KIND = "Thêm dòng “Loại văn bản: …”, ví dụ Kế hoạch, Quyết định, Dự thảo."
_NOT_KNOWN = ("chua ro", "khong ro")


def read_register(header: HeaderValues) -> RegisterFacts | None:
    """Return what the register says of an article, None for plain news."""
    kind = typeset(header.value("document_kind"))
    if not kind:
        if name := next((name for name in _NEED_KIND if header.value(name)), ""):
            header.error(name, "loai-van-ban", f"có “{label(name)}” mà thiếu “Loại văn bản”. {_ADD_KIND}")
        return None
    _ask_about_kind(header, kind)
    facts = RegisterFacts(
        kind=kind,
        # A number is kept as it was written: typography has no say in it.
        number=header.value("document_number"),
        issued=_read_issued(header, kind),
        issuer=typeset(header.value("issuer")),
        period=typeset(header.value("period")),
        field=typeset(header.value("field")),
        area=typeset(header.value("area")),
        consultation=_read_span(header, "consultation"),
        disclosure=_read_span(header, "disclosure"),
        in_force_from=_read_effect(header, "in_force_from", kind),
        in_force_to=_read_effect(header, "in_force_to", kind),
        replaced_by=typeset(header.value("replaced_by")),
        repealed_by=typeset(header.value("repealed_by")),
        ways=read_ways(header),
        result=read_result(header),
        signer=typeset(header.value("signer")),
        issue_place=typeset(header.value("issue_place")),
        recipients=tuple(typeset(one) for one in header.listed("recipients")),
        replaces=typeset(header.value("replaces")),
    )
    _check_order(header, facts)
    _check_asked(header, facts)
    _check_end(header, facts)
    _check_result(header, facts)
    _check_draft(header, facts)
    _ask_about_state(header, facts)
    _ask_about_place(header, facts)
    return facts


def _read_issued(header: HeaderValues, kind: str) -> date | None:
    """Return the day of issue; None where it is not written, or "chưa rõ" is, or the kind is never issued."""
    issued = None if _says_unknown(header) else header.day("issued")
    if not issued or not is_draft_kind(kind):
        return issued
    message = f"“{kind[:60]}” không bao giờ là văn bản đã ban hành, nên cổng bỏ qua “{label('issued')}”. "
    ways = "Đã ký thì ghi “Loại văn bản” của văn bản được ký, ví dụ Quyết định; chưa ký thì xóa dòng này."
    header.warn("issued", "tinh-trang-van-ban", message + ways)
    return None


def _read_effect(header: HeaderValues, name: str, kind: str) -> date | None:
    """Return a day on which a document's effect begins or ends; None where none is written, or the kind has no effect. What is given up ends all the same."""
    day = header.day(name)
    is_given_up = header.value("replaced_by") or header.value("repealed_by")
    if not day or was_signed(kind) or (name == "in_force_to" and is_given_up):
        return day
    message = f"“{kind[:60]}” chưa có hiệu lực, nên cổng bỏ qua “{label(name)}”. "
    ways = (
        "Ngày dự kiến thì viết trong bài; đã ký thì ghi “Loại văn bản” của văn bản được ký, ví dụ Quyết định."
    )
    header.warn(name, "tinh-trang-van-ban", message + ways)
    return None


def _says_unknown(header: HeaderValues) -> bool:
    return fold(header.value("issued")).strip(" .") in _NOT_KNOWN


def _check_order(header: HeaderValues, facts: RegisterFacts) -> None:
    """Report a document that is out of force before it was ever in force."""
    begins, first = (
        (facts.in_force_from, "in_force_from") if facts.in_force_from else (facts.issued, "issued")
    )
    if begins and facts.in_force_to and facts.in_force_to < begins:
        message = f"“{label('in_force_to')}” sớm hơn “{label(first)}”."
        header.error("in_force_to", "khoang-ngay", message)
    if facts.issued and facts.in_force_from and facts.in_force_from < facts.issued:
        message = f"“{label('in_force_from')}” sớm hơn “{label('issued')}”. "
        ways = "Kiểm tra lại hai ngày; văn bản có hiệu lực trở về trước thì để nguyên và nói rõ trong bài."
        header.warn("in_force_from", "tinh-trang-van-ban", message + ways)


def _check_asked(header: HeaderValues, facts: RegisterFacts) -> None:
    """Remind that nobody is asked about a document any more once it is issued."""
    last, name = _last_day_asked(facts.consultation)
    if facts.issued and last and facts.issued <= last and was_signed(facts.kind):
        message = f"“{label('issued')}” không sau “{label(name)}”: từ ngày ký văn bản là đã ban hành, trang không mời góp ý nữa. "
        ways = "Kiểm tra lại hai ngày; chưa ký thì ghi “Loại văn bản: Dự thảo” và xóa dòng này."
        header.warn("issued", "tinh-trang-van-ban", message + ways)


def _last_day_asked(span: Span | None) -> tuple[date | None, str]:
    """Return the last day of a consultation that is written, and the field that has it."""
    if span and span.closes:
        return span.closes, "consultation_to"
    return span.opens if span else None, "consultation_from"


def _check_end(header: HeaderValues, facts: RegisterFacts) -> None:
    """Remind that a document was either replaced or repealed."""
    if facts.replaced_by and facts.repealed_by:
        message = f"có cả “{label('replaced_by')}” và “{label('repealed_by')}”; cổng ghi là đã bị bãi bỏ. "
        header.warn("repealed_by", "thay-the-mau-thuan", message + "Giữ một dòng đúng, xóa dòng kia.")


def _check_result(header: HeaderValues, facts: RegisterFacts) -> None:
    """Report a result that was published before people were asked, and one of which no page can tell."""
    told = facts.result.published if facts.result else None
    span = facts.consultation
    asked, name = _last_day_asked(span)
    if told and asked and told <= asked:
        message = f"“{label('result_day')}” phải sau “{label(name)}”."
        header.error("result_day", "khoang-ngay", message)
    told_in = ("consultation_result", "decision", "result_day", "opinions")
    field = next((name for name in told_in if header.value(name)), "")
    if not facts.result or not field:
        return
    if not span:
        message = f"có “{label(field)}” mà không rõ lấy ý kiến khi nào, nên trang chưa nói tới kết quả ấy. "
        ways = f"Thêm dòng “{label('consultation_to')}: …”."
        header.warn(field, "tinh-trang-van-ban", message + ways)
    elif not facts.concluded:
        return
    elif not span.closes and not told and not (facts.issued and was_signed(facts.kind)):
        message = f"có “{label(field)}” mà không rõ đợt lấy ý kiến kết thúc khi nào: trang có thể còn mời góp ý, chưa nói tới "
        ways = f"kết quả. Thêm dòng “{label('consultation_to')}: …” hoặc “{label('result_day')}: …”."
        header.warn(field, "tinh-trang-van-ban", message + ways)


def _check_draft(header: HeaderValues, facts: RegisterFacts) -> None:
    """Remind that what is not signed yet replaces nothing."""
    if facts.replaces and not was_signed(facts.kind):
        message = f"“{facts.kind[:60]}” chưa thay thế văn bản nào, nên cổng chưa dẫn hai bài tới nhau. "
        ways = f"Khi văn bản được ký, ghi “{label('replaces')}” ở bài của văn bản ấy; nay xóa dòng này."
        header.warn("replaces", "thay-the-mau-thuan", message + ways)


def _ask_about_state(header: HeaderValues, facts: RegisterFacts) -> None:
    """Remind of what keeps the portal from telling the state of a document."""
    # A day that cannot be read is told of already.
    if _has_no_state(facts) and not header.value("issued"):
        message = f"chưa rõ tình trạng của “{facts.kind[:60]}”: thiếu “{label('issued')}”. Ghi ngày ký; "
        ways = "chưa ký thì ghi “Loại văn bản: Dự thảo”; không tra được thì ghi “Ngày ban hành: chưa rõ”."
        header.warn("document_kind", "tinh-trang-van-ban", message + ways)


def _ask_about_place(header: HeaderValues, facts: RegisterFacts) -> None:
    """Remind of a place that was copied with the day behind it, as papers print both in one line."""
    if any(map(str.isdigit, facts.issue_place)):
        message = f"“{label('issue_place')}” chỉ ghi địa danh, ví dụ Thọ Xuân. "
        header.warn("issue_place", "noi-ban-hanh", message + f"Ngày thì ghi ở “{label('issued')}”.")


def _has_no_state(facts: RegisterFacts) -> bool:
    if is_draft_kind(facts.kind) or is_submission(facts.kind):
        return False
    return not (
        facts.issued or facts.consultation or facts.replaced_by or facts.repealed_by or facts.in_force_to
    )


def _ask_about_kind(header: HeaderValues, kind: str) -> None:
    """Ask whether a known kind is meant, where one differs by a letter or a tone from what is written."""
    known = (*DOCUMENT_KINDS, *OTHER_KINDS)
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
