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
from plugins.problems.data_file import DataFile, as_data_file
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


def load_approval(written: str | DataFile) -> Approval:
    """
    Return the rules of a data file, or of its text, as far as they are clear.

    >>> load_approval("[duyet]\\nbat-buoc = true").required, load_approval("").required
    (True, False)
    """
    file = as_data_file(written, FILE)
    for name in file.tables:
        if name != "duyet":
            file.refuse(f"không có phần “{name}”. Viết [duyet].", name)
    table = file.table("duyet")
    for name in table:
        if name not in _KNOWN:
            message = f"không có mục “{name}”. Các mục: {', '.join(sorted(_KNOWN))}."
            file.refuse(message, "duyet", name)
    return Approval(
        _switch(file, table, "bat-buoc", False),
        _switch(file, table, "khac-tac-gia", True),
        _names(file, table),
        _since(file, table),
    )


def _switch(file: DataFile, table: Mapping[str, Any], name: str, otherwise: bool) -> bool:
    value = table.get(name, otherwise)
    if isinstance(value, bool):
        return value
    file.refuse(f"“{name}” cần true hoặc false.", "duyet", name)
    return otherwise


def _names(file: DataFile, table: Mapping[str, Any]) -> tuple[str, ...]:
    value = table.get("nguoi-duyet", [])
    if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
        return tuple(nfc(one).strip() for one in value)
    message = '“nguoi-duyet” cần một danh sách tên, ví dụ ["Nguyễn Thị Hạnh"].'
    file.refuse(message, "duyet", "nguoi-duyet")
    return ()


def _since(file: DataFile, table: Mapping[str, Any]) -> date | None:
    value = table.get("tu-ngay")
    if value is None or type(value) is date:
        return value
    message = "“tu-ngay” cần một ngày viết dạng 2024-07-01, không có dấu ngoặc kép."
    file.refuse(message, "duyet", "tu-ngay")
    return None
