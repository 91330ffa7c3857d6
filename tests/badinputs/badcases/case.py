"""What one bad input is: the files it lays over a good site, and what the portal is to make of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

MARK = "CASE-MARK"
ARTICLE = "content/thu.md"
SECTION = "Chiến lược – Định hướng – Quy hoạch"
TITLE = "Xuân Hòa sửa xong mương tưới trước vụ chiêm"
DAY = "14/05/2024"
AUTHOR = "Lê Hải"
BODY = f"Mương dài hai cây số, đưa nước về năm xứ đồng. {MARK}\n"

Content = str | bytes | Callable[[], bytes]


class Action(StrEnum):
    """What the portal is to do with an input."""

    OK = "ok"
    REPAIR = "repair"
    REPAIR_WARN = "repair+warn"
    WARN = "warn"
    QUARANTINE = "quarantine"
    STOP = "stop"


@dataclass(frozen=True)
class Case:
    """
    One input.

    ``files`` maps paths in the site to their content; ``says`` are words that the messages must hold,
    whatever their capitals; ``at`` names the files of which one must carry the message (else: any of
    ``files``); ``mark`` is the text by which the input is known in the output ("" where it has none,
    or where it stands in a file that is published all the same); ``unpublished`` says that the mark
    must not be public although nothing is wrong; ``shows`` and ``hides`` are looked for in all files
    of the output; ``setup`` does to the site what files cannot; ``check`` looks at the output;
    ``conf`` is written at the end of the site's pelicanconf.py, where ``here`` is the site's folder;
    ``output`` is the folder to build into; ``faults`` are the accidents of the machine (see faults.py).
    """

    id: str
    action: Action
    wrong: str
    files: Mapping[str, Content] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    mark: str = MARK
    unpublished: bool = False
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    setup: Callable[[Path], None] | None = None
    check: Callable[[Path], None] | None = None
    conf: str = ""
    output: str = "output"
    faults: Mapping[str, object] = field(default_factory=dict)

    @property
    def own_process(self) -> bool:
        """Whether the case needs a build of its own, by the command."""
        return bool(self.conf or self.faults or self.action is Action.STOP)

    @property
    def places(self) -> tuple[str, ...]:
        """The files of which one must carry the message."""
        return self.at or tuple(self.files)


def good_article(
    title: str | None = TITLE,
    date: str | None = DAY,
    section: str | None = SECTION,
    author: str | None = AUTHOR,
    *extra: str,
    body: str = BODY,
) -> str:
    """Return an article in which nothing is wrong but what is given; None leaves a line out."""
    fields = {"Tiêu đề": title, "Ngày đăng": date, "Chuyên mục": section, "Tác giả": author}
    header = [f"{key}: {value}" for key, value in fields.items() if value is not None]
    return "\n".join([*header, *extra, "", body])


def with_field(*lines: str) -> str:
    """Return a good article whose header has some more lines."""
    return good_article(TITLE, DAY, SECTION, AUTHOR, *lines)


def with_body(*blocks: str) -> str:
    """Return a good article with these blocks before a marked last paragraph."""
    return good_article(body="\n\n".join([*blocks, MARK]) + "\n")


def article(
    name: str,
    action: Action,
    wrong: str,
    content: Content,
    *says: str,
    shows: tuple[str, ...] = (),
    hides: tuple[str, ...] = (),
    unpublished: bool = False,
) -> Case:
    """Return the most frequent kind of case: one article."""
    return Case(
        name, action, wrong, {ARTICLE: content}, says, shows=shows, hides=hides, unpublished=unpublished
    )
