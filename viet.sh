#!/bin/sh
# Bấm đúp để viết bài: mở phòng viết trong trình duyệt, trên máy này. Lần đầu tự cài phần mềm, cần mạng.
cd "$(dirname "$0")" || exit 2

dung_lai() { printf '\nBấm Enter để đóng cửa sổ này. '; read -r _; }

for python in python3 python3.13 python3.12 python3.11 python; do
  if command -v "$python" >/dev/null 2>&1 &&
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    "$python" tasks.py write --open "$@"
    ket_qua=$?
    # Dừng bằng Ctrl-C (130) là bình thường.
    if [ "$ket_qua" -ne 0 ] && [ "$ket_qua" -ne 130 ]; then dung_lai; fi
    exit "$ket_qua"
  fi
done

echo 'Máy này chưa có Python 3.11 trở lên.'
echo 'Tải Python tại python.org/downloads, cài xong thì bấm đúp lại tệp này.'
dung_lai
exit 2
