"""
Check the portal's rules of approval: who lets an article out, as ``content/du-lieu/quy-trinh.toml`` says.

::

    [duyet]
    bat-buoc = true                         # what is published names who approved it
    khac-tac-gia = true                     # and that is not who wrote it
    nguoi-duyet = ["Nguyễn Thị Hạnh"]       # only these; left out: anybody
    tu-ngay = 2024-07-01                    # articles of earlier days need none
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from plugins.article.facts import Status
from plugins.problems.data_file import DataFileFault, toml_tables
from plugins.vietnamese.letters import nfc

FILE = "du-lieu/quy-trinh.toml"
_KNOWN = frozenset({"bat-buoc", "khac-tac-gia", "nguoi-duyet", "tu-ngay"})
_OUT = frozenset({Status.PUBLISHED, Status.HIDDEN})


@dataclass(frozen=True, slots=True)
class Approval:
    """
    The rules of approval.

    ``required``: what is published names somebody; ``other_than_author``: somebody else than its
    authors; ``people`` may approve (nobody named: everybody may); ``since``: articles of earlier days need no approval.
    """

    required: bool = False
    other_than_author: bool = True
    people: tuple[str, ...] = ()
    since: date | None = None

    def may_approve(self, authors: Collection[str]) -> tuple[str, ...]:
        """
        Return who may approve an article of these authors; () where nobody is named.

        >>> Approval(people=("Lê Hải", "Nguyễn Thị Hạnh")).may_approve(["LÊ HẢI"])
        ('Nguyễn Thị Hạnh',)
        """
        own = {_plain(name) for name in authors} if self.other_than_author else set()
        return tuple(name for name in self.people if _plain(name) not in own)

    def objections(
        self, status: Status, approver: str, authors: Collection[str], day: date | None
    ) -> Iterator[str]:
        """
        Yield why an article may not be published as far as its approval goes.

        >>> rules = Approval(required=True, people=("Nguyễn Thị Hạnh",))
        >>> list(rules.objections(Status.PUBLISHED, "Lê Hải", ["Lê Hải"], None))
        ['“Lê Hải” vừa viết vừa duyệt bài này. Người duyệt phải là người khác: Nguyễn Thị Hạnh.']
        >>> list(rules.objections(Status.DRAFT, "", [], None))
        []
        """
        if status not in _OUT:
            return
        if approver and self.other_than_author and _plain(approver) in {_plain(name) for name in authors}:
            yield f"“{approver}” vừa viết vừa duyệt bài này. Người duyệt phải là người khác{self._who(authors)}."
        elif approver and self.people and _plain(approver) not in {_plain(name) for name in self.people}:
            yield f"“{approver}” không có trong danh sách người duyệt (du-lieu/quy-trinh.toml){self._who(authors)}."
        elif not approver and self.required and not (self.since and day and day < self.since):
            yield (
                f"bài chưa có người duyệt. Để “Trạng thái: chờ duyệt”; người duyệt xem xong thì đổi thành “đăng” "
                f"và thêm dòng “Người duyệt: …”{self._who(authors)}."
            )

    def _who(self, authors: Collection[str]) -> str:
        names = self.may_approve(authors)
        return f": {', '.join(names[:5])}" if names else ""


def _plain(name: str) -> str:
    return " ".join(nfc(name).lower().split())


def load_approval(text: str) -> Approval:
    """
    Return the rules of a TOML text; raise DataFileFault where it is none.

    >>> load_approval("[duyet]\\nbat-buoc = true").required, load_approval("").required
    (True, False)
    """
    table = toml_tables(text, FILE).get("duyet", {})
    if not isinstance(table, Mapping):
        raise DataFileFault(f"{FILE}: “duyet” cần viết dạng [duyet].")
    if unknown := sorted(set(table) - _KNOWN):
        raise DataFileFault(f"{FILE}: không có mục “{unknown[0]}”. Các mục: {', '.join(sorted(_KNOWN))}.")
    return Approval(
        _switch(table, "bat-buoc", False), _switch(table, "khac-tac-gia", True), _names(table), _since(table)
    )


def _switch(table: Mapping[str, Any], name: str, otherwise: bool) -> bool:
    value = table.get(name, otherwise)
    if not isinstance(value, bool):
        raise DataFileFault(f"{FILE}: “{name}” cần true hoặc false.")
    return value


def _names(table: Mapping[str, Any]) -> tuple[str, ...]:
    value = table.get("nguoi-duyet", [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise DataFileFault(f'{FILE}: “nguoi-duyet” cần một danh sách tên, ví dụ ["Nguyễn Thị Hạnh"].')
    return tuple(nfc(one).strip() for one in value)


def _since(table: Mapping[str, Any]) -> date | None:
    value = table.get("tu-ngay")
    if value is not None and type(value) is not date:
        raise DataFileFault(f"{FILE}: “tu-ngay” cần một ngày viết dạng 2024-07-01, không có dấu ngoặc kép.")
    return value
