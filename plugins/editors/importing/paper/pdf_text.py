"""
Print the text layer of a PDF file as JSON: ``python -m plugins.editors.importing.paper.pdf_text FILE MOST_PAGES``.

Runs in a process of its own (``child.py``); what a page cannot tell is "".
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from pypdf import PageObject, PdfReader

from plugins.editors.importing.paper.child import limit_memory


def text_layer(file: Path, most_pages: int) -> dict[str, object]:
    """Return how many pages a file has, the texts of the first of them and what was noted on them, and whether it is locked."""
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"pages": 0, "texts": [], "notes": [], "is_locked": True}
    count = reader.get_num_pages()
    read = [reader.pages[number] for number in range(min(count, most_pages))]
    return {
        "pages": count,
        "texts": [_text(page) for page in read],
        "notes": [note for page in read for note in _notes(page)],
        "is_locked": False,
    }


def _text(page: PageObject) -> str:
    try:
        return page.extract_text()
    except Exception:
        # A damaged page may raise anything; the others can be read.
        return ""


def _notes(page: PageObject) -> list[str]:
    """Return what was typed upon a page: notes, and what stands in the fields of a form."""
    found = []
    try:
        for reference in page.get("/Annots") or ():
            annotation = reference.get_object()
            texts = (annotation.get(key) for key in ("/Contents", "/V"))
            found += [str(text) for text in texts if isinstance(text, str) and text.strip()]
    except Exception:
        # The same.
        return found
    return found


def main(words: Sequence[str]) -> int:
    """Print the text layer; return 0."""
    limit_memory()
    # It logs every oddity of a file that readers open all the same.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    file, most_pages = words
    json.dump(text_layer(Path(file), int(most_pages)), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
