"""Count what became of the source files of a build, in numbers that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from plugins.lifecycle.outcomes import Outcome
from plugins.vietnamese.numbers import with_thousands_points

LABELS = {
    Outcome.PUBLISHED: "Đã đăng",
    Outcome.DRAFT: "Bản nháp",
    Outcome.SCHEDULED: "Hẹn giờ",
    Outcome.HIDDEN: "Ẩn",
    Outcome.WITHDRAWN: "Thu hồi",
    Outcome.REJECTED: "Bị loại vì lỗi",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many source files had each outcome; pages written; seconds taken."""

    by_outcome: dict[Outcome, int]
    files: int
    pages: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, outcomes: Iterable[Outcome], files: int, pages: int = 0, seconds: float = 0.0) -> Counts:
        """Count outcomes; raises AssertionError where they are not as many as ``files``."""
        counted = Counter(outcomes)
        if counted.total() != files:
            raise AssertionError(f"{files} tệp nguồn nhưng chỉ đếm được {counted.total()}")
        return cls({outcome: counted[outcome] for outcome in LABELS}, files, pages, seconds)

    def table(self) -> str:
        """Return the numbers as a table for people."""
        rows = [(label, with_thousands_points(self.by_outcome[outcome])) for outcome, label in LABELS.items()]
        rows += [
            ("Tổng số tệp nguồn", with_thousands_points(self.files)),
            ("Trang đã ghi", with_thousands_points(self.pages)),
        ]
        rows.append(("Thời gian (giây)", f"{self.seconds:.1f}".replace(".", ",")))
        width = max(len(label) for label, _ in rows)
        return "\n".join(f"  {label:<{width}}  {number:>8}" for label, number in rows)
