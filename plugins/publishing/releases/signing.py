"""Sign a release's records with a key of minisign or ssh-keygen, and verify such signatures."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.releases.manifest import SIGNATURES
from plugins.publishing.releases.programs import run_program

# ssh-keygen's namespace: a signature made for another purpose is not valid here.
_NAMESPACE = "ban-dung"
_MINISIGN = b"untrusted comment:"
MINISIG, SSHSIG = SIGNATURES
_NO_PASSWORD = "Khóa phải không có mật khẩu: minisign -G -W, hoặc ssh-keygen -t ed25519 -N ''."


def is_minisign(key: bytes) -> bool:
    """
    Tell whether a key, secret or public, is one of minisign; any other is one of ssh-keygen.

    >>> is_minisign(b"untrusted comment: minisign public key"), is_minisign(b"ssh-ed25519 AAAA")
    (True, False)
    """
    return key.startswith(_MINISIGN)


def signature_paths(name: str) -> list[str]:
    """
    Return where the signatures of a file of a release may lie.

    >>> signature_paths("ban-dung/so.json")
    ['ban-dung/so.json.minisig', 'ban-dung/so.json.sig']
    """
    return [f"{name}{ending}" for ending in SIGNATURES]


def public_key_of(key: Path, folder: Path) -> Path:
    """Write the public key that belongs to a secret one into a folder; return its file. Raises StopBuild where it cannot be read."""
    public = folder / "khoa.pub"
    try:
        minisign = is_minisign(key.read_bytes())
    except OSError as fault:
        raise _unreadable(key, fault) from fault
    if minisign:
        done = run_program(["minisign", "-R", "-f", "-s", str(key), "-p", str(public)])
    else:
        done = run_program(["ssh-keygen", "-y", "-P", "", "-f", str(key)])
        public.write_bytes(done.stdout)
    if done.returncode:
        raise StopBuild(f"không đọc được khóa công khai từ “{key}”. {_NO_PASSWORD}")
    return public


def _unreadable(key: Path, fault: OSError) -> StopBuild:
    return StopBuild(
        f"không đọc được khóa ký “{key}” ({system_reason(fault)}). Đặt SIGNING_KEY là đường dẫn của khóa."
    )


def sign_release(key: Path, records: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the signatures of a release's records, given by their paths; raise StopBuild where they cannot be made."""
    try:
        minisign = is_minisign(key.read_bytes())
    except OSError as fault:
        raise _unreadable(key, fault) from fault
    ending = MINISIG if minisign else SSHSIG
    return {f"{name}{ending}": _sign(key, data, minisign) for name, data in records.items()}


def _sign(key: Path, data: bytes, minisign: bool) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tep"
        file.write_bytes(data)
        if minisign:
            # Without a comment given minisign writes the time, and no two signatures would be the same.
            done = run_program(
                ["minisign", "-S", "-s", str(key), "-m", str(file), "-t", "ban dung", "-c", "ban dung"]
            )
        else:
            done = run_program(
                ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", _NAMESPACE, str(file)]
            )
        made = file.with_name(f"tep{MINISIG if minisign else SSHSIG}")
        if done.returncode or not made.exists():
            output = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
            raise StopBuild(
                f"không ký được bằng “{key}” ({output[-1] if output else 'không rõ vì sao'}). {_NO_PASSWORD}"
            )
        return made.read_bytes()


def is_signed(public: Path, data: bytes, found: Mapping[str, bytes], name: str) -> bool:
    """
    Tell whether data was signed with the secret key that belongs to the public one in a file.

    ``found`` are the signatures of a release by their paths, ``name`` the path of the signed file. For ssh the
    public key is the line of a .pub file. Raises StopBuild where the program for it is not installed.
    """
    key = public.read_bytes()
    minisign = is_minisign(key)
    signature = found.get(f"{name}{MINISIG if minisign else SSHSIG}")
    if signature is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        file, sign, allowed = (Path(folder) / part for part in ("tep", "chu-ky", "ai"))
        file.write_bytes(data)
        sign.write_bytes(signature)
        if minisign:
            return (
                run_program(
                    ["minisign", "-V", "-q", "-p", str(public), "-m", str(file), "-x", str(sign)]
                ).returncode
                == 0
            )
        words = key.decode("utf-8", "replace").split()
        allowed.write_text(f'nguoi-giu namespaces="{_NAMESPACE}" {" ".join(words[:2])}\n', "utf-8")
        check = f"ssh-keygen -Y verify -f {allowed} -I nguoi-giu -n {_NAMESPACE} -s {sign} < {file}"
        return run_program(["sh", "-c", check]).returncode == 0
