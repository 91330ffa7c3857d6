"""Real servers on this machine's own loopback, each stopped when its block ends."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import outside_tools

NGINX = """
pid {work}/nginx.pid;
error_log {work}/error.log warn;
worker_processes 1;
daemon off;
{modules}
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
    {inside}
}}
"""
PLAIN = """
    server {{
        listen 127.0.0.1:{port};
        root {root};
        index index.html;
        gzip_static on;
        error_page 403 =404 /404.html;
        error_page 404 /404.html;
        location / {{ try_files $uri $uri/ =404; }}
    }}
"""
SSHD = """
Port {port}
ListenAddress 127.0.0.1
HostKey {work}/host
PidFile {work}/sshd.pid
AuthorizedKeysFile {work}/user.pub
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
LogLevel QUIET
# Cheap to agree on, and a login shell that finds nothing to read: each command is a connection, and publishing makes many.
KexAlgorithms curve25519-sha256
SetEnv HOME={work}
"""
APACHE = """
ServerName localhost
PidFile {work}/apache.pid
ErrorLog {work}/apache.log
Listen 127.0.0.1:{port}
{modules}
TypesConfig /etc/mime.types
DocumentRoot {root}
<Directory {root}>
    AllowOverride All
    Require all granted
</Directory>
"""
APACHE_MODULES = ("mpm_event", "authz_core", "mime", "dir", "headers", "rewrite", "autoindex")


def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path | None = None) -> None:
    """Wait until a server listens."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    output = log.read_text("utf-8", "replace") if log and log.exists() else ""
    raise AssertionError(f"the server did not start: {output}")


@contextmanager
def running(command: list[str], port: int, log: Path, **environment: str) -> Iterator[None]:
    """Run a server while the block runs; what it says goes into a file."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            stdout=file,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
            start_new_session=True,
        )
    try:
        wait_for(port, process, log)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def nginx(work: Path, root: Path) -> Iterator[str]:
    """Serve a folder, plainly; give its address without a slash at its end."""
    port = free_port()
    with nginx_with(work, PLAIN.format(port=port, root=root), port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def nginx_with(work: Path, inside: str, port: int, modules: str = "") -> Iterator[None]:
    """Run nginx with a configuration of its http block."""
    program = outside_tools.nginx()
    work.mkdir(parents=True, exist_ok=True)
    conf = work / "nginx.conf"
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    conf.write_text(user + NGINX.format(work=work, inside=inside, modules=modules), "utf-8")
    with running([program, "-c", str(conf), "-p", str(work)], port, work / "nginx.log"):
        yield


@contextmanager
def sshd(work: Path) -> Iterator[str]:
    """Run an ssh server for this user; give the command that reaches it, as rsync's -e takes it."""
    program = outside_tools.sshd()
    work.mkdir(parents=True, exist_ok=True)
    for name in ("host", "user"):
        subprocess.run(
            [outside_tools.ssh_keygen(), "-q", "-t", "ed25519", "-N", "", "-f", str(work / name)], check=True
        )
    port = free_port()
    conf = work / "sshd_config"
    conf.write_text(SSHD.format(port=port, work=work), "utf-8")
    if os.geteuid() == 0:
        # Where sshd drops its rights; Debian's own service would have made it.
        Path("/run/sshd").mkdir(exist_ok=True)
    with running([program, "-D", "-e", "-f", str(conf)], port, work / "sshd.log"):
        yield (
            f"ssh -p {port} -i {work / 'user'} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null "
            "-o LogLevel=ERROR -o ServerAliveInterval=5"
        )


@contextmanager
def apache(work: Path, root: Path) -> Iterator[str]:
    """Serve a folder whose .htaccess is obeyed; give its address."""
    program, port = outside_tools.apache(), free_port()
    work.mkdir(parents=True, exist_ok=True)
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in APACHE_MODULES
    )
    conf = work / "apache.conf"
    conf.write_text(APACHE.format(work=work, port=port, root=root, modules=modules), "utf-8")
    with running([program, "-DFOREGROUND", "-f", str(conf)], port, work / "apache.out"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def caddy(work: Path, text: str, port: int) -> Iterator[str]:
    """Run Caddy with a Caddyfile; give its address."""
    program = outside_tools.caddy()
    work.mkdir(parents=True, exist_ok=True)
    (work / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text, "utf-8")
    command = [program, "run", "--config", str(work / "Caddyfile"), "--adapter", "caddyfile"]
    with running(command, port, work / "caddy.log", HOME=str(work)):
        yield f"http://127.0.0.1:{port}"


def certificate(work: Path, *extensions: str) -> tuple[Path, Path]:
    """Return a certificate for this machine that nobody trusts, and its key; with these extensions."""
    work.mkdir(parents=True, exist_ok=True)
    certificate, key = work / "cert.pem", work / "key.pem"
    words = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    words += [word for one in extensions for word in ("-addext", one)]
    subprocess.run(
        [outside_tools.openssl(), "req", *words, "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    return certificate, key


def get(address: str) -> tuple[int, bytes]:
    """Return the status and the bytes of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as fault:
        return fault.code, fault.read()


def emptied(folder: Path) -> Path:
    """Return a folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
