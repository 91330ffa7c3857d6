"""Find where two documents tell different things of which of them replaced the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from plugins.article.document_kinds import was_signed
from plugins.article.facts import RegisterFacts
from plugins.registers.named_documents import NamedDocuments, numbers_in
from plugins.vietnamese.date_texts import short


@dataclass(frozen=True, slots=True)
class Contradiction:
    """
    What one document says of another, and why both cannot be right, as half a sentence in Vietnamese.

    ``teller`` and ``other`` are the places of the documents in the row that was looked at, ``field`` is where it is said.
    """

    teller: int
    field: str
    other: int
    why: str


@dataclass(frozen=True, slots=True)
class _Told:
    """That a document ended another, and what is said of it where both stand on a ring."""

    older: int
    newer: int
    as_ring: Contradiction


_RING = "các văn bản ghi thay thế nhau thành một vòng, nên không biết văn bản nào đang có hiệu lực"


def contradictions(documents: Sequence[RegisterFacts]) -> Iterator[Contradiction]:
    """Yield every contradiction among documents: by days, by what each says of the other, by those that end themselves or each other."""
    index, told = NamedDocuments(documents), list[_Told]()
    for place, facts in enumerate(documents):
        if not was_signed(facts.kind):
            continue
        for field, text in (("replaced_by", facts.replaced_by), ("repealed_by", facts.repealed_by)):
            for other in index.named_in(text):
                if why := _same(place, other) or _by_days(documents[other], facts):
                    yield Contradiction(place, field, other, why)
                else:
                    told.append(_Told(place, other, Contradiction(place, field, other, _RING)))
        for other in index.named_in(facts.replaces):
            older = documents[other]
            if why := _same(place, other) or _by_days(facts, older) or _by_words(facts, older):
                yield Contradiction(place, "replaces", other, why)
            else:
                told.append(_Told(other, place, Contradiction(place, "replaces", other, _RING)))
    yield from (one.as_ring for one in _on_rings(told))


def _on_rings(told: Sequence[_Told]) -> Sequence[_Told]:
    """Return what is told of documents that end each other all around: neither the first nor the last of them can be found."""
    after_first = _without_ends(told, lambda one: (one.older, one.newer))
    return _without_ends(after_first, lambda one: (one.newer, one.older))


def _without_ends(told: Sequence[_Told], ends: Callable[[_Told], tuple[int, int]]) -> Sequence[_Told]:
    """Return what is told without that of documents to which nothing leads, and of those to which nothing else did."""
    leading, waiting = defaultdict[int, list[int]](list), Counter[int]()
    for start, end in map(ends, told):
        leading[start].append(end)
        waiting[end] += 1
    free, gone = [start for start in leading if not waiting[start]], set[int]()
    while free:
        gone.add(start := free.pop())
        for end in leading.get(start, ()):
            waiting[end] -= 1
            if not waiting[end]:
                free.append(end)
    return [one for one in told if ends(one)[0] not in gone]


def _same(place: int, other: int) -> str:
    return "đó là chính văn bản này" if place == other else ""


def _by_days(newer: RegisterFacts, older: RegisterFacts) -> str:
    """Return why a document cannot have ended another, as far as their days tell; "" for nothing that speaks against it."""
    if newer.issued and older.issued and newer.issued < older.issued:
        return f"văn bản thay thế ký ngày {short(newer.issued)}, trước văn bản cũ ({short(older.issued)})"
    if older.in_force_to and newer.issued and older.in_force_to < newer.issued:
        lapsed, signed = short(older.in_force_to), short(newer.issued)
        return f"văn bản cũ đã hết hiệu lực từ {lapsed}, trước khi văn bản thay thế được ký ({signed})"
    begins = _begins(newer)
    if older.in_force_to and begins and older.in_force_to > begins:
        return f"văn bản cũ còn hiệu lực đến {short(older.in_force_to)}, sau ngày {short(begins)} văn bản thay thế có hiệu lực"
    return ""


def _begins(facts: RegisterFacts) -> date | None:
    return facts.in_force_from or facts.issued


def _by_words(newer: RegisterFacts, older: RegisterFacts) -> str:
    """Return what the older document says of itself that speaks against the newer one; "" for nothing."""
    own = set(numbers_in(newer.number)[:1])
    if own & {*numbers_in(older.replaces)}:
        return "bài của văn bản ấy lại ghi nó thay thế văn bản này"
    if own & {*numbers_in(older.repealed_by)}:
        return "bài của văn bản ấy ghi nó bị văn bản này bãi bỏ, không phải thay thế"
    named = {*numbers_in(older.replaced_by)}
    if own and named and not own & named:
        return f"bài của văn bản ấy ghi nó được thay thế bởi “{older.replaced_by[:80]}”"
    return ""
