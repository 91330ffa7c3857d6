"""
Draw the pages of a PDF file as grey maps of bits: ``python -m plugins.editors.importing.paper.pdf_pictures FILE FOLDER 1,2``.

Runs in a process of its own (``child.py``).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from plugins.editors.importing.paper.child import limit_memory

DOTS_PER_INCH = 300
_MOST_DOTS = 5_000  # of the longer side: a sheet of A4 has 3,508


def draw_pages(file: Path, folder: Path, pages: Sequence[int]) -> None:
    """Write the pages of these numbers, counted from 1, as trang-1.pgm and so on."""
    # Only what draws needs it: who imports no scanned pages has it not.
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    for number in pages:
        page = document[number - 1]
        scale = min(DOTS_PER_INCH / 72, _MOST_DOTS / max(*page.get_size(), 1.0))
        page.render(scale=scale, grayscale=True).to_pil().save(folder / f"trang-{number}.pgm")


def main(words: Sequence[str]) -> int:
    """Draw the pages; return 0."""
    limit_memory()
    file, folder, pages = words
    draw_pages(Path(file), Path(folder), [int(number) for number in pages.split(",")])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
