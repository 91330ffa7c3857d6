"""Lighthouse gives a page on a slow phone all of its points."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import outside_tools
import pytest
from kinds import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.alone]

CATEGORIES = {"performance", "accessibility", "best-practices", "seo"}
# A busy machine makes a single measure of speed worse, never better: the best of a few tells the page's own.
TRIES = 5
JUDGED = [kind for kind in ("home", "section", "article-with-photo", "register", "search") if kind in KINDS]
# What searchers find are the pages themselves, not what this one says of them.
ON_PURPOSE = {"search": ("is-crawlable",)}
# Chromium has no sandbox for root, as whom machines that test often work.
FLAGS = "--headless=new" + (" --no-sandbox" if os.name == "posix" and os.geteuid() == 0 else "")


def judged(address: str, *options: str) -> dict[str, Any]:
    """Return what Lighthouse says of a page: its mobile profile, its own simulated slow network and processor."""
    command = [
        *(outside_tools.node(), outside_tools.lighthouse(), address, "--quiet", "--output=json"),
        *options,
        *(f"--chrome-flags={FLAGS}", f"--only-categories={','.join(sorted(CATEGORIES))}"),
    ]
    done = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": outside_tools.chromium()},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def scores(verdict: dict[str, Any]) -> dict[str, float]:
    """Return the points of each category, of 100."""
    return {name: round(100 * one["score"]) for name, one in verdict["categories"].items()}


def lost(verdict: dict[str, Any]) -> dict[str, str]:
    """Return the audits that cost a point, by their names, in words."""
    return {
        found["id"]: f"{category}: {found['score']} {found.get('displayValue', '')}"
        for category, one in verdict["categories"].items()
        for reference in one["auditRefs"]
        for found in [verdict["audits"][reference["id"]]]
        if reference["weight"] and found["score"] is not None and found["score"] < 1
    }


@pytest.mark.parametrize("kind", JUDGED)
def test_a_page_on_a_phone_gets_all_points(real_host: str, kind: str) -> None:
    """100 in all four categories; only the speed, which hangs on what else the machine does, may need another look."""
    for _ in range(TRIES):
        verdict = judged(real_host + KINDS[kind])
        found, faults = scores(verdict), lost(verdict)
        assert set(found) == CATEGORIES
        assert verdict["runWarnings"] == []
        for meant in ON_PURPOSE.get(kind, ()):
            assert faults.pop(meant).startswith("seo")
        assert [fault for fault in faults.values() if not fault.startswith("performance")] == []
        if found["performance"] == 100:
            return
    raise AssertionError(faults)


def test_what_is_missing_costs_points(real_host: str) -> None:
    """An address that is not there is told, so that a hundred means something."""
    verdict = judged(real_host + KINDS["not-found"], "--ignore-status-code")

    assert scores(verdict)["seo"] < 100
    assert "http-status-code" in lost(verdict)
