"""Results as a table: medians, and ratios to one contender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
Runs = Mapping[str, Mapping[str, Sequence[float]]]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """
    Return the ratio of two medians.

    >>> ratio([1.0, 3.0, 2.0], [4.0])
    0.5
    """
    return median(ours) / median(theirs)


def table(runs: Runs, against: str) -> str:
    """
    Return a Markdown table: a row for each step, for each contender its median and the ratio to ``against``.

    >>> print(table({"clean": {"a": [1.0, 2.0, 3.0], "Hugo": [4.0]}}, "Hugo"))
    | step | a | Hugo | a / Hugo |
    | --- | ---: | ---: | ---: |
    | clean | 2.00 | 4.00 | 0.50 |
    """
    names = list(next(iter(runs.values())))
    others = [name for name in names if name != against and against in names]
    head = ["step", *names, *(f"{name} / {against}" for name in others)]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    for step, found in runs.items():
        row = [step, *(f"{median(found[name]):.2f}" for name in names)]
        lines.append([*row, *(f"{ratio(found[name], found[against]):.2f}" for name in others)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def with_report(document: str, report: str) -> str:
    """
    Return a document with a report between its marks, in place of the one of as many articles if there is one.

    >>> with_report("a <!-- bench -->\\n\\n### 10 articles, old\\n\\n<!-- /bench --> b", "### 10 articles, new\\n")
    'a <!-- bench -->\\n\\n### 10 articles, new\\n\\n<!-- /bench --> b'
    """
    before, _, rest = document.partition(BEGIN)
    inside, _, after = rest.partition(END)
    reports = [f"### {text.strip()}\n" for text in inside.split("### ")[1:]]
    kept = {one.partition(" articles")[0]: one for one in [*reports, report]}
    ordered = sorted(kept.values(), key=lambda one: int(one.split()[1].replace(",", "")))
    return f"{before}{BEGIN}\n\n" + "\n".join(ordered) + f"\n{END}{after}"
