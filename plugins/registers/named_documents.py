"""
Find the documents that a text names by their numbers: "Quyết định số 12/QĐ-UBND ngày 05/3/2025 của Ủy ban nhân dân tỉnh".

Every office counts from 1 every year, so that a number alone may be of many documents. What is said beside it decides:
a day of signing, a level of government, what came first. Where more than one document is left, none is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from plugins.article.document_kinds import is_draft, is_submission
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
    """Documents, found by how a text names them; each is known by its place in the row that is given."""

    def __init__(self, documents: Sequence[RegisterFacts]) -> None:
        self._documents = documents
        self._places = defaultdict[str, list[int]](list)
        self._levels: dict[int, set[str]] = {}
        for place, facts in enumerate(documents):
            if facts.number and not is_draft(facts.kind) and not is_submission(facts.kind):
                for number in numbers_in(facts.number)[:1]:
                    self._places[number].append(place)
                    self._levels[place] = _levels(fold(facts.issuer))

    def named(self, text: str, ended: int) -> Iterator[int]:
        """Yield the places of the documents that ``text`` names; it says what ended the document at the place ``ended``."""
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
                if place != ended
                and _fits_in_time(self._documents[place].issued, self._documents[ended], days)
                and not (levels and self._levels[place] and levels.isdisjoint(self._levels[place]))
            ]
            if len(meant) == 1:
                yield meant[0]


def _fits_in_time(issued: date | None, ended: RegisterFacts, days: Collection[date | None]) -> bool:
    """Tell whether a document may have ended another by its day of issue; one whose day is not known may."""
    if issued is None:
        return True
    too_early = ended.issued and issued < ended.issued
    too_late = ended.in_force_to and issued > ended.in_force_to
    return not too_early and not too_late and (not days or issued in days)


def _levels(plain: str) -> set[str]:
    return set(_LEVEL.findall(plain))


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
