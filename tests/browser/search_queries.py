"""What people type into the search box, and the page that must come first."""

from __future__ import annotations

from kinds import MAIN

REGISTER = "so-quy-hoach/"
DECISION_153 = f"{MAIN}/quy-hoach/2023/quy-hoach-tinh-thanh-hoa/"
RESOLUTION_10 = f"{MAIN}/2022/nghi-quyet-10-nq-tu/"
RESOLUTION_58 = f"{MAIN}/2020/nghi-quyet-58-nq-tw/"
RESOLUTION_1686 = "xay-dung-dang-chinh-quyen/2025/nghi-quyet-1686/"
DISTRICT_PLAN = f"{MAIN}/quy-hoach/2019/quy-hoach-vung-huyen-tho-xuan/"
TERM_PLAN = f"{MAIN}/lay-y-kien/2015/ke-hoach-nhiem-ky-2015-2020/"
WOMEN = f"{MAIN}/2023/hoi-phu-nu-vung-tu-co-so/"
TREES = f"{MAIN}/lay-y-kien/2024/du-thao-minh-hoa-cay-xanh/"
FOOTPATH = f"{MAIN}/lay-y-kien/2024/du-thao-minh-hoa-duong-di-bo/"
TALKS = "doan-the/2023/giam-sat-doi-thoai-hoa-giai/"
BUSINESS = "doan-the/2023/khoi-su-kinh-doanh/"
OCOP = "kinh-te-nong-nghiep/2023/san-pham-ocop/"
WARES = "kinh-te-nong-nghiep/2023/san-vat-mang-ten-lang/"
WATER = "kinh-te-nong-nghiep/2024/thuy-loi/"
ROADS = "tin-trong-huyen/2019/nhung-nga-duong-qua-tho-xuan/"
FIRMS = "tin-trong-huyen/2023/xuan-phu-thu-hut-doanh-nghiep/"
BAN_DAT = "tin-trong-huyen/2024/ban-dat/"
SELLING_LAND = "tin-trong-huyen/2024/mua-ban-dat/"
LAND = "thong-bao/2024/thu-hoi-dat/"
LOOKING_UP = "thong-bao/2024/cach-tra-so-quy-hoach/"
FOLLOWING = "thong-bao/2024/gop-y-du-thao-tren-cong/"
LAM_KINH = "van-hoa-du-lich/di-tich-le-hoi/2017/lam-kinh-tua-nui-nhin-song/"
LE_HOAN = "van-hoa-du-lich/di-tich-le-hoi/2018/den-tho-le-hoan/"
XUAN_PHA = "van-hoa-du-lich/2021/tro-xuan-pha/"
FESTIVAL_2022 = "van-hoa-du-lich/di-tich-le-hoi/2022/le-hoi-lam-kinh-2022/"
THIRD_MONTH = "van-hoa-du-lich/di-tich-le-hoi/2023/hoi-den-le-hoan-thang-ba/"
NEW_COUNTRYSIDE = "xay-dung-nong-thon-moi/2020/huyen-nong-thon-moi/"
XUAN_SINH = "xay-dung-nong-thon-moi/2023/xuan-sinh-nong-thon-moi-nang-cao/"
PROMISES = "xay-dung-nong-thon-moi/2016/hai-loi-hen-cua-nhiem-ky/"
MILESTONES = "xay-dung-nong-thon-moi/2024/ba-cot-moc/"
OFFICIALS = "xay-dung-dang-chinh-quyen/2024/boi-duong-can-bo-xa/"
CONTACTS = "van-phong/danh-ba/"
LEADERS = "van-phong/lanh-dao/"
SCHEDULE = "van-phong/lich/"
SERVICES = "van-phong/dich-vu/"
EVERYTHING = f"{MAIN}/quy-hoach/2024/moi-thu-tren-mot-trang/"

QUERIES: dict[str, str] = {
    # Without marks, đ as d.
    "thu hoi dat": LAND,
    "duong tinh": LAND,
    # The page of procedures has some of land; the article on the register only names them.
    "thu tuc dat dai": SERVICES,
    "dựa vào bản chính của văn bản": LOOKING_UP,
    "den tho le hoan": LE_HOAN,
    "dia da trang": LE_HOAN,
    "dieu mua cung dinh": XUAN_PHA,
    "doi thoai hoa giai": TALKS,
    "doanh nghiep": FIRMS,
    "duong ho chi minh": ROADS,
    "trong cay xanh": TREES,
    "di bo ven song chu": FOOTPATH,
    "huan chuong lao dong": NEW_COUNTRYSIDE,
    "dat": SELLING_LAND,
    # With marks, which are honoured.
    "thu hồi đất": LAND,
    "đường tỉnh": LAND,
    "Bàn Đạt": BAN_DAT,
    "bán đất": SELLING_LAND,
    "lễ hội": FESTIVAL_2022,
    "phụ nữ": BUSINESS,
    "ngày dựng cờ khởi nghĩa": FESTIVAL_2022,
    "giảm nghèo": PROMISES,
    "trứng vịt Đồng Ngâu": OCOP,
    "bưởi Luận Văn": WARES,
    "Huân chương": NEW_COUNTRYSIDE,
    # Both in one.
    "thu hồi dat": LAND,
    "quy hoach vùng": DISTRICT_PLAN,
    "bán dat": SELLING_LAND,
    # Capitals, the old place of a tone and the new, i and y, letters in pieces.
    "LAM KINH": LAM_KINH,
    "XUÂN PHẢ": XUAN_PHA,
    "hoà giải": TALKS,
    "hòa giải": TALKS,
    "thủy lợi": WATER,
    "thuỷ lợi": WATER,
    "khoẻ": WATER,
    "khỏe": WATER,
    "qui hoạch vùng huyện": DISTRICT_PLAN,
    "tro\u031b\u0300 Xua\u0302n Pha\u0309".replace("o\u031b", "o"): XUAN_PHA,
    "thu ho\u0302\u0300i đa\u0302\u0301t": LAND,
    # Numbers of documents.
    "153/QĐ-TTg": DECISION_153,
    "153/qd-ttg": DECISION_153,
    "153 QĐ TTg": DECISION_153,
    "quyết định 153": DECISION_153,
    "quyet dinh so 153": DECISION_153,
    "QĐ 153": DECISION_153,
    "10-NQ/TU": RESOLUTION_10,
    "10 NQ TU": RESOLUTION_10,
    "nghị quyết 10": RESOLUTION_10,
    "NQ10": RESOLUTION_10,
    "58-NQ/TW": RESOLUTION_58,
    "58NQTW": RESOLUTION_58,
    "153qdttg": DECISION_153,
    "nghi quyet 58": RESOLUTION_58,
    "1820/QĐ-TTg": LE_HOAN,
    "1234/QĐ-UBND": EVERYTHING,
    # Short forms and what they stand for.
    "UBND": EVERYTHING,
    "ủy ban nhân dân huyện": LAND,
    "HTX": WOMEN,
    "hợp tác xã": BUSINESS,
    "LHPN": BUSINESS,
    "hội liên hiệp phụ nữ": WOMEN,
    "OCOP": OCOP,
    "mỗi xã một sản phẩm": OCOP,
    "NTM nâng cao": XUAN_SINH,
    "QL47": DISTRICT_PLAN,
    "GPMB": LAND,
    # As it is typed: the last word is not finished.
    "thu hồi đ": LAND,
    "xuân si": XUAN_SINH,
    "lễ hội lam k": FESTIVAL_2022,
    "den tho le hoa": LE_HOAN,
    # A phrase, a person, a day, a page that stands, a question.
    '"nông thôn mới nâng cao"': XUAN_SINH,
    '"vùng từ cơ sở"': "",
    "29/11/2023": WOMEN,
    "29/11/23": WOMEN,
    "2023-11-29": WOMEN,
    "liên hệ": "lien-he/",
    "giới thiệu": "gioi-thieu/",
    "sổ quy hoạch": REGISTER,
    "văn bản": "van-ban/",
    "thư viện văn bản": "van-ban/",
    "02/QĐ-MH": "thong-bao/2019/quyet-dinh-minh-hoa-gio-phong-doc-theo-mua/",
    "lễ hội Lam Kinh 2022": FESTIVAL_2022,
    "hội đền Lê Hoàn ngày nào": THIRD_MONTH,
    "có bao nhiêu sản phẩm OCOP": OCOP,
    "thị xã Thọ Xuân năm 2030": MILESTONES,
    "lớp bồi dưỡng cán bộ xã": OFFICIALS,
    "kế hoạch nhiệm kỳ": TERM_PLAN,
    # What the office tells of itself.
    "lịch tiếp công dân": SCHEDULE,
    "lich tiep dan": SCHEDULE,
    "ai trả lời báo chí": CONTACTS,
    "thủ tục": SERVICES,
    "đăng ký kết hôn": SERVICES,
    "tách thửa": SERVICES,
    "chủ tịch là ai": LEADERS,
    "theo dõi lấy ý kiến": FOLLOWING,
    # Initials of what stands in a title, which no list has.
    "QHVH": DISTRICT_PLAN,
    "kskd": BUSINESS,
    "NTMNC": XUAN_SINH,
    "THĐ": LAND,
}
