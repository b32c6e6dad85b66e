"""A real nginx with the configuration that we recommend (docker/nginx.conf), on loopback, and TLS clients for it."""

import contextlib
import datetime as dt
import ipaddress
import os
import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID

from tests.names import ROOT
from tests.services import free_port, missing

RECOMMENDED: Final = ROOT / "docker" / "nginx.conf"
ADDRESS: Final = "127.0.0.9"  # where nginx calls the broker from, so that nobody else in a test is taken for it
FROM, UNTIL = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2120, 1, 1, tzinfo=dt.UTC)
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
PEM = serialization.Encoding.PEM
FRAME: Final = """\
master_process off;
pid {folder}/pid;
error_log {folder}/log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


def certificate(key: Any, *, name: str = "") -> x509.Certificate:
    """Return a certificate that a key signs for itself, with so much of a name that it fills further lines of PEM."""
    builder = x509.CertificateBuilder().subject_name(NAME).issuer_name(NAME).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(FROM).not_valid_after(UNTIL)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    longer = [x509.DNSName(name)] if name else []
    builder = builder.add_extension(x509.SubjectAlternativeName([*names, *longer]), critical=False)
    return builder.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())


def key_pem(key: Any) -> bytes:
    """Return a private key in PEM."""
    pem: bytes = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return pem


@dataclass(frozen=True)
class Nginx:
    """A running one: the origin that it answers for, and the file with the certificate that its clients trust."""

    folder: Path
    origin: str
    trusted: Path

    def tls(self, shown: x509.Certificate | None = None, key: Any = None) -> ssl.SSLContext:
        """Return how to connect, showing a client certificate if one is given."""
        context = ssl.create_default_context(cafile=str(self.trusted))
        if shown is not None:
            place = self.folder / f"client-{shown.fingerprint(hashes.SHA256()).hex()}.pem"
            place.write_bytes(key_pem(key) + shown.public_bytes(PEM))
            context.load_cert_chain(place)
        return context


@contextlib.contextmanager
def nginx(folder: Path, broker_port: int) -> Iterator[Nginx]:
    """Run nginx before a broker at a port of this computer, until the context ends."""
    program = shutil.which("nginx", path=f"/usr/sbin:{os.environ['PATH']}") or missing("nginx")
    folder.mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    (folder / "tls.key").write_bytes(key_pem(key))
    (folder / "tls.pem").write_bytes(certificate(key).public_bytes(PEM))
    port = free_port()
    (folder / "nginx.conf").write_text(FRAME.format(folder=folder, server=_adapted(folder, port, broker_port)))
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    # it goes to the background once it listens: nobody has to wait until it does
    subprocess.run(command, check=True, timeout=30)
    try:
        yield Nginx(folder, f"https://localhost:{port}", folder / "tls.pem")
    finally:
        subprocess.run([*command, "-s", "stop"], check=True, timeout=30)


def _adapted(folder: Path, port: int, broker_port: int) -> str:
    """Return the recommended configuration with our files and ports: these lines, once each, and nothing else."""
    text = RECOMMENDED.read_text("utf-8")
    changes = {
        r"listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        r"ssl_certificate /\S+;": f"ssl_certificate {folder}/tls.pem;",
        r"ssl_certificate_key /\S+;": f"ssl_certificate_key {folder}/tls.key;",
        r"proxy_pass http://127\.0\.0\.1:8765;": f"proxy_bind {ADDRESS}; proxy_pass http://127.0.0.1:{broker_port};",
    }
    for old, new in changes.items():
        text, count = re.subn(old, lambda _, new=new: new, text)  # type: ignore[misc]
        assert count == 1, f"the configuration has {count} lines like {old}"
    return text
