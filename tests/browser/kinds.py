"""Where tests go: one address for each kind of page that the portal has."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

# How a test opens an address, see the fixture of that name.
Visit = Callable[..., Page]
MAIN = "chien-luoc-dinh-huong-quy-hoach"
KINDS = {
    "home": "",
    "section": f"{MAIN}/",
    "sub-section": f"{MAIN}/quy-hoach/",
    "section-older-page": "thong-bao/trang/1/",
    "year-of-a-section": f"{MAIN}/2024/",
    "article-with-photo": f"{MAIN}/2023/hoi-phu-nu-vung-tu-co-so/",
    "article-with-table": f"{MAIN}/2024/bon-van-ban-mot-huong-di/",
    "article-with-everything": f"{MAIN}/quy-hoach/2024/moi-thu-tren-mot-trang/",
    "withdrawn-article": "thong-bao/2024/lich-hoi-ban-cu/",
    "register": "so-quy-hoach/",
    "library": "van-ban/",
    "register-entry": f"{MAIN}/lay-y-kien/2024/du-thao-minh-hoa-cay-xanh/",
    "author": "tac-gia/le-hai/",
    "authors": "tac-gia/",
    "organisation": "co-quan/trung-tam-vhtt-tt-va-dl-huyen-tho-xuan/",
    "tag": "the/quy-hoach/",
    "tags": "the/",
    "archive": "luu-tru/",
    "year-of-the-portal": "luu-tru/2023/",
    "month-of-the-portal": "luu-tru/2024/04/",
    "commune": "dia-ban/xa-minh-hoa/",
    "key-figures": "van-phong/so-lieu/",
    "films": "van-phong/video/",
    "events": "van-phong/su-kien/",
    "site-map": "so-do-cong/",
    "search": "tim-kiem/",
    "standing-page": "lich-su-dia-ly/",
    "not-found": "khong-co-trang-nay/",
}
# The pages of the office that are no kind of their own above.
OFFICE = {
    "contacts": "van-phong/danh-ba/",
    "services": "van-phong/dich-vu/",
    "questions": "van-phong/hoi-dap/",
    "leaders": "van-phong/lanh-dao/",
    "schedule": "van-phong/lich/",
    "organisation-chart": "van-phong/to-chuc/",
}
FEW = ("home", "section", "article-with-everything", "register", "not-found")
