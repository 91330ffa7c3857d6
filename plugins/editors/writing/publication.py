"""What a save would make public: the question that is asked once before, and the date that is set with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from plugins.article.facts import KEPT_BACK, Status
from plugins.article.status import parse_status
from plugins.date.parse import DateFault, ParsedDate, parse_date
from plugins.vietnamese.date_texts import in_words, short, short_with_time, time_text

_WHAT = {
    Status.PUBLISHED: "Bài sẽ được đăng",
    Status.HIDDEN: "Bài sẽ có trang riêng: ai có địa chỉ đều xem được, nhưng bài không nằm trong danh sách nào",
    Status.WITHDRAWN: "Trang của bài sẽ báo là bài đã thu hồi",
}


@dataclass(frozen=True, slots=True)
class Publication:
    """An article that nobody saw and that a save would show: what will happen in words, and the new date, "" where it stays."""

    question: str
    date: str


def publication(
    before: Mapping[str, str], after: Mapping[str, str], created: datetime | None, now: datetime
) -> Publication | None:
    """
    Return what a save would make public, None where it makes nothing public that was not so before.

    ``before`` are the header's values on the disk (none for a new file: a draft), ``after`` those to be saved.
    ``created`` is when the article was made here: while its date is still that day, it becomes that of publication.
    ``now`` has the portal's zone.
    """
    was = parse_status(before.get("status", "")) if before else Status.DRAFT
    becomes = parse_status(after.get("status", ""))
    if becomes is None or becomes in KEPT_BACK or (was is not None and was not in KEPT_BACK):
        return None
    written = _date(after.get("date", ""), now)
    date = _date_of_publication(written, created, now)
    when = _when(_date(date, now) if date else written, now)
    told = f" Ngày đăng đổi từ {after['date']} (ngày tạo bài) thành {date}." if date else ""
    where = f" Chuyên mục: {after['category']}." if after.get("category") else ""
    return Publication(f"{_WHAT[becomes]}: “{after.get('title', '')}”. {when}{told}{where}", date)


def _date(text: str, now: datetime) -> ParsedDate | None:
    try:
        return parse_date(text, now.tzinfo) if now.tzinfo else None
    except DateFault:
        return None


def _date_of_publication(written: ParsedDate | None, created: datetime | None, now: datetime) -> str:
    """Return today as the date is written, "" where the date stays: somebody chose it, or the article was made today."""
    if written is None or created is None:
        return ""
    day = created.astimezone(now.tzinfo).date()
    if written.moment.date() != day or day >= now.date():
        return ""
    return short_with_time(now) if written.has_time else short(now.date())


def _when(written: ParsedDate | None, now: datetime) -> str:
    if written is None:
        return "Ngày đăng chưa đọc được, nên bài chưa lên cổng cho tới khi sửa xong."
    if written.moment <= now:
        return "Bài lên cổng ở lần phát hành tới."
    hour = f"{time_text(written.moment)}, " if written.has_time else ""
    return f"Bài hẹn giờ: tự lên cổng lúc {hour}{in_words(written.moment.date())}; trước lúc ấy chưa ai thấy."
