"""The writing room answers several requests at once, and a build runs beside them: bodies are rendered in several threads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from plugins.prose.editing import editing_html
from plugins.prose.markdown import render_body

BODIES = [
    "\n\n".join(f"- **{word}** *{number}* [{word}](bai-{number}.md)[^{number}]" for number in range(1, 9))
    + "".join(f"\n\n[^{number}]: Lời {word} {number}." for number in range(1, 9))
    for word in ("một", "hai", "ba", "bốn")
]


@pytest.fixture(autouse=True)
def _threads_change_often() -> Iterator[None]:
    """Let threads take turns a thousand times more often than they would."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.parametrize("render", [editing_html, lambda text: render_body(text, 1, "content/a.md", "")])
def test_threads_do_not_read_each_others_bodies(render: Callable[[str], object]) -> None:
    """What one thread renders is what it would be without the others."""
    alone = [render(body) for body in BODIES]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(render, BODIES * 6))

    assert found == alone * 6
