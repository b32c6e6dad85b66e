"""How far an agent is from the broker, measured: who holds the other end of a connection, and what can be tried here.

Levels (decisions T1): `none` the agent runs as the broker's user or can become it, `user` it is another user of this
computer, `host` it is on another computer (or in a container with a network of its own). What cannot be told counts
as `none`. Nothing here reads a database, and no finding carries a secret.
"""

import contextlib
import os
import pwd
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Literal

from broker.config import Settings

Level = Literal["none", "user", "host"]
Address = tuple[str, int]
IP = IPv4Address | IPv6Address

LEVELS: tuple[Level, ...] = ("none", "user", "host")  # the worst first
TABLES = (Path("/proc/self/net/tcp"), Path("/proc/self/net/tcp6"))  # below self: /proc/net is hidden in a hardened unit
KEY = "master.key"
SOCKET = "broker.sock"
DATABASE = "countersign.db"
PTRACE = Path("/proc/sys/kernel/yama/ptrace_scope")
ENGINES = (Path("/var/run/docker.sock"), Path("/run/podman/podman.sock"))  # whoever may write here can become root
SECONDS = 5  # for sudo and for the socket

_LISTEN = "0A"
_NO_PROCESS = "0"  # the inode of a socket that its process has closed; the uid of such a one reads 0 too
_OWN_USER = "run the broker as a user of its own: sudo countersign install --system"
_NO_ROOT = "run agents as an ordinary user"


# ── who holds the other end ───────────────────────────────────────────────────────────────────────────────────────────


class CallerGone(Exception):
    """The caller closed its end of the connection: whose it was cannot be told, and nobody waits for an answer."""


def peer_uid(client: Address, server: Address, tables: Iterable[Path] = TABLES) -> int | None:
    """Return the uid of the process of this computer that holds the client's end of a TCP connection; else None.

    Raises CallerGone where that end is of this computer and was closed.
    """
    wanted, gone = (_plain(client), _plain(server)), False
    for table in tables:
        with contextlib.suppress(OSError):
            for line in table.read_text("ascii").splitlines()[1:]:
                fields = line.split()
                if (_end(fields[1]), _end(fields[2])) == wanted:
                    if fields[9] != _NO_PROCESS:
                        return int(fields[7])
                    gone = True
    if gone:
        raise CallerGone
    return None


def holders_of(port: int, tables: Iterable[Path] = TABLES) -> set[int]:
    """Return the uids whose processes of this computer listen on a TCP port, on whichever address."""
    found = set[int]()
    for table in tables:
        with contextlib.suppress(OSError):
            for fields in map(str.split, table.read_text("ascii").splitlines()[1:]):
                if fields[3] == _LISTEN and _end(fields[1])[1] == port:
                    found.add(int(fields[7]))
    return found


def _end(text: str) -> tuple[IP, int]:
    """Read `0100007F:1F90`: the kernel prints an address as 32-bit words in the byte order of this machine."""
    address, _, port = text.partition(":")
    raw = bytes.fromhex(address)
    words = (raw[at : at + 4] for at in range(0, len(raw), 4))
    ordered = b"".join(word[::-1] if sys.byteorder == "little" else word for word in words)
    return _unmapped(ip_address(ordered)), int(port, 16)


def _plain(address: Address) -> tuple[IP, int]:
    return _unmapped(ip_address(address[0].partition("%")[0])), address[1]


def _unmapped(address: IP) -> IP:
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def level_of(
    client: Address | None,
    server: Address | None,
    *,
    forwarded: str | None = None,
    own: int | None = None,
    tables: Iterable[Path] = TABLES,
) -> tuple[Level, str]:
    """Return how far the caller on a connection is from this process, and what was measured, in words.

    `forwarded` is the last address that a proxy added (X-Forwarded-For). It can lower the level, never raise it: what a
    proxy of this computer hands on is at best `user`. `own` is the broker's uid, this process's unless given.
    Raises CallerGone where the caller, or the proxy, closed the connection meanwhile.
    """
    try:
        uid = peer_uid(client, server, tables) if client and server else None
        if client is None or (uid is None and is_here(client[0])):
            return "none", "it cannot be told which user of this computer the caller runs as"
    except ValueError:
        return "none", "the caller's address cannot be read"
    if uid is None and forwarded is not None and _may_be_here(forwarded):
        return "none", "the caller came from this computer through a proxy elsewhere, so its user cannot be told"
    if uid is None:
        return "host", f"the caller is on another computer ({client[0]})"
    return _of_user(uid, os.geteuid() if own is None else own, forwarded)


def _of_user(uid: int, own: int, forwarded: str | None) -> tuple[Level, str]:
    if uid == own:
        return "none", f"the caller runs as the broker's own user, {user_name(uid)}"
    if uid == 0:
        return "none", "the caller runs as root, which can do everything that the broker can"
    if forwarded is None:
        words = f"the caller runs as another user of this computer, {user_name(uid)}"
        return "user", f"{words}; where a reverse proxy runs as that user, the proxy was measured and not the agent"
    proxy = f"a proxy on this computer ({user_name(uid)})"
    if _may_be_here(forwarded):
        return "none", f"the caller came from this computer through {proxy}, so its user cannot be told"
    return "user", f"{proxy} says that the caller is on another computer"


def _may_be_here(host: str) -> bool:
    try:
        return is_here(host.strip().strip("[]"))
    except ValueError:
        return True


def is_here(host: str) -> bool:
    """Tell whether an address is one of this computer's: only such a one can be bound. ValueError if it is none."""
    address = _unmapped(ip_address(host.partition("%")[0]))
    if address.is_loopback or address.is_unspecified:
        return True
    family = socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe_socket:
            probe_socket.bind((str(address), 0))
    except OSError:
        return False
    return True


def user_name(uid: int) -> str:
    """Return a user's name with the uid, such as `alice (uid 1000)`."""
    try:
        return f"{pwd.getpwuid(uid).pw_name} (uid {uid})"
    except KeyError:
        return f"uid {uid}"


# ── what the current user can do to an installation ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Finding:
    """One thing that was tried. `ok` means that it did not work; `cure` is what closes it, empty where it is closed."""

    check: str
    ok: bool
    words: str
    cure: str = ""


@dataclass(frozen=True)
class Places:
    """Where an installation lies: its state (database, key, socket), its files, and its code."""

    state: Path
    config: Path
    code: tuple[Path, ...]

    @property
    def key(self) -> Path:
        """The master key's file."""
        return self.state / KEY


SYSTEM = Places(Path("/var/lib/countersign"), Path("/etc/countersign"), (Path("/opt/countersign"),))
PACKAGE = Path(__file__).parent

# What each check means for an approval page: our words, whoever reports it.
MEANS = {
    "root": "it runs as root",
    "same-user": "it runs as the user whom the broker's state belongs to",
    "read-key": "it can read the master key",
    "read-database": "it can read the database",
    "write-state": "it can write in the broker's state folder",
    "write-policies": "it can change the policy files",
    "write-tools": "it can change the connector files",
    "write-package": "it can change the broker's program",
    "use-socket": "it can use the broker's local socket",
    "sudo": "it can become root: sudo asks it for no password",
    "docker": "it can become root through the container engine",
    "ptrace": "it can read the broker's memory (ptrace_scope is 0)",
}


def probe(where: Settings) -> list[Finding]:
    """Try, as the current user, what would make its agent one with the broker; one finding for each check."""
    return probed(places(where))


def places(where: Settings) -> tuple[Places, ...]:
    """Return the installations to try: the one of these settings, and the system's where there is one."""
    here = Places(where.state_dir, where.config_dir, (PACKAGE, PACKAGE.parent, Path(sys.executable)))
    there = [SYSTEM] if SYSTEM.state != here.state and _exists(SYSTEM.state) else []
    return (here, *there)


def probed(installations: tuple[Places, ...]) -> list[Finding]:
    """Try all checks against some installations."""
    states = [one.state for one in installations]
    same = any(_owner(path) == os.geteuid() for state in states for path in (state, state / KEY, state / DATABASE))
    # no mode of a file keeps its owner or root out
    near = _NO_ROOT if os.geteuid() == 0 else _OWN_USER if same else ""
    hide, shut = near or "chmod 600 {}", near or "chmod 700 {}"
    shut_files = near or "make them root's: sudo chown -R root: {0} && sudo chmod -R go-w {0}"
    return [
        _finding("root", [""] if os.geteuid() == 0 else [], _NO_ROOT),
        _finding("same-user", [""] if same else [], _OWN_USER),
        _finding("read-key", [path for one in states if can_read(path := one / KEY)], hide),
        _finding("read-database", [path for one in states if can_read(path := one / DATABASE)], hide),
        _finding("write-state", [one for one in states if can_change(one)], shut),
        _finding("write-policies", _changeable(one.config / "policies" for one in installations), shut_files),
        _finding("write-tools", _changeable(one.config / "tools" for one in installations), shut_files),
        _finding("write-package", _changeable(path for one in installations for path in one.code), _OWN_USER),
        _finding("use-socket", [path for one in states if _answers(path := one / SOCKET)], hide),
        _finding("sudo", [""] if sudo_asks_nothing() else [], "take NOPASSWD away from this user (sudo visudo)"),
        _finding(
            "docker", [path for path in ENGINES if os.access(path, os.W_OK)], "take this user out of group docker"
        ),
        _finding("ptrace", [PTRACE] if same and _ptrace_is_free() else [], "sudo sysctl kernel.yama.ptrace_scope=1"),
    ]


def _finding(check: str, found: list[Path] | list[str], cure: str) -> Finding:
    """Return what came of one check, with the cure for what was found first."""
    if not found:
        return Finding(check, True, f"not so: {MEANS[check]}")
    place = f": {found[0]}" if str(found[0]) else ""
    return Finding(check, False, f"{MEANS[check]}{place}", cure.format(found[0]))


def lowered(findings: Iterable[tuple[str, bool]]) -> str | None:
    """Return why the level is `none` after a report of (check, ok); None where nothing speaks against a better one.

    The report comes from the agent: an unknown check that failed counts, and its words are never shown.
    """
    failed = [MEANS.get(check, "it failed a check that this version does not know") for check, ok in findings if not ok]
    return "its own report says: " + "; ".join(dict.fromkeys(failed)) if failed else None


def _changeable(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if can_change(path)]


def can_read(path: Path) -> bool:
    """Tell, by trying, whether this process can open a file for reading."""
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC))
    except OSError:
        return False
    return True


def can_change(path: Path) -> bool:
    """Tell whether this process could write a file or folder, what lies in it, or swap it by a folder above it."""
    if not _exists(path):
        return False
    return any(_may_write(one) for one in (path, *_inside(path))) or any(
        _can_swap(one) for one in {path.absolute(), path.resolve()}
    )


def _inside(path: Path) -> Iterator[Path]:
    # Of the folder that holds the package only its own entries count: the packages beside it, not all their files.
    try:
        yield from path.rglob("*") if path.name in {"broker", "policies", "tools"} else path.glob("*")
    except OSError:
        return


def _may_write(path: Path) -> bool:
    # A link counts as what it leads to; and an owner can give itself the right to write.
    try:
        return os.access(path, os.W_OK, effective_ids=True) or path.stat().st_uid == os.geteuid()
    except OSError:
        return False


def _can_swap(path: Path) -> bool:
    for child, folder in zip((path, *path.parents), path.parents, strict=False):
        if _may_write(folder) and not (_is_sticky(folder) and os.geteuid() not in {_owner(child), _owner(folder), 0}):
            return True
    return False


def _is_sticky(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_ISVTX)


def _owner(path: Path) -> int | None:
    try:
        return path.lstat().st_uid
    except OSError:
        return None


def _exists(path: Path) -> bool:
    return _owner(path) is not None


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as local:
        local.settimeout(SECONDS)
        try:
            local.connect(str(path))
        except OSError:
            return False
    return True


def sudo_asks_nothing() -> bool:
    """Tell whether the current user, if it is not root, becomes root without a password."""
    sudo = shutil.which("sudo")
    if sudo is None or os.geteuid() == 0:
        return False
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command
            [sudo, "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _ptrace_is_free() -> bool:
    try:
        return PTRACE.read_text("ascii").strip() == "0"
    except OSError:
        return True  # no Yama: every process may look into the others of its user
