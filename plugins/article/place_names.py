"""Places that have another name since a day, from ``du-lieu/dia-danh.toml``, and which of them a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date

from plugins.date.parse import DateFault, parse_date
from plugins.problems.data_file import DataFile, as_data_file
from plugins.vietnamese.letters import nfc

FILE = "du-lieu/dia-danh.toml"
NAME = "dia-danh"
_KEYS = ("cu", "nay", "tu-ngay")
_EXAMPLE = f'[[{NAME}]], cu = "xã Xuân Hồng", nay = "xã Thọ Xuân", tu-ngay = 2025-07-01'
_LONGEST = 80
_KIND = re.compile(
    r"^(?:xã|phường|thị trấn|thị xã|huyện|quận|thành phố|tỉnh|thôn|làng|bản|xóm|ấp|buôn|khu phố|tổ dân phố|đặc khu)\s+",
    re.IGNORECASE,
)
_CAPITAL = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA) if chr(code).isupper())
# A name that goes on, or of which this is the end, is another one: “xã Xuân Hồng Lĩnh”, “ông Nguyễn Xuân Hồng”.
_GOES_ON = rf"(?!\w|[-–]?[ \xa0]?(?-i:[{_CAPITAL}])\w)"
_BEGINS = r"(?<!\w)"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place's old name, the name that it goes by now, and the first day of that."""

    old: str
    now: str
    since: date

    @property
    def bare(self) -> str:
        """
        The old name without its kind, "" where it means another place too.

        >>> PlaceName("xã Xuân Hồng", "xã Thọ Xuân", date.min).bare, PlaceName("thị trấn Thọ Xuân", "xã Thọ Xuân", date.min).bare
        ('Xuân Hồng', '')
        """
        bare = _KIND.sub("", self.old)
        return bare if bare != self.old and " " in bare and bare.lower() not in self.now.lower() else ""


def load_place_names(written: str | DataFile) -> tuple[PlaceName, ...]:
    """
    Return the places of a data file, or of its text; one that is not clear is told and left out.

    >>> load_place_names('[[dia-danh]]\\ncu = "xã A B"\\nnay = "xã C"\\ntu-ngay = 2025-07-01')
    (PlaceName(old='xã A B', now='xã C', since=datetime.date(2025, 7, 1)),)
    """
    file = as_data_file(written, f"{NAME}.toml")
    file.refuse_others(NAME, instead=f"Viết dạng {_EXAMPLE}.")
    found: dict[str, PlaceName] = {}
    for number, row in enumerate(file.rows(NAME)):
        place = _place(file, row, number)
        if place and place.old.lower() in found:
            file.refuse(f"“{place.old}” đã có ở một mục trên; mục này bị bỏ qua.", NAME, number, "cu")
        elif place:
            found[place.old.lower()] = place
    return tuple(found.values())


def _place(file: DataFile, row: object, number: int) -> PlaceName | None:
    if not isinstance(row, Mapping):
        file.refuse(f"mục thứ {number + 1} bị bỏ qua; viết dạng {_EXAMPLE}.", NAME, number)
        return None
    for key in row:
        if key not in _KEYS:
            file.refuse(f"không có khóa “{key}”; các khóa: {', '.join(_KEYS)}.", NAME, number, key)
    names = []
    for key in ("cu", "nay"):
        text = row.get(key, "")
        text = " ".join(nfc(text).split()) if isinstance(text, str) else ""
        if not re.search(r"\w", text) or len(text) > _LONGEST:
            file.refuse(
                f"mục thứ {number + 1} bị bỏ qua: “{key}” cần một tên trong dấu ngoặc kép; viết dạng {_EXAMPLE}.",
                NAME,
                number,
                key,
            )
            return None
        names.append(text)
    if names[0].lower() == names[1].lower():
        file.refuse(f"mục thứ {number + 1} bị bỏ qua: tên cũ và tên nay là một.", NAME, number, "nay")
        return None
    try:
        since = parse_date(str(row.get("tu-ngay", "")), UTC).moment.date()
    except DateFault as fault:
        file.refuse(
            f"mục thứ {number + 1} bị bỏ qua vì chưa rõ ngày. tu-ngay: {fault}", NAME, number, "tu-ngay"
        )
        return None
    return PlaceName(names[0], names[1], since)


def former_places_in(text: str, names: Iterable[PlaceName], written: date | None) -> tuple[PlaceName, ...]:
    """
    Return the places that a text, written on a day, calls by a name that they have no more.

    >>> names = load_place_names('[[dia-danh]]\\ncu = "xã Xuân Hồng"\\nnay = "xã Thọ Xuân"\\ntu-ngay = 2025-07-01')
    >>> [len(former_places_in(one, names, date(2024, 1, 1))) for one in ("Các xã Xuân Lai, Xuân Hồng.", "Ông Nguyễn Xuân Hồng", "Xã Xuân Hồng Lĩnh")]
    [1, 0, 0]
    """
    return tuple(one for one in names if written is not None and written < one.since and _is_named(text, one))


def _is_named(text: str, place: PlaceName) -> bool:
    if re.search(f"{_BEGINS}{_spaced(place.old)}{_GOES_ON}", text, re.IGNORECASE):
        return True
    if not place.bare or place.bare.split()[-1] not in text:
        return False
    # Behind a capital word it is a person's name, or another place's.
    return any(
        not re.search(rf"\b[{_CAPITAL}]\w*[ \xa0]$", text[max(0, found.start() - 40) : found.start()])
        for found in re.finditer(f"{_BEGINS}{_spaced(place.bare)}{_GOES_ON}", text)
    )


def _spaced(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def names_in_words(places: Iterable[PlaceName]) -> str:
    """
    Return in words which names are which now, those that have become one together.

    >>> day = date(2025, 7, 1)
    >>> names_in_words([PlaceName("xã A", "xã C", day), PlaceName("xã B", "xã C", day), PlaceName("xã D", "xã E", day)])
    'Xã A, xã B nay là xã C (từ 01/07/2025). Xã D nay là xã E (từ 01/07/2025).'
    """
    groups: dict[tuple[str, date], list[str]] = {}
    for place in places:
        groups.setdefault((place.now, place.since), []).append(place.old)
    told = (f"{', '.join(olds)} nay là {now} (từ {since:%d/%m/%Y})." for (now, since), olds in groups.items())
    return " ".join(one[0].upper() + one[1:] for one in told)
