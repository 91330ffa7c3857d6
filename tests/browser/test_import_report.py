"""The report of an import is read on a phone and by everybody, whatever an old portal called its pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_checks import violations
from playwright.sync_api import Browser

from plugins.editors.importing.whole_portal.portal_report import PortalReport, ReportedArticle, write_report

pytestmark = pytest.mark.browser

LONG = "https://thoxuan.thanhhoa.gov.vn/web/trang-chu/tin-tuc-su-kien/bai-ve-viec-dong-ang-cua-xa-trong-vu-mua-nam-nay.html"


def test_the_report_fits_a_phone_and_passes_axe(browser: Browser, axe: str, tmp_path: Path) -> None:
    """Nothing sticks out at 320 pixels, by day and by night."""
    articles = tuple(
        ReportedArticle(
            f"content/bai-viet/{'thu-muc-dai-' * 6}{number}.md",
            f"Xã gặt sớm {'thửa' * 20}",
            "",
            "",
            (LONG,),
            (note,),
        )
        for number, note in enumerate(("đối chiếu với nguồn: 4 chữ không có trong bài.", "xem lại."))
    )
    rows, counts = ((LONG, "trang không còn (mã 404)."),), ((LONG, 1234),)
    report = PortalReport(
        (LONG,), articles, rows, rows, (LONG,), counts, counts, ((LONG, "/tin/"),), False, "x.toml"
    )
    write_report(report, tmp_path / "bao-cao.html")
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
        page.goto((tmp_path / "bao-cao.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert violations(page, axe) == []
        page.close()
