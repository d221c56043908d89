"""Which addresses the processes of a session listen on, and which these are, as Linux says it."""

import contextlib
import socket
from pathlib import Path

_LISTENS = "0A"
_MAPPED = bytes.fromhex("00000000000000000000ffff")


def list_session(session: int) -> list[str]:
    """Return the command lines of the processes of a session that have not ended."""
    return [_read_command(process) for process in _find_processes(session)]


def list_listened(session: int) -> set[str]:
    """Return the addresses on which processes of a session listen for TCP."""
    sockets = set()
    for process in _find_processes(session):
        with contextlib.suppress(OSError):
            for descriptor in (process / "fd").iterdir():
                with contextlib.suppress(OSError):
                    sockets.add(str(descriptor.readlink()))
    return {
        address
        for name in ("tcp", "tcp6")
        for address, inode in _read_table(Path("/proc/net") / name)
        if f"socket:[{inode}]" in sockets
    }


def _find_processes(session: int) -> list[Path]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, _, _, own, *_ = (process / "stat").read_text().rpartition(")")[2].split()
            if int(own) == session and state != "Z":
                found.append(process)
    return found


def _read_command(process: Path) -> str:
    with contextlib.suppress(OSError):
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def _read_table(path: Path) -> list[tuple[str, str]]:
    rows = [line.split() for line in path.read_text().splitlines()[1:]]
    return [(_read_address(row[1]), row[9]) for row in rows if row[3] == _LISTENS]


def _read_address(written: str) -> str:
    """Read "0100007F:1F90", four bytes at a time in this machine's order."""
    words = bytes.fromhex(written.partition(":")[0])
    packed = b"".join(words[at : at + 4][::-1] for at in range(0, len(words), 4))
    if packed.startswith(_MAPPED):
        packed = packed[len(_MAPPED) :]
    return socket.inet_ntop(socket.AF_INET if len(packed) == 4 else socket.AF_INET6, packed)
