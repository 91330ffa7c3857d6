"""
What people type with slips, in other words or with a keyboard's raw keys, and the page that should come first.

These are measured (query_places.py), not demanded: what the search does not know yet must not become worse.
A wanted page is an address, or behind ``=`` a query whose first page is wanted: the right spelling.
"""

from __future__ import annotations

from search_queries import (
    BAN_DAT,
    BUSINESS,
    DISTRICT_PLAN,
    LAND,
    LE_HOAN,
    LOOKING_UP,
    NEW_COUNTRYSIDE,
    OCOP,
    ROADS,
    SELLING_LAND,
    WARES,
    WOMEN,
    XUAN_PHA,
)

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
    # Whole questions, as people dictate them.
    "làm sao để xem quy hoạch vùng huyện": DISTRICT_PLAN,
    "tôi muốn xem quy hoạch vùng huyện": DISTRICT_PLAN,
    "cách tra sổ quy hoạch": LOOKING_UP,
    "thủ tục góp ý dự thảo": DRAFTS,
    "đất của tôi có bị thu hồi không": LAND,
    "bán đất phải xem những gì": SELLING_LAND,
    "thọ xuân được công nhận huyện nông thôn mới năm nào": NEW_COUNTRYSIDE,
    "sản phẩm ocop của thọ xuân gồm những gì": OCOP,
    "các bài của tác giả Lê Hải": AUTHOR,
    "ai là tác giả lê hải": AUTHOR,
    "đặc sản của huyện": OCOP,
    "đền bù giải tỏa ở thọ xuân": LAND,
    "đền bù đất của huyện": LAND,
    "tin về giải thể huyện": "=sắp xếp đơn vị hành chính",
    # A section by what the menu calls it.
    "kinh tế": "kinh-te-nong-nghiep/",
    "chuyên mục văn hóa": "van-hoa-du-lich/",
    # A thing of everyday life, of which pages have the syllables; an office by half of its initials; what no list has.
    "đặc sản thọ xuân": OCOP,
    "TT VHTT": "co-quan/trung-tam-vhtt-tt-va-dl-huyen-tho-xuan/",
    "sdt liên hệ": CONTACT,
    "hòm thư góp ý": CONTACT,
    "chữ to": "tro-nang/",
    "tiếng anh": "english/",
    "chò xuân phả": XUAN_PHA,
    "hâun chương": NEW_COUNTRYSIDE,
    "giảm nhèo": "=giảm nghèo",
    "bànđạt": BAN_DAT,
    "thu hồi da": LAND,
    "quy hoạch tỉnh": "=quy hoạch tỉnh Thanh Hóa",
}
