"""Write the Git host's file of code owners: whoever may approve articles has to approve each change of them."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.article.approval import FILE, Approval
from plugins.author.person_names import is_same_person
from plugins.author.registry import Authors


def code_owners(approval: Approval, registry: Authors, content: str) -> str:
    """
    Return the file's text for a content folder; "" where nobody who may approve has an account.

    It is the whole folder that they own: an article is read from anywhere in it, and what decides who approves lies in it too.

    >>> rules = Approval(people=("Nguyễn Thị Hạnh",), accounts={"Bà Nguyễn Thị Hạnh": "@hanh"})
    >>> print(code_owners(rules, Authors(), "content").splitlines()[-1])
    /content/ @hanh
    """
    accounts = list(dict.fromkeys(_accounts(approval, registry)))
    if not accounts:
        return ""
    head = f"# Do “tasks.py codeowners” viết từ {content}/{FILE}; đừng sửa ở đây."
    return "\n".join([head, f"/{content}/ {' '.join(accounts)}", ""])


def people_without_account(approval: Approval, registry: Authors) -> list[str]:
    """Return who may approve by the data file, but has no account in it."""
    return [
        name
        for name in approval.people
        if not any(is_same_person(name, known, registry) for known in approval.accounts)
    ]


def _accounts(approval: Approval, registry: Authors) -> Iterable[str]:
    for name, account in approval.accounts.items():
        if not approval.people or any(is_same_person(name, one, registry) for one in approval.people):
            yield account
