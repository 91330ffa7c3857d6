"""The W3C's validator has nothing to say, neither error nor warning."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import outside_tools

KINDS = {".html", ".css", ".svg"}
# Of a page that is read from the disk nothing is 'self', and the validator takes data blocks (JSON-LD) for scripts. That pages keep to
# their policy is seen by the browser tests, which visit each over HTTP, and by the audit, which knows inline code.
_POLICY_OFF_THE_DISK = "violates Content Security Policy (meta tag):"


def messages(paths: Sequence[Path]) -> list[str]:
    """Return all that the validator says of some files, in one run of it."""
    command = [outside_tools.java(), "-Xss8m", "-jar", outside_tools.vnu(), "--format", "json", "--stdout"]
    options = ["--also-check-css", "--also-check-svg", "--exit-zero-always"]
    done = subprocess.run([*command, *options, *paths], capture_output=True, encoding="utf-8", check=True)
    found = json.loads(done.stdout)["messages"]
    return [
        f"{one.get('url', '')}:{one.get('lastLine', 0)}: {one.get('subType', one['type'])}: {one['message']}"
        for one in found
        if _POLICY_OFF_THE_DISK not in one["message"]
    ]


def test_every_page_stylesheet_and_drawing_is_valid(published: Path, specimen: Path) -> None:
    """No error, no warning and no remark on any HTML, CSS or SVG file of either portal."""
    paths = [
        path for root in (published, specimen) for path in sorted(root.rglob("*")) if path.suffix in KINDS
    ]

    assert {path.suffix for path in paths} == KINDS
    assert messages(paths) == []


def test_the_validator_reads_every_kind_of_file(tmp_path: Path) -> None:
    """A fault in a page, a stylesheet or a drawing is found, so silence means something."""
    faults = {
        "a.html": "<!DOCTYPE html><html lang=vi><title>x</title><p align=left>x</div>",
        "a.css": "a { colr: red }",
        "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><khong-co/></svg>',
    }
    for name, text in faults.items():
        (tmp_path / name).write_text(text, "utf-8")

    found = messages([tmp_path / name for name in faults])

    assert all(any(f"/{name}:" in line for line in found) for name in faults), found
