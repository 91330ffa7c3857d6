"""
When the office receives citizens, meets and celebrates, read from ``content/du-lieu/lich.toml``.

::

    [[buoi]]
    noi-dung = "Chủ tịch UBND tiếp công dân định kỳ"
    loai = "Tiếp công dân"
    ngay = 2026-12-15
    tu = "7h30"
    den = "11h30"
    chu-tri = "Chủ tịch UBND"
    noi = "Trụ sở tiếp công dân"
    am-lich = "mùng 7 tháng 11"

The lunar day need not be written: it is reckoned. One that is written is held against the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from plugins.office.rows import DataRow, rows_of
from plugins.problems.data_file import DATA_FOLDER, DataFile, as_data_file
from plugins.vietnamese.date_texts import short
from plugins.vietnamese.lunar import lunar_day, lunar_in_words, read_lunar

FILE = f"{DATA_FOLDER}/lich.toml"
EVENT = "Sự kiện"
KINDS = ("Tiếp công dân", "Lịch công tác", EVENT)
# Each week and each month that an appointment touches shows it.
LONGEST = timedelta(days=366)
KEYS = ("loai", "ngay", "den-ngay", "tu", "den", "chu-tri", "noi", "am-lich")


@dataclass(frozen=True, slots=True)
class Appointment:
    """What happens on a day, or until ``last``; ``lunar`` is what is said of the lunar calendar beside the day itself."""

    what: str
    kind: str
    day: date
    last: date | None = None
    begins: time | None = None
    ends: time | None = None
    chair: str = ""
    place: str = ""
    lunar: str = ""

    @property
    def is_overnight(self) -> bool:
        """Whether it ends in the night that follows its day: it is one stretch of hours, not of days."""
        return bool(
            self.begins
            and self.ends
            and self.ends <= self.begins
            and self.last
            and self.last - self.day == timedelta(1)
        )


def load_schedule(written: str | DataFile) -> tuple[Appointment, ...]:
    """
    Return the appointments of a data file, or of its text, the earliest first.

    >>> load_schedule('[[buoi]]\\nnoi-dung = "Tiếp dân"\\nngay = 2026-12-15\\ntu = "7h30"')[0].begins
    datetime.time(7, 30)
    """
    file = as_data_file(written, FILE)
    found = [_appointment(row) for row in rows_of(file, "buoi", "noi-dung", KEYS)]
    return tuple(
        sorted((one for one in found if one), key=lambda one: (one.day, one.begins or time(), one.what))
    )


def _appointment(row: DataRow) -> Appointment | None:
    kind = row.one_of("loai", KINDS)
    if not kind:
        return None
    day, last, begins, ends = row.day("ngay"), row.day("den-ngay"), row.clock("tu"), row.clock("den")
    if day is None:
        if not row.values.get("ngay"):
            row.refuse("ngay", "buổi này chưa có ngày. Ví dụ: ngay = 2026-12-15.")
        return None
    if row.values.get("tu") and begins is None:
        # An hour that cannot be read is told; without it people would come at any.
        return None
    if last and last < day:
        row.refuse("den-ngay", "ngày cuối đứng trước ngày đầu.")
        return None
    if last and last - day > LONGEST:
        row.refuse("den-ngay", "kéo dài quá một năm; xem lại năm của ngày cuối, hoặc tách thành nhiều buổi.")
        return None
    if begins and ends and ends <= begins and not last:
        row.refuse(
            "den", "giờ kết thúc không sau giờ bắt đầu. Việc qua nửa đêm thì thêm “den-ngay” là ngày hôm sau."
        )
        ends = None
    return Appointment(
        row.text("noi-dung"),
        kind,
        day,
        last if last != day else None,
        begins,
        ends,
        row.text("chu-tri"),
        row.text("noi"),
        _lunar(row, day),
    )


def _lunar(row: DataRow, day: date) -> str:
    """Return what is said of the lunar calendar, "" where that is the day itself; another single day is told of."""
    text = row.text("am-lich")
    written, reckoned = read_lunar(text), lunar_day(day)
    if written is None or reckoned is None:
        return text
    if written != (reckoned.day, reckoned.month):
        row.refuse(
            "am-lich",
            f"{short(day)} là {lunar_in_words(day)} âm lịch. Sửa “ngay”, hoặc bỏ “am-lich”: cổng tự tính.",
        )
    return ""
