"""Read single values of a file's header (texts, lists, days, instants), and gather the problems found on the way."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from plugins.date.parse import DateFault, ParsedDate, parse_date
from plugins.header.fields import label
from plugins.header.parse import ParsedFile
from plugins.problems import Problem, error, warning
from plugins.vietnamese.date_texts import short

# Years ahead of the current one up to which nobody asks whether a date is right.
_USUAL_YEARS_AHEAD = 10
# What was changed was changed before it is read; an article that waits over New Year may tell of it.
_YEARS_AHEAD = {"disclosure_to": 30, "modified": 1, "corrections": 1}


class HeaderValues:
    """
    The header of one file; days without a time zone are of ``zone``.

    ``year`` is the current year, 0 where it is not known: dates far ahead of it are asked about.

    Whoever reads a value reports its problems here, so that one file's problems lie in one list.
    """

    def __init__(self, source: ParsedFile, zone: tzinfo, year: int = 0) -> None:
        self.source = source
        self.path = source.path
        self.zone = zone
        self.year = year
        self.problems: list[Problem] = []

    def value(self, name: str) -> str:
        """Return a field's text, "" if it is not written."""
        return self.source.value(name)

    def line(self, name: str) -> int:
        """Return the line of a field, 1 if it is not written."""
        return self.source.line(name)

    def has(self, name: str) -> bool:
        """Tell whether a field is written, be it without a value."""
        return name in self.source.fields

    def listed(self, name: str) -> list[str]:
        """Return the texts of a field that are parted by semicolons, or are a list."""
        found = self.source.fields.get(name)
        return list(found.items) if found and found.items else split_list(self.value(name))

    def error(self, name: str, code: str, message: str) -> None:
        """Report an error at the line of a field."""
        self.problems.append(error(self.path, self.line(name), code, message))

    def warn(self, name: str, code: str, message: str) -> None:
        """Report a reminder at the line of a field."""
        self.problems.append(warning(self.path, self.line(name), code, message))

    def parse_date(self, name: str, text: str) -> ParsedDate | None:
        """Return the date that a text of a field says, None with a problem reported for what is no date."""
        try:
            parsed = parse_date(text, self.zone)
        except DateFault as fault:
            self.error(name, "ngay-dang" if name == "date" else "ngay", f"{label(name)}: {fault}")
            return None
        if parsed.reminder:
            self.warn(name, "ngay-nhac", f"{label(name)}: {parsed.reminder}")
        self._ask_about_far_year(name, text, parsed.moment.year)
        return parsed

    def _ask_about_far_year(self, name: str, text: str, year: int) -> None:
        ahead = year - self.year
        if not self.year or ahead <= _YEARS_AHEAD.get(name, _USUAL_YEARS_AHEAD):
            return
        # Two figures that changed places are the commonest mistake: 2062 for 2026.
        near = [one for one in _with_figures_swapped(year) if abs(one - self.year) <= 1]
        meant = f" Ý bạn là {near[0]}?" if near else " Kiểm tra lại năm."
        self.warn(name, "nam-xa", f"{label(name)}: “{text[:60]}” còn {ahead} năm nữa mới tới.{meant}")

    def written_date(self, name: str) -> ParsedDate | None:
        """Return the date in a field, None if it is empty or no date."""
        text = self.value(name)
        return self.parse_date(name, text) if text else None

    def moment(self, name: str) -> datetime | None:
        """Return the instant in a field, midnight for a day without a time."""
        parsed = self.written_date(name)
        return parsed.moment if parsed else None

    def day(self, name: str) -> date | None:
        """Return the day in a field."""
        parsed = self.written_date(name)
        if parsed and parsed.has_time:
            # A document is in force, a consultation open for whole days; nobody may trust in an hour that no page shows.
            self.warn(
                name,
                "ngay-nhac",
                f"{label(name)}: cổng tính trọn ngày {short(parsed.moment.date())}, không dùng giờ. Bỏ giờ ở đây; hạn có giờ thì nói trong bài.",
            )
        return parsed.moment.date() if parsed else None


def _with_figures_swapped(year: int) -> list[int]:
    """
    Return the years that two neighbouring figures make when they change places.

    >>> _with_figures_swapped(2062)
    [262, 2602, 2026]
    """
    written = f"{year:04d}"
    return [int(written[:at] + written[at + 1] + written[at] + written[at + 2 :]) for at in range(3)]


def split_list(text: str) -> list[str]:
    """
    Return the parts of a text between semicolons, the empty ones left out.

    >>> split_list("/a.htm; /b.htm;")
    ['/a.htm', '/b.htm']
    """
    return [part.strip() for part in text.split(";") if part.strip()]
