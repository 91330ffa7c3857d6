"""
The registry of writers and organisations, read from ``content/du-lieu/tac-gia.toml``.

::

    [[tac-gia]]
    ten = "Lê Hải"
    dia-chi = "le-hai"
    gioi-thieu = "Phóng viên của Trung tâm VHTT."

    [[co-quan]]
    ten = "Trung tâm VHTT, TT và DL huyện Thọ Xuân"
    ten-khac = ["Trung tâm VHTT huyện"]

The address (``dia-chi``) and what is said of them on their page (``gioi-thieu``) are optional.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from plugins.author.people import Organisation, Person
from plugins.problems.data_file import DataFile, as_data_file
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.loose_names import loose
from plugins.vietnamese.slugs import slugify


@dataclass(frozen=True, slots=True)
class Authors:
    """Known people and organisations, by their names in the loose form."""

    people: Mapping[str, Person] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Return the person of a name, whether in the registry or not."""
        return self.people.get(loose(name)) or Person(nfc(name).strip(), slugify(name))

    def organisation(self, name: str) -> Organisation:
        """Return the organisation of a name, whether in the registry or not."""
        return self.organisations.get(loose(name)) or Organisation(nfc(name).strip(), slugify(name))

    def named(self, name: str) -> Person | Organisation:
        """Return whose page a link to an author means: a person's; an organisation's where the registry has one of that name and no person."""
        key = loose(name)
        return self.people.get(key) or self.organisations.get(key) or self.person(name)

    def knowing(self, organisation: Organisation) -> Authors:
        """Return the same registry with one more organisation, if it has none of that name."""
        return Authors(self.people, {loose(organisation.name): organisation, **self.organisations})


def load_authors(written: str | DataFile) -> Authors:
    """
    Return the registry of a data file, or of its text; who is not clear is left out.

    >>> load_authors('[[tac-gia]]\\nten = "Lê Hải"').person("LÊ HẢI").slug
    'le-hai'
    """
    file = as_data_file(written, "tac-gia.toml")
    file.refuse_others("tac-gia", "co-quan", instead="Viết [[tac-gia]] cho người, [[co-quan]] cho cơ quan.")
    people = {key: Person(name, slug, about) for key, name, slug, about in _rows(file, "tac-gia")}
    organisations = {
        key: Organisation(name, slug, about) for key, name, slug, about in _rows(file, "co-quan")
    }
    return Authors(people, organisations)


def _rows(file: DataFile, table: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (loose name, name, slug, what is said of them) for every name and other name."""
    for number, row in enumerate(file.rows(table)):
        place = (table, number)
        if not isinstance(row, dict) or not isinstance(row.get("ten"), str) or not slugify(row["ten"]):
            file.refuse(f"[[{table}]] thứ {number + 1} chưa có “ten”, nên bị bỏ qua.", *place)
            continue
        name = nfc(row["ten"]).strip()
        written = row.get("dia-chi") or name
        if not isinstance(written, str) or not slugify(written):
            message = f"“{name}” bị bỏ qua: “dia-chi” cần một địa chỉ như “le-hai”, trong dấu ngoặc kép."
            file.refuse(message, *place, "dia-chi")
            continue
        about = row.get("gioi-thieu", "")
        if not isinstance(about, str):
            message = f"“{name}”: “gioi-thieu” cần một, hai câu trong dấu ngoặc kép."
            file.refuse(message, *place, "gioi-thieu")
            about = ""
        others = row.get("ten-khac", [])
        if not isinstance(others, list) or not all(isinstance(one, str) for one in others):
            message = f'“{name}”: “ten-khac” cần một danh sách tên, ví dụ ["Nguyễn Hải"].'
            file.refuse(message, *place, "ten-khac")
            others = [one for one in others if isinstance(one, str)] if isinstance(others, list) else []
        for one in (name, *others):
            yield loose(one), name, slugify(written), nfc(about).strip()
