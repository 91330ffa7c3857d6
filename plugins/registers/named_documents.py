"""
Find the documents that a text names by their numbers: "Quyết định số 12/QĐ-UBND ngày 05/3/2025 của Ủy ban nhân dân tỉnh".

Every issuer counts from 1 every year, so that a number alone may be of many documents. What is said beside it decides:
a day of signing, a level of government, what came first. Where more than one document is left, none is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from plugins.article.document_kinds import was_signed
from plugins.article.facts import RegisterFacts
from plugins.vietnamese.letters import fold

# A number as `_plain` leaves it: 12/qd-ubnd, 12/2025/nq-hdnd, 58-nq/tw.
_NUMBER = re.compile(r"(?<![\w/-])0*+(\d++[a-z]?(?:[/-][a-z0-9]++){1,5}+)(?![\w/-])")
_AROUND_JOINTS = re.compile(r"\s*([/-])\s*")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:[/.-]| thang )(\d{1,2})(?:[/.-]| nam )(\d{4})(?!\d)")
_LEVEL = re.compile(r"\b(tinh|huyen|xa|phuong|thi tran|thanh pho|thu tuong|chinh phu|quoc hoi)\b")


def _plain(text: str) -> str:
    return _AROUND_JOINTS.sub(r"\1", re.sub(r"[‐-―−]", "-", fold(text)))


def numbers_in(text: str) -> list[str]:
    """
    Return the numbers of documents in a text, each in the one form in which numbers are compared.

    >>> numbers_in("Quyết định số 05/QĐ-UBND ngày 5/3/2025 và Nghị quyết 58 – NQ/TW")
    ['5/qd-ubnd', '58-nq/tw']
    """
    # A day has no letters.
    return [number for number in _NUMBER.findall(_plain(text)) if re.search(r"[a-z]{2}", number)]


class NamedDocuments:
    """
    Documents, found by how a text names them; each is known by its place in the row that is given.

    What was not signed ends nothing: drafts and submissions are found only ``with_drafts``.
    """

    def __init__(self, documents: Sequence[RegisterFacts], *, with_drafts: bool = False) -> None:
        self._documents = documents
        self._places = defaultdict[str, list[int]](list)
        self._levels: dict[int, set[str]] = {}
        for place, facts in enumerate(documents):
            if facts.number and (with_drafts or was_signed(facts.kind)):
                for number in numbers_in(facts.number)[:1]:
                    self._places[number].append(place)
                    self._levels[place] = _levels(fold(facts.issuer))

    def named(self, text: str, ended: int) -> Iterator[int]:
        """Yield the places of the documents that ``text`` names; it says what ended the document at the place ``ended``."""
        older = self._documents[ended]
        return self._meant(
            text, lambda place: place != ended and may_have_ended(self._documents[place], older)
        )

    def ended(self, text: str, by: int) -> Iterator[int]:
        """Yield the places of the documents that ``text`` names; it says what the document at the place ``by`` ended."""
        newer = self._documents[by]
        return self._meant(text, lambda place: place != by and may_have_ended(newer, self._documents[place]))

    def named_in(self, text: str) -> Iterator[int]:
        """Yield the places of the documents that ``text`` names, whatever it says of them."""
        return self._meant(text, lambda place: True)

    def _meant(self, text: str, may_be: Callable[[int], bool]) -> Iterator[int]:
        numbers = dict.fromkeys(numbers_in(text) if self._places else ())
        if not any(number in self._places for number in numbers):
            return
        plain = _plain(text)
        days = {_day(found) for found in _DAY.finditer(plain)} - {None}
        levels = _levels(plain.partition(" cua ")[2])
        for number in numbers:
            meant = [
                place
                for place in self._places.get(number, ())
                if may_be(place)
                and _is_of_day(self._documents[place].issued, days)
                and not (levels and self._levels[place] and levels.isdisjoint(self._levels[place]))
            ]
            if len(meant) == 1:
                yield meant[0]


def may_have_ended(newer: RegisterFacts, older: RegisterFacts) -> bool:
    """Tell whether a document may have ended another by its day of issue; one whose day is not known may."""
    if newer.issued is None:
        return True
    too_early = older.issued and newer.issued < older.issued
    too_late = older.in_force_to and newer.issued > older.in_force_to
    return not too_early and not too_late


def name_of(facts: RegisterFacts, title: str) -> str:
    """
    Return how people name a document: by kind and number, else by its title.

    >>> name_of(RegisterFacts("Quyết định", "12/QĐ-UBND"), "Giờ mở cửa"), name_of(RegisterFacts("Kế hoạch"), "Mùa vụ")
    ('Quyết định số 12/QĐ-UBND', 'Mùa vụ')
    """
    return f"{facts.kind} số {facts.number}" if facts.number else title


def _is_of_day(issued: date | None, days: Collection[date | None]) -> bool:
    return issued is None or not days or issued in days


def _levels(plain: str) -> set[str]:
    return set(_LEVEL.findall(plain))


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
