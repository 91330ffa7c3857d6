"""Print the result of a build, and write it as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from plugins.building.edition.result import Result
from plugins.building.pelican_adapter.pelican_flags import Verbosity
from plugins.problems import Level
from plugins.vietnamese.date_texts import short_with_time

ENDINGS = {
    0: "Đã dựng xong.",
    1: "Chưa công bố gì: hãy sửa các dòng “lỗi” ở trên rồi dựng lại.",
    2: "Không dựng được; bản cũ được giữ nguyên.",
}

SET_ASIDE = "Đã dựng xong các bài khác. Tệp có lỗi bị để riêng, chưa công bố: hãy sửa các dòng “lỗi” ở trên."


def print_result(result: Result, report: str | None = None, verbosity: Verbosity = Verbosity.USUAL) -> None:
    """Print the problems, the table of counts and how it ended; write them as JSON too if asked."""
    if verbosity is Verbosity.QUIET:
        _print_errors(result)
    else:
        _print_all(result)
        if verbosity is Verbosity.VERBOSE and result.counts:
            print(f"Làm mới {result.made_anew} tệp; mọi tệp khác vẫn như lần dựng trước.")
    if report:
        _write_report(result, report)


def _print_errors(result: Result) -> None:
    for problem in result.problems:
        if problem.level is Level.ERROR:
            print(problem)
    if result.fault:
        print(f"lỗi: {result.fault}")


def _print_all(result: Result) -> None:
    # One after the other they would be thousands of small writes, where a terminal or a log waits for each.
    print("\n".join(_lines(result)))


def _lines(result: Result) -> Iterator[str]:
    yield from map(str, result.problems)
    if result.counts:
        yield result.counts.table()
    if result.fault:
        yield f"lỗi: {result.fault}"
    if result.next_change:
        yield f"Cổng sẽ tự đổi lúc {short_with_time(result.next_change.moment)}: {result.next_change.why}."
    errors = sum(problem.level is Level.ERROR for problem in result.problems)
    if result.problems:
        yield f"{errors} lỗi, {len(result.problems) - errors} lời nhắc."
    yield SET_ASIDE if result.exit == 1 and result.counts and result.counts.pages else ENDINGS[result.exit]


def _write_report(result: Result, report: str) -> None:
    data = {
        "exit": result.exit,
        "fault": result.fault,
        "problems": [problem.as_json() for problem in result.problems],
        "counts": {end.value: number for end, number in result.counts.by_outcome.items()}
        if result.counts
        else {},
        "next": result.next_change.moment.isoformat() if result.next_change else None,
    }
    Path(report).write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
