"""
What people type with slips, in other words or with a keyboard's raw keys, and the page that should come first.

These are measured (query_places.py), not demanded: what the search does not know yet must not become worse.
A wanted page is an address, or behind ``=`` a query whose first page is wanted: the right spelling.
"""

from __future__ import annotations

from search_queries import BUSINESS, LAND, LE_HOAN, ROADS, WARES, WOMEN

AUTHOR = "tac-gia/le-hai/"
CONTACT = "lien-he/"
DRAFTS = "chien-luoc-dinh-huong-quy-hoach/lay-y-kien/"
NEW_COMMUNE = "tin-trong-huyen/2025/xa-tho-xuan-moi/"

HARD_QUERIES: dict[str, str] = {
    # A person who writes.
    "Lê Hải": AUTHOR,
    "le hai": AUTHOR,
    "tác giả lê hải": AUTHOR,
    # Another tone than the right one.
    "quy hoặch": "=quy hoạch",
    "lê hội lam kinh": "=lễ hội lam kinh",
    "giãi phóng mặt bằng": "=giải phóng mặt bằng",
    "bưởi luận dăn": WARES,
    # The keys of Telex as they were pressed.
    "phuj nuwx": BUSINESS,
    "ddeefn thowf lee hoanf": LE_HOAN,
    "phuj nwx": BUSINESS,
    "thuyr lowij thwowngf": "=thủy lợi thường",
    "nhwngx ngar dwowngf qua thoj xuaan": ROADS,
    "PHU5 NU74": BUSINESS,
    "D9E26N THO72 LE6 HOA2N": LE_HOAN,
    "quy hoachj": "=quy hoạch",
    # Words typed as one.
    "quyhoach": "=quy hoạch",
    "lamkinh": "=Lam Kinh",
    "thoxuan": "=Thọ Xuân",
    # The same thing by another name.
    "sát nhập xã": "=sắp xếp đơn vị hành chính",
    "sáp nhập xã": "=sắp xếp đơn vị hành chính",
    "sổ đỏ": "=giấy chứng nhận quyền sử dụng đất",
    "đền bù đất": LAND,
    "góp ý": DRAFTS,
    "làm sao góp ý dự thảo": DRAFTS,
    "số điện thoại": CONTACT,
    "sđt ubnd": CONTACT,
    "địa chỉ cổng": CONTACT,
    "HLHPN": WOMEN,
    "TTVHTT": "=Trung tâm VHTT",
    # A place of which one article tells; a number with its point left out.
    "sân bay thọ xuân": ROADS,
    "34346 người": NEW_COMMUNE,
}
