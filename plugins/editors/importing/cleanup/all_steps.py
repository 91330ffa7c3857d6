"""Run all steps of the clean-up in their order."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.editors.importing.cleanup.layout_tables import without_layout_tables
from plugins.editors.importing.cleanup.letterhead import without_letterhead
from plugins.editors.importing.cleanup.tab_columns import with_tables_of_tabs
from plugins.editors.importing.cleanup.table_headers import with_header_rows
from plugins.editors.importing.cleanup.typed_lists import with_lists, with_split_items, with_valid_levels
from plugins.editors.importing.cleanup.white_space import with_clean_white_space
from plugins.editors.importing.imported_article import ImportedBlock, ImportIssue


def clean_blocks(blocks: Sequence[ImportedBlock]) -> tuple[list[ImportedBlock], str, list[ImportIssue]]:
    """Return the clean blocks, the text of the letterhead that was removed or "", and the issues about guesses."""
    kept, letterhead = without_letterhead(with_clean_white_space(blocks))
    kept, issues = without_layout_tables(kept)
    # Lists first: a bullet and a tab are no two columns.
    kept, more = with_tables_of_tabs(with_valid_levels(with_lists(with_split_items(kept))))
    kept, of_headers = with_header_rows(kept)
    return kept, letterhead, [*issues, *more, *of_headers]
