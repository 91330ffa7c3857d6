@echo off
rem Bam dup de viet bai: mo phong viet trong trinh duyet, tren may nay. Lan dau tu cai phan mem, can mang.
chcp 65001 >nul
rem pushd cho ca thu muc dung chung tren mang; trong tep .zip chua giai nen thi chi co mot minh tep nay.
pushd "%~dp0"
if not exist tasks.py (
  echo Tệp này phải nằm trong thư mục của cổng. Giải nén cả tệp .zip ra một thư mục rồi bấm đúp lại ở đó.
  pause
  exit /b 2
)

rem Hoi tung Python no co tu 3.11 tro len khong: cai vo cua Microsoft Store cung tra loi, nhung khong noi "dung".
set "PYTHON="
for %%P in ("py -3" "python" "python3") do (
  if not defined PYTHON (
    for /f "delims=" %%V in ('%%~P -c "import sys; print('dung' if sys.version_info >= (3, 11) else 'cu')" 2^>nul') do (
      if "%%V"=="dung" set "PYTHON=%%~P"
    )
  )
)
if not defined PYTHON (
  echo Máy này chưa có Python 3.11 trở lên.
  echo Tải Python tại python.org/downloads, lúc cài đánh dấu vào ô "Add python.exe to PATH", cài xong thì bấm đúp lại tệp này.
  pause
  exit /b 2
)

rem Qua cmd: mot python la tep .bat (pyenv) cung tra ve day.
cmd /c %PYTHON% tasks.py write --open %*
set "KET_QUA=%ERRORLEVEL%"
rem 130: da dung bang Ctrl-C.
if not "%KET_QUA%"=="0" if not "%KET_QUA%"=="130" pause
exit /b %KET_QUA%
