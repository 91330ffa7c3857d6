"""A build upon what is remembered gives what a build from nothing gives, whatever happened in between."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from random_steps import new_world, step, tree

STEPS = int(os.environ.get("PROOF_STEPS", "300"))
SEED = int(os.environ.get("PROOF_SEED", "1"))
WORLDS = 6


@pytest.mark.parametrize("seed", range(SEED, SEED + WORLDS))
def test_whatever_changes_the_edition_is_that_of_a_clean_build(tmp_path: Path, seed: int) -> None:
    """Edits, moves, removals, data, templates, settings, time and accidents, one after another, byte by byte."""
    world = new_world(tmp_path, seed)
    for number in range(STEPS // WORLDS):
        told = step(world) if number else "new"
        # Files younger than a tick of the clock are read again in any case; most steps should be older.
        time.sleep(world.chance.choice([0, 0.11]))
        mended, clean = world.build(), world.build_clean()
        place = f"seed {seed}, step {number}: {told}"

        assert (mended.exit, mended.fault) == (clean.exit, clean.fault), place
        assert mended.problems == clean.problems, place
        if clean.exit != 2:
            assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output"), place
