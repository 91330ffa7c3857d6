"""Find the documents that an article points at: by the name of the document's article file, its title, or its number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from plugins.article.facts import RegisterFacts
from plugins.registers.named_documents import NamedDocuments, numbers_in
from plugins.vietnamese.letters import fold


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that can be pointed at: its facts, the title and the file of its article."""

    facts: RegisterFacts
    title: str
    path: str


class PointedDocuments:
    """Documents, found by whatever an editor writes to point at them; each is known by its place in the row that is given."""

    def __init__(self, documents: Sequence[KnownDocument]) -> None:
        self._numbered = NamedDocuments([one.facts for one in documents], with_drafts=True)
        self._by_name = defaultdict[str, list[int]](list)
        for place, one in enumerate(documents):
            for name in {_plain(one.title), _plain(PurePosixPath(one.path).name)}:
                self._by_name[name].append(place)

    def at(self, text: str) -> tuple[int, ...]:
        """
        Return the places of the documents that a text points at, none where it names none or may mean several.

        Each number in it must lead to one document, so that none that is meant is passed over.
        """
        named = self._by_name.get(_plain(text), ())
        if named:
            return tuple(named) if len(named) == 1 else ()
        found = tuple(self._numbered.named_in(text))
        return found if len(found) == len({*numbers_in(text)}) else ()


def _plain(text: str) -> str:
    """
    Return a title or a file's name as they are compared: typing habits make no difference.

    >>> _plain(" Quy hoạch vùng 2021 - 2030 ") == _plain("quy hoạch vùng 2021–2030")
    True
    """
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))
