"""
Check the portal's rules of approval: who lets an article out, as ``content/du-lieu/quy-trinh.toml`` says.

::

    [duyet]
    bat-buoc = true                         # what is published names who approved it
    khac-tac-gia = true                     # and that is not who wrote it
    nguoi-duyet = ["Nguyễn Thị Hạnh"]       # only these; left out: anybody
    tu-ngay = 2024-07-01                    # what no day of the header puts later needs none
    bat-buoc-ma = true                      # the header holds the checksum of what was approved

    [tai-khoan]                             # accounts at the Git host, for its file of code owners
    "Nguyễn Thị Hạnh" = "@nguyen-hanh"
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from plugins.article.facts import KEPT_BACK, Status
from plugins.author.byline import is_organisation
from plugins.author.person_names import is_same_person
from plugins.author.registry import Authors
from plugins.problems.data_file import DataFile, as_data_file
from plugins.vietnamese.letters import nfc

FILE = "du-lieu/quy-trinh.toml"
_KNOWN = frozenset({"bat-buoc", "khac-tac-gia", "nguoi-duyet", "tu-ngay", "bat-buoc-ma"})
_NO_REGISTRY = Authors()
# As GitHub and GitLab take them in a file of code owners: an account, a team, a mailbox.
_ACCOUNT = re.compile(
    r"@[A-Za-z0-9][\w.-]*(?:/[\w.-]+)*|[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII
)


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """
    What a file tells of its approval.

    ``writers`` are the people who wrote it or handed it over; ``checksum`` is that of what was approved, "" where it is not
    written, ``is_same_text`` whether it is that of the text; ``last_day`` is the latest day of publishing, of a change,
    of handing over or approving, None where the header has none.
    """

    status: Status
    approver: str = ""
    writers: tuple[str, ...] = ()
    checksum: str = ""
    is_same_text: bool = True
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an article may not be published as far as its approval goes, or, not ``fatal``, what to look at; ``field`` is to blame."""

    field: str
    message: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Approval:
    """
    The rules of approval.

    ``required``: what is published names somebody; ``other_than_author``: somebody else than who wrote it;
    ``people`` may approve (nobody named: everybody may); ``since``: what is older needs no approval;
    ``checksum_required``: the header says which text was approved; ``accounts`` are those of people at the Git host.
    """

    required: bool = False
    other_than_author: bool = True
    people: tuple[str, ...] = ()
    since: date | None = None
    checksum_required: bool = False
    accounts: Mapping[str, str] = field(default_factory=dict)

    def may_approve(self, writers: Collection[str], registry: Authors = _NO_REGISTRY) -> tuple[str, ...]:
        """
        Return who may approve what these people wrote; () where nobody is named.

        >>> Approval(people=("Lê Hải", "Nguyễn Thị Hạnh")).may_approve(["Ông LÊ HẢI"])
        ('Nguyễn Thị Hạnh',)
        """
        own = writers if self.other_than_author else ()
        return tuple(name for name in self.people if not _is_one_of(name, own, registry))

    def objections(self, facts: ApprovalFacts, registry: Authors = _NO_REGISTRY) -> Iterator[Objection]:
        """
        Yield what stands against publishing an article; ``registry`` knows people by all their spellings.

        >>> rules = Approval(required=True, people=("Nguyễn Thị Hạnh",))
        >>> facts = ApprovalFacts(Status.PUBLISHED, "Đ/c Le Hai", ("Lê Hải",))
        >>> [one.message for one in rules.objections(facts)]
        ['“Đ/c Le Hai” vừa viết vừa duyệt bài này. Người duyệt phải là người khác: Nguyễn Thị Hạnh.']
        >>> list(rules.objections(ApprovalFacts(Status.DRAFT)))
        []
        """
        if facts.status in KEPT_BACK:
            return
        required = self.required and not (self.since and (facts.last_day or date.min) < self.since)
        who = self._who(facts.writers, registry)
        if not facts.approver:
            if required:
                yield Objection("status", f"bài chưa có người duyệt. {_HOW}{who}.")
            return
        yield from self._objections_to_person(facts, registry, who, required)
        if facts.checksum and not facts.is_same_text:
            message = (
                f"bài đã sửa sau khi “{facts.approver}” duyệt. Nhờ duyệt lại, hoặc lấy lại bản đã duyệt."
            )
            yield Objection("approved_text", message, required)
        elif required and self.checksum_required and not facts.checksum:
            message = f"chưa rõ “{facts.approver}” đã duyệt bản nào: thiếu dòng “Bản đã duyệt”. Bấm “Duyệt” ở trang viết bài."
            yield Objection("approver", message)

    def _objections_to_person(
        self, facts: ApprovalFacts, registry: Authors, who: str, required: bool
    ) -> Iterator[Objection]:
        approver = facts.approver
        if self.other_than_author and _is_one_of(approver, facts.writers, registry):
            message = f"“{approver}” vừa viết vừa duyệt bài này. Người duyệt phải là người khác{who}."
            yield Objection("approver", message)
        elif self.people and not _is_one_of(approver, self.people, registry):
            message = f"“{approver}” không có trong danh sách người duyệt (du-lieu/quy-trinh.toml){who}."
            yield Objection("approver", message)
        elif required and is_organisation(approver):
            message = f"“{approver}” là cơ quan. “Người duyệt” cần tên người đã xem và chịu trách nhiệm{who}."
            yield Objection("approver", message)
        elif required and self.other_than_author and not facts.writers:
            message = (
                f"không rõ ai viết bài này, nên không biết “{approver}” có phải người khác không. "
                "Ghi tên người viết: “Tác giả: Họ tên, Cơ quan”, hoặc “Gửi duyệt: ngày – Họ tên” (dòng này không hiện trên cổng)."
            )
            yield Objection("approver", message)

    def _who(self, writers: Collection[str], registry: Authors) -> str:
        names = self.may_approve(writers, registry)
        return f": {', '.join(names[:5])}" if names else ""


_HOW = "Để “Trạng thái: chờ duyệt”; người duyệt xem xong thì đổi thành “đăng” và thêm dòng “Người duyệt: …”"


def _is_one_of(name: str, people: Collection[str], registry: Authors) -> bool:
    return any(is_same_person(name, other, registry) for other in people)


def load_approval(written: str | DataFile) -> Approval:
    """
    Return the rules of a data file, or of its text, as far as they are clear.

    >>> load_approval("[duyet]\\nbat-buoc = true").required, load_approval("").required
    (True, False)
    """
    file = as_data_file(written, FILE)
    file.refuse_others("duyet", "tai-khoan", instead="Viết [duyet] hoặc [tai-khoan].")
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
        _switch(file, table, "bat-buoc-ma", False),
        dict(_accounts(file)),
    )


def _accounts(file: DataFile) -> Iterator[tuple[str, str]]:
    """Yield people and their accounts; what is no account is refused."""
    for name, account in file.table("tai-khoan").items():
        if isinstance(account, str) and _ACCOUNT.fullmatch(account):
            yield nfc(name).strip(), account
        else:
            message = f"tài khoản của “{name[:60]}” cần viết như “@ten-tai-khoan”, “@to-chuc/nhom” hoặc một địa chỉ thư."
            file.refuse(message, "tai-khoan", name)


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
