#!/bin/sh
# Hỏi thăm cổng từ một máy khác máy chủ; chỉ cần sh và curl. Ổn thì không in gì, mã 0; có việc thì mỗi việc một dòng, mã 1.
#   sh hoi-tham.sh https://ten-mien.gov.vn
# Cron, 5 phút một lần; có dòng nào in ra thì cron gửi thư:
#   MAILTO=nguoi-giu-cong@ten-mien.gov.vn
#   */5 * * * * sh /opt/hoi-tham.sh https://ten-mien.gov.vn
set -u

cong=${1:?"Viết: sh hoi-tham.sh https://ten-mien.gov.vn"}
cong=${cong%/}
giay_cho=${GIAY_CHO:-20}      # đợi một câu trả lời
ngay_chung_thu=${NGAY_CHUNG_THU:-14}
gio_tre=${GIO_TRE:-2}         # bản hẹn giờ được trễ chừng này
tam=$(mktemp -d) || exit 1
trap 'rm -rf "$tam"' EXIT
co_viec=0

bao() {
    echo "$cong: $1"
    co_viec=1
}

hoi() { # đường dẫn → mã trả lời; nội dung vào $tam/trang
    curl -sS --max-time "$giay_cho" --max-filesize 5000000 -o "$tam/trang" -w '%{http_code}' "$cong$1" 2>"$tam/vi-sao" ||
        echo " ($(head -n 1 "$tam/vi-sao"))"
}

giay_cua() { # một thời điểm viết bằng chữ → số giây; trống nếu máy này không đọc được
    date -u -d "$1" +%s 2>/dev/null
}

ma=$(hoi /)
case $ma in
000*)
    echo "$cong: không trả lời${ma#000}"
    exit 1
    ;;
esac
if [ "$ma" != 200 ]; then
    bao "trang chủ không trả lời 200 mà $ma"
elif ! grep -q '</html>' "$tam/trang"; then
    bao "trang chủ bị cụt"
fi

# Trang không có phải là 404: trả lời 200 cho mọi địa chỉ là dấu hiệu bị chèn trang, hay cấu hình sai.
ma=$(hoi "/khong-co-trang-nay-$$/")
[ "$ma" = 404 ] || bao "địa chỉ không có thật trả lời $ma, lẽ ra 404"

# Bản kê của bản phát hành: có đó, và điều đã hẹn thì đã lên.
ma=$(hoi /ban-dung/ke-khai.json)
if [ "$ma" != 200 ]; then
    bao "không thấy bản kê ban-dung/ke-khai.json ($ma)"
else
    hen=$(sed -n 's/.*"lan-toi": *"\([^"]*\)".*/\1/p' "$tam/trang" | head -n 1)
    if [ -n "$hen" ] && giay=$(giay_cua "$hen") && [ -n "$giay" ]; then
        tre=$(($(date -u +%s) - giay))
        [ "$tre" -le $((gio_tre * 3600)) ] || bao "lẽ ra cổng đã đổi lúc $hen, quá $((tre / 3600)) giờ: lịch không chạy"
    fi
fi

case $cong in
https://*)
    het=$(curl -svo /dev/null --max-time "$giay_cho" "$cong/" 2>&1 | sed -n 's/^\* *expire date: *//p' | head -n 1)
    if [ -n "$het" ] && giay=$(giay_cua "$het") && [ -n "$giay" ]; then
        con=$(((giay - $(date -u +%s)) / 86400))
        [ "$con" -ge "$ngay_chung_thu" ] || bao "chứng thư còn $con ngày (tới $het)"
    fi
    ;;
esac

exit "$co_viec"
