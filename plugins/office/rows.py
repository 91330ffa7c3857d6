"""Read the entries of an office's data files: texts, days, telephones; what is not clear is told at its line and left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, time
from typing import Any

from plugins.article.mail_address import is_mail_address
from plugins.article.telephone import dialled
from plugins.date.parse import DateFault, parse_date
from plugins.problems.data_file import DataFile, Place
from plugins.vietnamese.letters import fold
from plugins.vietnamese.nearest import nearest
from plugins.vietnamese.numbers import with_thousands_points
from plugins.vietnamese.typography.rules import typeset
from plugins.web.link_address import why_useless

LONGEST = 20_000
_CLOCK = re.compile(r"([01]?\d|2[0-3])\s*(?:[:.hg]|giờ)\s*([0-5]\d)?")
_WEB = re.compile(r"https?://[^\s\\\"<>\x00-\x1f\x7f/?#@]+(?:[/?#][^\s\\\"<>\x00-\x1f\x7f]*)?", re.IGNORECASE)
_NUMBER = re.compile(r"([-–−]?)(\d{1,3}(?:\.\d{3}){0,4}|\d{1,15})(?:,(\d{1,4}))?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class DataRow:
    """An entry of a data file, its place in it, and the name by which messages call it."""

    file: DataFile
    place: Place
    name: str
    values: Mapping[str, Any]

    def text(self, key: str) -> str:
        """Return a text in the house style, paragraphs parted by empty lines; "" for none."""
        value = self.values.get(key, "")
        if _is_whole(value):
            value = str(value)
        if not isinstance(value, str) or len(value) > LONGEST:
            self.refuse(key, "cần một câu trong dấu ngoặc kép.")
            return ""
        return _paragraphs(value)

    def is_blank(self, key: str) -> bool:
        """Return whether nothing is said yet: there is no such key, or its text is empty."""
        value = self.values.get(key, "")
        return isinstance(value, str) and not _paragraphs(value)

    def telephone(self, key: str) -> str:
        """Return a telephone number as it is written, "" for none that can be dialled."""
        return self._fitting(key, lambda value: bool(dialled(value)), "số đủ mã vùng, ví dụ 0237 3833 123.")

    def mail(self, key: str) -> str:
        """Return a mail address, "" for none."""
        return self._fitting(key, is_mail_address, "một địa chỉ thư, ví dụ vanphong@coquan.gov.vn.")

    def web(self, key: str) -> str:
        """Return an address of the web that any reader can open, "" for none."""
        address = self._fitting(key, is_web_address, "một địa chỉ đầy đủ, bắt đầu bằng https://.")
        if why := why_useless(address):
            self.refuse(key, f"“{address[:60]}” {why}")
            return ""
        return address

    def slug(self, key: str) -> str:
        """Return the last part of an address of this portal, "" for none."""
        return self._fitting(
            key,
            lambda value: _SLUG.fullmatch(value) is not None,
            "đường dẫn của trang, ví dụ ong-nguyen-van-a.",
        )

    def _fitting(self, key: str, fits: Callable[[str], bool], wanted: str) -> str:
        value = self.values.get(key, "")
        written = value.strip() if isinstance(value, str) else ""
        if value in ("", None) or (written and fits(written)):
            return written
        self.refuse(key, f"“{_written(value)[:60]}” không dùng được, cần {wanted}")
        return ""

    def day(self, key: str) -> date | None:
        """Return a day, written as a TOML date or as editors write days, None for none."""
        value = self.values.get(key, "")
        if value in ("", None):
            return None
        try:
            return parse_date(_written(value), UTC).moment.date()
        except DateFault as fault:
            self.refuse(key, str(fault))
            return None

    def past_day(self, key: str, today: date, message: str) -> date | None:
        """Return the day on which something was done, None for none; one that is to come is told of with a message and stands."""
        found = self.day(key)
        if found and found > today:
            self.remind(key, f"ngày {found:%d/%m/%Y} chưa tới, {message}")
        return found

    def clock(self, key: str) -> time | None:
        """Return a time of the day, written as a TOML time or "7h30", None for none."""
        value = self.values.get(key, "")
        if isinstance(value, time):
            return value.replace(second=0, microsecond=0)
        found = _CLOCK.fullmatch(_written(value).strip())
        if found:
            return time(int(found[1]), int(found[2] or 0))
        if value not in ("", None):
            self.refuse(key, f"không hiểu giờ “{_written(value)[:20]}”. Ví dụ: 7h30.")
        return None

    def number(self, key: str) -> tuple[float, str] | None:
        """Return a number and how Vietnamese writes it, None for what is not clear: 34.346 without quotes may be 34346 too."""
        value = self.values.get(key, "")
        written = str(value) if _is_whole(value) else value.strip() if isinstance(value, str) else ""
        found = _NUMBER.fullmatch(written)
        if found is None:
            self.refuse(
                key,
                f"“{_written(value)[:30]}” không rõ là số nào. Số nguyên viết liền, không ngoặc kép: 34346;"
                ' số lẻ viết với dấu phẩy, trong ngoặc kép: "27,4".',
            )
            return None
        whole, decimals = int(found[2].replace(".", "")), found[3] or ""
        number = float(f"{whole}.{decimals or 0}")
        sign = "–" if found[1] and number else ""
        text = f"{sign}{with_thousands_points(whole)}" + (f",{decimals}" if decimals else "")
        return (-number if sign else number), text

    def one_of(self, key: str, kinds: tuple[str, ...]) -> str:
        """Return one of the kinds that there are, however it is typed; the first where nothing is said, "" for another one."""
        written = self.text(key)
        found = next((kind for kind in kinds if fold(kind) == fold(written)), "")
        if written and not found:
            self.refuse(key, f"“{written[:40]}” không có. Dùng: {', '.join(kinds)}.")
            return ""
        return found or kinds[0]

    def flag(self, key: str) -> bool:
        """Return whether something is said to be so."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.refuse(key, "cần true hoặc false, không có ngoặc kép.")
            return False
        return value

    def rows(self, key: str, needed: str, keys: tuple[str, ...]) -> Iterator[DataRow]:
        """Yield the entries of a list within this one, as ``rows_of`` does."""
        found = self.values.get(key, [])
        if not isinstance(found, list):
            self.refuse(key, f"viết dạng [[{_head(self.place)}.{key}]].")
            return
        yield from _rows(self.file, (*self.place, key), found, needed, keys)

    def refuse(self, key: str, message: str) -> None:
        """Tell what is wrong with a key."""
        self.file.refuse(f"{self.name}, {key}: {message}", *self.place, key)

    def remind(self, key: str, message: str) -> None:
        """Tell what is still to be done at a key."""
        self.file.remind(f"{self.name}, {key}: {message}", *self.place, key)


def is_web_address(text: str) -> bool:
    """
    Tell whether a text is a whole address of the web.

    >>> is_web_address("https://a.vn/b?c=1"), is_web_address("https://a@b.vn/"), is_web_address("a.vn")
    (True, False, False)
    """
    return _WEB.fullmatch(text) is not None


def rows_of(file: DataFile, table: str, needed: str, keys: tuple[str, ...]) -> Iterator[DataRow]:
    """
    Yield the entries [[table]] of a data file; one without the text ``needed`` is told of and left out.

    ``keys`` are the others that an entry may have; one that is not known is told of.
    """
    file.refuse_others(table, instead=f"Viết [[{table}]].")
    yield from _rows(file, (table,), file.rows(table), needed, keys)


def _rows(
    file: DataFile, table: Place, found: list[Any], needed: str, keys: tuple[str, ...]
) -> Iterator[DataRow]:
    head = _head(table)
    for number, values in enumerate(found):
        place = (*table, number)
        title = values.get(needed) if isinstance(values, Mapping) else None
        if not (isinstance(title, (str, date)) or _is_whole(title)) or not str(title).strip():
            file.refuse(f"[[{head}]] thứ {number + 1} chưa có “{needed}”, nên bị bỏ qua.", *place)
            continue
        row = DataRow(file, place, f"“{' '.join(str(title).split())[:60]}”", values)
        for key in values:
            if key != needed and key not in keys:
                near = nearest(key, (needed, *keys))
                file.refuse(
                    f"{row.name}: không có khóa “{key}”"
                    + (f". Có phải “{near[0]}”?" if near else f". Dùng: {', '.join((needed, *keys))}."),
                    *place,
                    key,
                )
        yield row


def _paragraphs(text: str) -> str:
    """Return a text in the house style, its paragraphs parted by one empty line."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(typeset(part) for part in parts if part)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15


def _written(value: object) -> str:
    """Return a value as a text; Python writes no whole number of thousands of digits."""
    return "…" if isinstance(value, int) and abs(value) >= 10**15 else str(value)


def _head(place: Place) -> str:
    """
    Return the name of a list of tables as it is written.

    >>> _head(("phong", 2, "nguoi"))
    'phong.nguoi'
    """
    return ".".join(part for part in place if isinstance(part, str))
