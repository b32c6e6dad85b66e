"""Sealing of keys and tokens at rest, and where the master key comes from (decisions T6).

AES-256-GCM; the row's identity is part of what is authenticated: a sealed value opens only in the place for which it
was sealed (table, row, column) and only unchanged. The id of the key stands in its header, so a key ring can hold the
keys of yesterday while new values take the current one.
"""

import base64
import binascii
import contextlib
import hmac
import os
import secrets
import shlex
import signal
import stat
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self, final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12  # chosen at random: a key serves at most 2**32 values (NIST SP 800-38D §8.3)
TAG_BYTES = 16
VERSION = 1
DOMAIN = "countersign-seal-v1"
KEY_FILE = "master.key"  # below the state folder, and among a systemd service's credentials
COMMAND_SECONDS = 30.0


class SealBroken(Exception):
    """The sealed value was changed, cut, moved from its row or column, or its key is not in the ring."""


class KeyUnusable(Exception):
    """The key file cannot be used as it is; the message says what to do."""


@final
class Secret:
    """A string that shows itself only when asked by `reveal`: not to print, format, log, compare slowly or pickle."""

    __slots__ = ("_value",)
    __hash__ = None  # type: ignore[assignment]  # a secret is never looked up by itself, only by its digest

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the string itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._value.encode(), other._value.encode())

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> str:
        raise TypeError("a Secret is not pickled")


@final
class Vault:
    """Seals and opens with a ring of keys; new values take the current one."""

    def __init__(
        self, keys: Mapping[str, bytes], current: str, mint: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        """Take keys of 32 bytes by id (1 to 255 bytes of UTF-8). ValueError if one is unfit or `current` is missing."""
        for name, key in keys.items():
            if len(key) != KEY_BYTES:
                raise ValueError(f"key {name!r} must have {KEY_BYTES} bytes")
            if not 1 <= len(name.encode()) <= 255:
                raise ValueError("the id of a key has 1 to 255 bytes")
        if current not in keys:
            raise ValueError(f"the current key {current!r} is not in the ring")
        self._ciphers = {name: AESGCM(key) for name, key in keys.items()}
        self._current = current
        self._mint = mint

    def __repr__(self) -> str:
        return f"Vault(keys={sorted(self._ciphers)}, current={self._current!r})"

    def seal(self, plaintext: bytes, *, table: str, row: str, column: str) -> bytes:
        """Return the sealed value: version, length of key id, key id, nonce, ciphertext with tag."""
        nonce = self._mint(NONCE_BYTES)
        name = self._current.encode()
        bound = _bound(table, row, column, self._current)
        ciphertext = self._ciphers[self._current].encrypt(nonce, plaintext, bound)
        return bytes([VERSION, len(name)]) + name + nonce + ciphertext

    def open(self, sealed: bytes, *, table: str, row: str, column: str) -> bytes:
        """Return what was sealed for this table, row and column. Raises SealBroken for everything else."""
        name, nonce, ciphertext = _parts(sealed)
        cipher = self._ciphers.get(name)
        if cipher is None:
            raise SealBroken(f"{table}.{column}: sealed with a key that is not in the ring")
        try:
            return cipher.decrypt(nonce, ciphertext, _bound(table, row, column, name))
        except InvalidTag:
            raise SealBroken(f"{table}.{column}: the sealed value does not belong here or was changed") from None

    def is_current(self, sealed: bytes) -> bool:
        """Return whether the value is sealed with the current key, so that a rotation knows what is left to do."""
        return _parts(sealed)[0] == self._current


def _parts(sealed: bytes) -> tuple[str, bytes, bytes]:
    start = 2 + sealed[1] if len(sealed) > 1 else 0
    if len(sealed) < start + NONCE_BYTES + TAG_BYTES or sealed[:1] != bytes([VERSION]):
        raise SealBroken("this is not a sealed value, or it was cut")
    name = sealed[2:start].decode("utf-8", "replace")
    return name, sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]


def _bound(*parts: str) -> bytes:
    encoded = [part.encode() for part in (DOMAIN, *parts)]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


def master_key(
    file: Path,
    *,
    credentials: str = "",
    command: str = "",
    given: Secret | None = None,
    warn: Callable[[str], None],
    seconds: float = COMMAND_SECONDS,
    mint: Callable[[int], bytes] = secrets.token_bytes,
) -> bytes:
    """Return the 32 bytes of the master key from the first source that there is. Raises KeyUnusable with the next step.

    In order: the credential `master.key` in the folder `credentials` (systemd's $CREDENTIALS_DIRECTORY), the output of
    `command`, then `file`, which is made on first use, unless the key is `given` by the environment: then `warn` is
    told, and a file that holds another key is refused, as one of the two would not open what the other sealed.
    """
    credential = Path(credentials) / KEY_FILE
    if credentials and credential.is_file():
        return _from_credential(credential)
    if command:
        return _from_command(command, seconds)
    if given is None:
        return load_or_create_key(file, mint)
    key = _decoded(given.reveal().encode(), "COUNTERSIGN_MASTER_KEY")
    if file.exists() and not hmac.compare_digest(load_or_create_key(file), key):
        raise KeyUnusable(f"COUNTERSIGN_MASTER_KEY and {file} are two keys: take away the one that is not in use")
    warn(
        "the master key came by the environment, where whoever starts Countersign, or reads that start, sees it; "
        f"better are a systemd credential, COUNTERSIGN_KEY_COMMAND or {file}"
    )
    return key


def _from_credential(path: Path) -> bytes:
    try:
        # systemd gives each service a folder of its own; the files in it carry no owner of ours
        if path.stat().st_mode & 0o007:
            raise KeyUnusable(f"{path}: everybody can read the credential; use LoadCredential= or SetCredential=")
        return _decoded(path.read_bytes(), str(path))
    except OSError as error:
        raise KeyUnusable(f"{path}: cannot read the credential: {error.strerror}") from None


def _from_command(command: str, seconds: float) -> bytes:
    """Run the owner's command, without a shell, and return the key that it prints in base64."""
    try:
        # a session of its own, so that at the deadline its children end with it
        process = subprocess.Popen(  # noqa: S603 -- the owner's own setting, never text from outside
            shlex.split(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True
        )
    except (OSError, ValueError, IndexError) as error:
        why = getattr(error, "strerror", None) or "it is no command"
        raise KeyUnusable(f"COUNTERSIGN_KEY_COMMAND cannot be run: {why}; name a program and its arguments") from None
    with process:
        try:
            printed, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise KeyUnusable(
                f"COUNTERSIGN_KEY_COMMAND did not end within {seconds:g} seconds; run it by hand to see why"
            ) from None
    if process.returncode:
        raise KeyUnusable(f"COUNTERSIGN_KEY_COMMAND ended with status {process.returncode}; run it by hand to see why")
    return _decoded(printed, "COUNTERSIGN_KEY_COMMAND")


def _decoded(value: bytes, source: str) -> bytes:
    """Return a key that is 32 raw bytes, or base64 of them with space around. Raises KeyUnusable, never quoting it."""
    if len(value) == KEY_BYTES:
        return value
    with contextlib.suppress(binascii.Error, ValueError):
        key = base64.b64decode(value.strip(), validate=True)
        if len(key) == KEY_BYTES:
            return key
    raise KeyUnusable(f"{source}: a master key is base64 of {KEY_BYTES} bytes; make one: openssl rand -base64 32")


def load_or_create_key(path: Path, mint: Callable[[int], bytes] = secrets.token_bytes) -> bytes:
    """Return the 32 bytes of the key file, made on first use with mode 0600. Raises KeyUnusable with the next step."""
    try:
        if not path.exists():
            _create(path, mint(KEY_BYTES))
        return _load(path)
    except OSError as error:
        raise KeyUnusable(f"{path}: cannot use the key file: {error.strerror}") from error


def _create(path: Path, key: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        # A link appears whole or not at all, and never replaces a key that another process made meanwhile.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _load(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise KeyUnusable(f"{path}: the key must be a plain file")
        if status.st_uid not in (os.geteuid(), 0):
            raise KeyUnusable(f"{path}: the key file belongs to another user; run as its owner, or chown it")
        if stat.S_IMODE(status.st_mode) & 0o077:
            raise KeyUnusable(f"{path}: others can read the key; run: chmod 600 {path}, and treat it as known to them")
        key = file.read(KEY_BYTES + 1)
    if len(key) != KEY_BYTES:
        raise KeyUnusable(f"{path}: a key has {KEY_BYTES} bytes and this file has not; restore it from a backup")
    return key
