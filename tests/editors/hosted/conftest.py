"""A small portal for tests of the editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_previews import Small


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A portal's folder with its data, a picture and one good article."""
    return Small(tmp_path)
