"""Day and night differ in colours alone."""

from __future__ import annotations

import re
from pathlib import Path

THEME = Path(__file__).resolve().parents[2] / "theme"
SCHEME = re.compile(r"@media[^{]*prefers-color-scheme[^{]*\{([^{}]*)\{([^{}]*)\}\s*\}")


def test_a_scheme_sets_colours_and_nothing_else() -> None:
    """All that asks for a reader's scheme is one block, which gives colours other values: no size, no place, no picture."""
    files = [path for kind in ("css", "js", "html") for path in THEME.rglob(f"*.{kind}")]
    texts = [text for path in files if "prefers-color-scheme" in (text := path.read_text("utf-8"))]
    assert [text.count("prefers-color-scheme") for text in texts] == [1]
    ((selector, declarations),) = SCHEME.findall(texts[0])

    assert selector.strip() == ":root"
    names = [line.partition(":")[0].strip() for line in declarations.split(";") if line.strip()]
    assert names
    assert [name for name in names if not name.startswith("--colour-")] == []
