@echo off
rem Bam dup de viet bai: mo phong viet trong trinh duyet, tren may nay. Lan dau tu cai phan mem, can mang.
chcp 65001 >nul
cd /d "%~dp0"

set "PYTHON="
for %%P in ("py -3" "python" "python3") do (
  if not defined PYTHON (
    %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "PYTHON=%%~P"
  )
)
if not defined PYTHON (
  echo Máy này chưa có Python 3.11 trở lên.
  echo Tải Python tại python.org/downloads, lúc cài đánh dấu vào ô "Add python.exe to PATH", cài xong thì bấm đúp lại tệp này.
  pause
  exit /b 2
)

%PYTHON% tasks.py write --open %*
set "KET_QUA=%ERRORLEVEL%"
rem 130: da dung bang Ctrl-C.
if not "%KET_QUA%"=="0" if not "%KET_QUA%"=="130" pause
exit /b %KET_QUA%
