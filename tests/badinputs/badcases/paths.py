"""Where things are."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[2]
SHARED = PROJECT.parent / "shared" / "badinputs"
