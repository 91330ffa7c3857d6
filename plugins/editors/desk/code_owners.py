"""Write the Git host's file of code owners: whoever may approve articles has to approve each change of them."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.article.approval import FILE, Approval
from plugins.article.file_name import NEWS_FOLDER, PAGE_FOLDERS
from plugins.author.person_names import is_same_person
from plugins.author.registry import Authors
from plugins.problems.data_file import DATA_FOLDER

# What a merge may not change without one of them: everything that readers see or that decides who approves.
_FOLDERS = (f"{NEWS_FOLDER}/", f"{PAGE_FOLDERS[0]}/", f"{DATA_FOLDER}/")


def code_owners(approval: Approval, registry: Authors, content: str) -> str:
    """
    Return the file's text for a content folder; "" where nobody who may approve has an account.

    >>> rules = Approval(people=("Nguyễn Thị Hạnh",), accounts={"Bà Nguyễn Thị Hạnh": "@hanh"})
    >>> print(code_owners(rules, Authors(), "content").splitlines()[-1])
    /content/du-lieu/ @hanh
    """
    accounts = list(dict.fromkeys(_accounts(approval, registry)))
    if not accounts:
        return ""
    head = f"# Do “tasks.py codeowners” viết từ {content}/{FILE}; đừng sửa ở đây."
    return "\n".join([head, *(f"/{content}/{folder} {' '.join(accounts)}" for folder in _FOLDERS), ""])


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
