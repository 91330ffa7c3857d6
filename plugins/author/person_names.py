"""Compare written names of people: titles, organisations behind the name, capitals, marks and look-alike letters do not count."""

from __future__ import annotations

import re
import unicodedata

from plugins.author.registry import Authors
from plugins.vietnamese.letters import fold, nfc
from plugins.vietnamese.loose_names import loose

# Cyrillic and Greek letters that are printed like Latin ones, and the Latin letters they pass for.
_LOOK_ALIKE = str.maketrans(
    "АВЕЅКМНОРСТУХІЈаеѕорсухіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυρ",
    "ABESKMHOPCTYXIJaesopcyxijABEZHIKMNOPTYXovup",
)
# What may stand behind a name: an organisation, a telephone number, a remark.
_BEHIND = re.compile(r"[,;(\[/|:]|\s[-–—]\s")
# Forms of address; those that are family names without their marks (chu, co) count with their marks only.
_TITLES = frozenset({"cô", "chú", "bác", "thầy", "cụ"})
_PLAIN_TITLES = frozenset(
    {"ong", "ba", "anh", "chi", "em", "dc", "dong-chi", "mr", "mrs", "ms", "dr"}
    | {"gs", "pgs", "ts", "tskh", "ths", "bs", "bsi", "ks", "cn", "ls", "nnut", "nsut"}
    | {"bac-si", "ky-su", "thac-si", "tien-si", "giao-su", "pho-giao-su", "luat-su", "nha-bao"}
)
# Words that a person's position begins with, where it stands before the name.
_ROLES = frozenset(
    {
        "bi-thu",
        "pho-bi-thu",
        "chu-tich",
        "pho-chu-tich",
        "giam-doc",
        "pho-giam-doc",
        "hieu-truong",
        "pho-hieu-truong",
    }
    | {
        "truong-phong",
        "pho-truong-phong",
        "truong-ban",
        "pho-truong-ban",
        "chanh-van-phong",
        "pho-chanh-van-phong",
    }
    | {"tong-bien-tap", "pho-tong-bien-tap", "bien-tap-vien", "phong-vien", "chuyen-vien", "nguoi-duyet"}
)
# What follows is shown from right to left.
_BACKWARDS = "\u202e"
_SHORTEST = 2  # words of a name that no title is taken from any more


def name_key(written: str) -> str:
    """
    Return a name as names of people are compared.

    >>> name_key("Đ/c NGUYỄN THỊ HẠNH – Phó Trưởng ban"), name_key("TS. Lê Нải"), name_key("Chu Văn An")
    ('nguyen thi hanh', 'le hai', 'chu van an')
    """
    return " ".join(_bare_words(written))


def _bare_words(written: str) -> list[str]:
    # Without their marks, which look-alike letters never compose with; composed again for the forms of address.
    latin = nfc(unicodedata.normalize("NFKD", written).translate(_LOOK_ALIKE))
    latin = re.sub(r"^\W*[đd]\s*/\s*c\b\.?", "", latin, flags=re.IGNORECASE)
    words = re.findall(r"[^\W_]+", _BEHIND.split(latin.strip(), maxsplit=1)[0])
    start = 0
    while len(words) - start > _SHORTEST and (taken := _title_length(words, start)):
        start += taken
    return [fold(word) for word in words[start:]]


def _title_length(words: list[str], start: int) -> int:
    """Return how many words the form of address has that begins at a place, 0 without one."""
    for count in (3, 2, 1):
        title = words[start : start + count]
        if len(words) - start - count >= _SHORTEST and "-".join(map(fold, title)) in _PLAIN_TITLES:
            return count
    return int(words[start].lower() in _TITLES)


def is_same_person(one: str, other: str, registry: Authors) -> bool:
    """
    Tell whether two written names mean one person.

    Two people of the registry whose names differ by their marks alone are two.

    >>> is_same_person("Phó Chủ tịch UBND xã Nguyễn Thị Hạnh", "nguyen thi hanh", Authors())
    True
    >>> is_same_person("Trần Lê Hải", "Lê Hải", Authors()), is_same_person("Lê Hải Anh", "Lê Anh Hải", Authors())
    (False, False)
    >>> is_same_person("Hải, Lê", "Lê Hải", Authors()), is_same_person("Hải Lê", "Lê Hải", Authors())
    (True, True)
    """
    known = [registry.people.get(loose(name)) for name in (one, other)]
    if all(known):
        return known[0] == known[1]
    return any(_is_same_key(first, second) for first in _keys(one) for second in _keys(other))


def _keys(written: str) -> set[str]:
    """Return a name as it may be compared: also with a comma in it ("Hải, Lê"), or written backwards to be read forwards."""
    forms = [written, written.replace(",", " ")]
    if _BACKWARDS in written:
        forms.append(written.replace(_BACKWARDS, "")[::-1])
    return {key for form in forms if (key := name_key(form))}


def _is_same_key(first: str, second: str) -> bool:
    if first == second or _is_behind_role(first, second) or _is_behind_role(second, first):
        return True
    # The family name behind, as elsewhere in the world.
    return " " in first and (second == _turned(first) or first == _turned(second))


def _turned(name: str) -> str:
    family, *given = name.split()
    return " ".join((*given, family))


def _is_behind_role(longer: str, name: str) -> bool:
    """Tell whether a text is an organisation with a name behind it."""
    words = longer.split()
    begins_with_role = any("-".join(words[:count]) in _ROLES for count in (2, 3, 4))
    return begins_with_role and " " in name and longer.endswith(f" {name}")
