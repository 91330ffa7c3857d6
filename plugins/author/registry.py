"""
The registry of writers and offices, read from ``content/du-lieu/tac-gia.toml``.

::

    [[tac-gia]]
    ten = "Lê Hải"
    dia-chi = "le-hai"

    [[co-quan]]
    ten = "Trung tâm VHTT, TT và DL huyện Thọ Xuân"
    ten-khac = ["Trung tâm VHTT huyện"]

The address (``dia-chi``) is optional.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from plugins.author.people import Organisation, Person
from plugins.problems.data_file import DataFileFault, toml_tables
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.loose_names import loose
from plugins.vietnamese.slugs import slugify


@dataclass(frozen=True, slots=True)
class Authors:
    """Known people and offices, by their names in the loose form."""

    people: Mapping[str, Person] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Return the person of a name, whether in the registry or not."""
        return self.people.get(loose(name)) or Person(nfc(name).strip(), slugify(name))

    def organisation(self, name: str) -> Organisation:
        """Return the office of a name, whether in the registry or not."""
        return self.organisations.get(loose(name)) or Organisation(nfc(name).strip(), slugify(name))

    def knowing(self, organisation: Organisation) -> Authors:
        """Return the same registry with one more office, if it has none of that name."""
        return Authors(self.people, {loose(organisation.name): organisation, **self.organisations})


def load_authors(text: str) -> Authors:
    """
    Return the registry of a TOML text; raise DataFileFault for a text of another shape.

    >>> load_authors('[[tac-gia]]\\nten = "Lê Hải"').person("LÊ HẢI").slug
    'le-hai'
    """
    data = toml_tables(text, "tệp tác giả")
    people = {key: Person(name, slug) for key, name, slug in _rows(data.get("tac-gia", []), "tac-gia")}
    offices = {key: Organisation(name, slug) for key, name, slug in _rows(data.get("co-quan", []), "co-quan")}
    return Authors(people, offices)


def _rows(rows: object, table: str) -> Iterator[tuple[str, str, str]]:
    """Yield (loose name, name, slug) for every name and other name."""
    if not isinstance(rows, list):
        raise DataFileFault(f"“{table}” cần viết dạng [[{table}]].")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not isinstance(row.get("ten"), str) or not slugify(row["ten"]):
            raise DataFileFault(f"[[{table}]] thứ {number} chưa có “ten”.")
        name = nfc(row["ten"]).strip()
        slug = slugify(str(row.get("dia-chi") or name))
        for one in (name, *(str(other) for other in row.get("ten-khac", []))):
            yield loose(one), name, slug
