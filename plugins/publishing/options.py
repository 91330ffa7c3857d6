"""
The options of the publishing tasks.

Only the standard library is imported here: ``tasks.py`` reads this before anything is installed.
"""

from __future__ import annotations

from plugins.building.options import NOW, OUTPUT
from plugins.commands.option import Option

TO = Option(
    ("--dich", "--to"),
    "đích trong TARGETS của publishconf.py, hoặc một thư mục: dựng, soát, rồi phát hành tới đó",
    "a target in TARGETS of publishconf.py, or a folder: build, audit, then publish there",
    value="ĐÍCH",
)
PRIVATE = Option(
    ("--mang-noi-bo", "--private"),
    "cổng nằm trong mạng nội bộ: cho hỏi địa chỉ riêng",
    "the portal lies in an inner network: its private address may be asked",
)
WAIT = Option(
    ("--cho", "--wait"),
    "đợi lần phát hành khác bao nhiêu giây",
    "seconds to wait for another run",
    value="SỐ",
    kind=float,
    default=60.0,
)
# What a release to a target takes beside the options of its build.
RELEASE_OPTIONS = (
    TO,
    Option(("--xem-truoc", "--dry-run"), "chỉ xem sẽ đổi gì, không phát hành", "only tell what would change"),
    Option(
        ("--va-lai", "--repair"),
        "đọc lại từng tệp ở đích, thay tệp sai, gỡ tệp lạ, kể cả khi không có gì mới",
        "read every file of the target, replace what differs, remove what is foreign, also where nothing is new",
    ),
    Option(
        ("--lan-dau", "--first"),
        "lần phát hành đầu tiên tới đích này: ở đó chưa từng có sổ địa chỉ",
        "the first release to this target: it never had a ledger of addresses",
    ),
    Option(
        ("--so-cu", "--history"),
        "lấy sổ địa chỉ đã công bố ở nơi khác (khi chuyển máy chủ, gộp cổng: NƠI=/thu-muc); dùng nhiều lần được",
        "read the ledger of published addresses elsewhere (moved hosts, merged portals: PLACE=/folder); may be repeated",
        value="NƠI",
        many=True,
    ),
    Option(
        ("--lay-lai-so", "--restore-history"),
        "sổ địa chỉ ở đích mất hay hỏng: dựng lại từ máy này, content/du-lieu, --so-cu",
        "the target's ledger is lost or damaged: restore it from this machine, content/du-lieu, --history",
    ),
    Option(
        ("--ghi-de", "--overwrite"),
        "đè lên bản đang công khai dù nó có bài sửa mới hơn của người khác",
        "publish over a release that has newer edits of others",
    ),
    WAIT,
    PRIVATE,
)
PURGE_OPTIONS = (
    TO,
    Option(
        ("addresses",),
        "địa chỉ của trang, ảnh, văn bản đã gỡ, như /tin/2024/bai/",
        "addresses of pages, photos, documents that were taken away, such as /tin/2024/bai/",
        many=True,
    ),
    WAIT,
)
ROLLBACK_OPTIONS = (
    Option(("--lui-lai", "--rollback"), "lùi ngay về bản trước", "go back to the release before, at once"),
    Option(
        ("release",),
        "bản muốn lùi về, cùng --lui-lai",
        "the release to go back to, with --rollback",
        value="BẢN",
    ),
)
VERIFY_OPTIONS = (
    Option(
        ("where",), "địa chỉ công khai https://…, hoặc tên đích", "the public address https://…, or a target"
    ),
    Option(
        ("--so-voi", "--against"),
        "so với thư mục này (bản dựng, bản phát hành)",
        "compare with this folder (an output, a release)",
        value="THƯ_MỤC",
    ),
    Option(
        ("--khoa-cong-khai", "--public-key"),
        "khóa công khai để kiểm chữ ký",
        "public key of the signature",
        value="TỆP",
    ),
    Option(
        ("--so-lan-hoi", "--requests"),
        "nhiều nhất bao nhiêu lượt hỏi",
        "at most so many requests",
        value="SỐ",
        kind=int,
        default=20_000,
    ),
    Option(
        ("--hat-giong", "--seed"),
        "chọn trang để hỏi như các khách, như một lần trước",
        "choose what is asked for as visitors as an earlier run did",
        value="SỐ",
        kind=int,
        default=None,
    ),
    Option(
        ("--phut", "--minutes"),
        "nhiều nhất bao nhiêu phút",
        "at most so many minutes",
        value="SỐ",
        kind=float,
        default=10.0,
    ),
    PRIVATE,
)
NEXT_OPTIONS = (
    Option(
        ("--dang-chay", "--live"),
        "hỏi trang đang công khai ở địa chỉ này",
        "ask the live site at this address",
        value="ĐỊA_CHỈ",
    ),
    Option(
        ("--den-han", "--due"),
        "hỏi trang đang công khai: mã 0 nếu đã tới lúc phát hành hay nguồn đã khác, 1 nếu chưa, 2 nếu không hỏi được",
        "ask the live site: exit code 0 if it is time to publish or the sources changed, 1 if not, 2 if it cannot be asked",
    ),
    PRIVATE,
    OUTPUT,
)
REDIRECTS_OPTIONS = (
    NOW,
    TO,
    Option(
        ("--tat-ca", "--all"), "kể từng địa chỉ và nơi nó dẫn tới", "tell each address and where it leads"
    ),
    Option(
        ("--luu", "--save"), "ghi sổ địa chỉ vào content/du-lieu/", "write the ledger into content/du-lieu/"
    ),
)
ARCHIVE_OPTIONS = (
    Option(
        ("folder",),
        "ghi vào thư mục này, thay bản lưu lần trước ở đó",
        "write into this folder, in place of the last archive there",
    ),
    Option(
        ("--bai", "--article"),
        "bài này thành một tệp riêng, đủ cả ảnh: địa chỉ, tệp nguồn, hoặc “tat-ca”; dùng nhiều lần được",
        "make one self-contained file of this article: its address, its source file, or “tat-ca” for all; may be repeated",
        value="BÀI",
        many=True,
    ),
    Option(
        ("--dich", "--to"),
        "kèm các địa chỉ mà đích này đã công bố",
        "with the addresses that this target has published",
        value="ĐÍCH",
    ),
    NOW,
    OUTPUT,
)
DOCTOR_OPTIONS = (
    Option(("--dich", "--to"), "chỉ xem đích này", "look at this target only", value="ĐÍCH"),
    Option(
        ("--dia-chi-cong", "--site"),
        "xem trang ở địa chỉ này thay cho SITEURL; --dia-chi-cong= thì không xem trang nào",
        "look at the site at this address in place of SITEURL; --site= for none",
        value="ĐỊA_CHỈ",
        default=None,
    ),
    PRIVATE,
    Option(
        ("--im-lang", "--quiet"),
        "chỉ in điều cần làm; không có gì thì không in",
        "print only what needs doing, if anything",
    ),
)
OLD_HOST = Option(
    ("--ten-mien-cu", "--old-host"),
    "tệp chuyển tên miền cũ này về cổng (cu.gov.vn, hay cu.gov.vn=/xa-cu khi gộp); dùng nhiều lần được",
    "files that send this old host name to the portal (old.gov.vn, or old.gov.vn=/folder when merging); may be repeated",
    value="TÊN_MIỀN",
    many=True,
)
HOSTING_OPTIONS = (
    Option(("folder",), "ghi vào thư mục này", "write into this folder", default="may-chu"),
    Option(
        ("--thu-muc-goc", "--root"),
        "thư mục mà máy chủ sẽ đọc",
        "the folder that the server will read",
        value="THƯ_MỤC",
        default="/srv/cong/current",
    ),
    OLD_HOST,
    OUTPUT,
    NOW,
)
