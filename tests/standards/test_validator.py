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

# In a few seconds nothing is run so often that compiling it best, or collecting in parallel, is worth it.
_SHORT_RUN = ("-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
FAULTS = {
    "a.html": "<!DOCTYPE html><html lang=vi><title>x</title><p align=left>x</div>",
    "a.css": "a { colr: red }",
    "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><khong-co/></svg>',
}


def messages(paths: Sequence[Path]) -> list[str]:
    """Return all that the validator says of some files, in one run of it."""
    command = [outside_tools.java(), *_SHORT_RUN, "-jar", outside_tools.vnu(), "--format", "json", "--stdout"]
    options = ["--also-check-css", "--also-check-svg", "--exit-zero-always"]
    done = subprocess.run([*command, *options, *paths], capture_output=True, encoding="utf-8", check=True)
    found = json.loads(done.stdout)["messages"]
    return [
        f"{one.get('url', '')}:{one.get('lastLine', 0)}: {one.get('subType', one['type'])}: {one['message']}"
        for one in found
        if _POLICY_OFF_THE_DISK not in one["message"]
    ]


def test_every_page_stylesheet_and_drawing_is_valid(published: Path, specimen: Path, tmp_path: Path) -> None:
    """No error, no warning and no remark on any file of either portal; of each kind a fault is found, so silence means something."""
    paths = [
        path for root in (published, specimen) for path in sorted(root.rglob("*")) if path.suffix in KINDS
    ]
    faulty = [tmp_path / name for name in FAULTS]
    for path in faulty:
        path.write_text(FAULTS[path.name], "utf-8")

    found = messages([*paths, *faulty])

    assert {path.suffix for path in paths} == {path.suffix for path in faulty} == KINDS
    of_faulty = [line for line in found if f"{tmp_path.as_posix()}/" in line]
    assert [line for line in found if line not in of_faulty] == []
    assert all(any(f"/{name}:" in line for line in of_faulty) for name in FAULTS), found
