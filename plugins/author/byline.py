"""Parse the byline of an article into people and an organisation, by the registry where it knows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plugins.author.people import Byline, Organisation, Person
from plugins.author.registry import Authors
from plugins.problems import Problem, error, warning
from plugins.vietnamese.letters import fold, nfc
from plugins.vietnamese.loose_names import loose
from plugins.vietnamese.nearest import differ_little, nearest
from plugins.vietnamese.slugs import slugify

CODE = "tac-gia"
# Characters of a text that show whether it begins with a word for an organisation.
_JUDGED = 200
# With their marks: "bộ" is an organisation, "Bo" and "Bơ" are names.
ORGANISATION_WORD = re.compile(
    r"(?:trung tâm|ban|phòng|văn phòng|ubnd|uỷ ban|ủy ban|hội|hđnd|hội đồng|báo|đài|cổng|sở|chi cục|"
    r"cục|bộ|tỉnh|huyện|xã|thị trấn|trường|đoàn|đảng uỷ|đảng ủy|huyện ủy|huyện uỷ|tỉnh ủy|tỉnh uỷ|"
    r"liên đoàn|mttq|mặt trận|tòa án|toà án|viện|công an|bệnh viện|nhà|tạp chí|thông tấn xã|ttxvn|vhtt|hạt|"
    r"trạm|chi nhánh|ngân hàng|bhxh|công ty|htx)\b"
)


def parse_byline(
    text: str, registry: Authors, path: str, line: int, several: bool = False, own_organisation: str = ""
) -> tuple[Byline, list[Problem]]:
    """
    Return the people and the organisation of a written byline, and what is doubtful in it.

    ``several`` is Pelican's “Authors”, where commas may part people; ``own_organisation`` is the portal's own, which is known
    whether the registry names it or not.

    >>> byline, problems = parse_byline("Lê Hải, Trung tâm VHTT, TT và DL huyện", Authors(), "x.md", 4)
    >>> byline.people[0].name, byline.organisation.name, problems
    ('Lê Hải', 'Trung tâm VHTT, TT và DL huyện', [])
    """
    people: dict[str, Person] = {}
    organisation: Organisation | None = None
    problems: list[Problem] = []
    for part in (part.strip(" ,.") for part in text.split(";")):
        if not part:
            continue
        names, organisation_name = _apart(part, registry, several)
        if several and organisation_name and "," in part:
            problems.append(_doubtful_organisation(path, line, organisation_name, registry))
        doubtful = "" if loose(organisation_name) == loose(own_organisation) else organisation_name
        if question := _question(names, doubtful, registry):
            problems.append(warning(path, line, CODE, question))
        if organisation_name:
            named = registry.organisation(organisation_name)
            if organisation is not None and organisation != named:
                problems.append(
                    warning(
                        path,
                        line,
                        CODE,
                        f"bài có hai cơ quan: “{organisation.name}” và “{named.name}”; chỉ dùng cơ quan đầu.",
                    )
                )
            organisation = organisation or named
        for name in names:
            if not slugify(name):
                problems.append(error(path, line, CODE, f"tên tác giả “{name[:60]}” không có chữ cái nào."))
                continue
            person = registry.person(name)
            # By name, not by address: two people with one address are two (see people_sharing_an_address).
            people.setdefault(loose(person.name), person)
    return Byline(tuple(people.values()), organisation), problems


def people_sharing_an_address(bylines: Iterable[Byline]) -> list[tuple[Person, Person]]:
    """
    Return pairs of people whose names differ and whose pages would share an address.

    >>> people_sharing_an_address([Byline((Person("Lê Hải", "le-hai"),)), Byline((Person("Lê Hài", "le-hai"),))])
    [(Person(name='Lê Hải', slug='le-hai'), Person(name='Lê Hài', slug='le-hai'))]
    """
    first: dict[str, Person] = {}
    pairs: dict[tuple[str, str], tuple[Person, Person]] = {}
    for byline in bylines:
        for person in byline.people:
            known = first.setdefault(person.slug, person)
            if loose(known.name) != loose(person.name):
                pairs.setdefault((known.name, person.name), (known, person))
    return list(pairs.values())


def _apart(part: str, registry: Authors, several: bool) -> tuple[list[str], str]:
    """Return the names of people and the name of the organisation in one part of a byline."""
    if loose(part) in registry.people:
        return [part], ""
    if loose(part) in registry.organisations:
        return [], part
    commas = [found.start() for found in re.finditer(",", part)]
    known = _known_organisation(part, commas, registry)
    for comma in commas if known is None else [known]:
        if known is not None or is_organisation(part[comma + 1 : comma + 1 + _JUDGED]):
            return _names(part[:comma]), part[comma + 1 :].strip()
    if is_organisation(part):
        return [], part
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    if several or len(pieces) == 1 or all(is_name(piece) for piece in pieces):
        return pieces, ""
    return [pieces[0]], part.partition(",")[2].strip()


def _known_organisation(part: str, commas: Sequence[int], registry: Authors) -> int | None:
    """Return the comma behind which a known organisation stands, the longest one first, as its own name may hold commas; None without one."""
    most = max((name.count(" ") + 1 for name in registry.organisations), default=0)
    found: int | None = None
    words: list[str] = []
    end = len(part)
    for comma in reversed(commas):
        words = [*loose(part[comma + 1 : end]).split(), *words]
        end = comma
        if len(words) > most:
            break
        if " ".join(words) in registry.organisations:
            found = comma
    return found


def _names(text: str) -> list[str]:
    return [piece.strip() for piece in text.split(",") if piece.strip()]


def is_organisation(text: str) -> bool:
    """Return whether a text begins with a word for an organisation and is no person's name."""
    return bool(ORGANISATION_WORD.match(nfc(text).lower().strip())) and not (
        is_name(text) and _first_is_family(text)
    )


def _first_is_family(text: str) -> bool:
    # Đoàn is a family name as well as a union.
    return text.split()[0] == "Đoàn" and len(text.split()) in (2, 3, 4)


def is_name(text: str) -> bool:
    """Return whether a text looks like a person's name: one to five words, each with one capital."""
    words = text.split()
    return 1 <= len(words) <= 5 and all(word[:1].isupper() and not word[1:].isupper() for word in words)


def _question(names: Iterable[str], organisation: str, registry: Authors) -> str:
    """
    Return the question whether a known person or organisation is meant by a name that is nearly theirs, "" where none is.

    Two short names that differ by a letter are two people.

    >>> from plugins.author.registry import load_authors
    >>> known = load_authors('[[tac-gia]]\\nten = "Nguyễn Thị Hạnh"\\n[[tac-gia]]\\nten = "Lê Hà"')
    >>> _question(["Nguyễn Thi Hạn", "Lê Hải"], "", known)
    '“Nguyễn Thi Hạn” gần giống “Nguyễn Thị Hạnh” trong du-lieu/tac-gia.toml. Ý bạn là “Nguyễn Thị Hạnh”? Là tên khác thì thêm tên ấy vào tệp đó.'
    """
    people = {person.name: person.slug for person in registry.people.values()}
    organisations = {one.name: one.slug for one in registry.organisations.values()}
    for name, spelt in (*((name, people) for name in names), (organisation, organisations)):
        if not name or loose(name) in registry.people or loose(name) in registry.organisations:
            continue
        for near in nearest(name, spelt, 1):
            alike = differ_little(fold(name), fold(near)) or _begins_with(near, name)
            # People with one address are asked about where all articles are compared.
            shares_address = spelt is people and slugify(name) == spelt[near]
            if alike and len(name.split()) > 2 and not shares_address:
                return (
                    f"“{name[:60]}” gần giống “{near}” trong du-lieu/tac-gia.toml. Ý bạn là “{near}”? "
                    "Là tên khác thì thêm tên ấy vào tệp đó."
                )
    return ""


def _begins_with(whole: str, part: str) -> bool:
    """Tell whether the words of a name, more than a few, are the first ones of a longer name of an organisation."""
    return len(part.split()) > 3 and loose(whole).startswith(f"{loose(part)} ") and is_organisation(part)


def _doubtful_organisation(path: str, line: int, organisation: str, registry: Authors) -> Problem:
    rest = next((piece.strip() for piece in organisation.split(",")[1:] if piece.strip()), organisation)
    known = loose(rest) in registry.people or loose(rest) in registry.organisations
    shown = organisation if known else rest
    return warning(
        path,
        line,
        CODE,
        f"“{shown}” không có trong danh sách tác giả; “{organisation}” được hiểu là cơ quan. "
        "Hãy dùng trường “Tác giả” và ngăn nhiều người bằng dấu “;”.",
    )
