"""The documents of the repository, and what links and headings in them mean on a Git host."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DOCS = PROJECT / "docs"
# Documents for people; what lies in content/ are articles, whose links a build checks.
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *DOCS.rglob("*.md"), *(PROJECT / ".github").rglob("*.md")])
FOR_ENGINEERS = sorted(
    [
        *(DOCS / "en").glob("*.md"),
        *(PROJECT / name for name in ("README.en.md", "CONTRIBUTING.md", "SECURITY.md")),
    ]
)
_FENCED = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
_LINKED = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def label(path: Path) -> str:
    """Return a document's path below the project, to name a test."""
    return path.relative_to(PROJECT).as_posix()


def links(path: Path) -> list[str]:
    """Return the targets of the links and pictures of a document; those in code are none."""
    return _LINK.findall(_CODE.sub("", _FENCED.sub("", path.read_text("utf-8"))))


def slug_of_heading(heading: str) -> str:
    """
    Return the anchor that Git hosts give a heading.

    >>> slug_of_heading("Mã kết thúc"), slug_of_heading("`tasks.py` and 1.0 times [Hugo](x)")
    ('mã-kết-thúc', 'taskspy-and-10-times-hugo')
    """
    text = _LINKED.sub(r"\1", heading).replace("`", "").lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    """Return the anchors of a document; a heading that stands twice has a number."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in _HEADING.findall(_FENCED.sub("", path.read_text("utf-8"))):
        slug = slug_of_heading(heading)
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found
