"""
What a failed installation of packages means, in words for the person at the machine.

Only the standard library is imported: nothing is installed yet.
"""

from __future__ import annotations


def explain(output: str) -> str:
    """
    Return what a failed installation means and what to do.

    >>> explain("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES")[:25]
    'gói tải về khác với bản đ'
    """
    text = output.lower()
    if "do not match the hashes" in text or "hash mismatch" in text:
        return (
            "gói tải về khác với bản đã khóa (mã băm không khớp). Thử lại; nếu vẫn vậy, báo người giữ cổng."
        )
    if "conflicting dependencies" in text or "resolutionimpossible" in text:
        return (
            "các gói đã khóa không hợp nhau: plugin trong requirements-plugins.txt cần bản khác của một thư viện. "
            "Chạy python3 tasks.py lock-plugins để khóa lại."
        )
    if "no space left" in text:
        return "ổ đĩa đã đầy. Dọn bớt rồi chạy lại."
    if "permission denied" in text:
        return "không có quyền ghi vào thư mục dự án. Kiểm tra quyền của thư mục ấy."
    offline = (
        "name resolution",
        "newconnectionerror",
        "unreachable",
        "timed out",
        "max retries",
        "proxyerror",
    )
    if "no matching distribution" in text and not any(word in text for word in offline):
        return (
            "có gói chưa được dựng sẵn cho Python hay máy này, nên không cài (gói nguồn chạy mã của nó lúc cài). "
            "Dùng Python 3.11 đến 3.13, hoặc kiểm tra mạng rồi chạy lại."
        )
    if any(word in text for word in offline):
        return "không tải được các gói: máy chưa có mạng, hay tường lửa chặn. Nối mạng rồi chạy lại."
    return "không cài được các gói. Chi tiết ở các dòng trên."
