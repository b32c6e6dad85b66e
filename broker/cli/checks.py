"""What the doctor checks: one function from the patient to its findings each, in the order of `CHECKS`.

A check's docstring is what is said where it finds nothing. Faults are decisions T8's list and the daily ones.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from broker import isolation
from broker.cli.openness import READ, WRITE, others, writers
from broker.cli.patient import Finding, Patient, Severity
from broker.config import BadSettings, outside_work_trees
from broker.connectors.load import ConnectorErrors
from broker.connectors.load import load as load_connector
from broker.policy.check import check as policy_problems

DRIFT = timedelta(seconds=5)  # between two clocks
ROOM = 64 * 1024 * 1024  # bytes free, below which the disk counts as full
SOON = timedelta(days=14)  # before a certificate ends
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
SEPARATE = "run the broker as a user of its own (sudo countersign install --system) or on another computer"
HTTPS = (
    "serve it with https: countersign serve --public-url https://NAME --tls-cert FILE --tls-key FILE (README: phone)"
)

Findings = Iterator[Finding]
Check = Callable[[Patient], Findings]


def _fault(check: str, words: str, cure: str) -> Finding:
    return Finding(check, "fault", words, cure)


def _note(check: str, words: str, cure: str = "") -> Finding:
    return Finding(check, "note", words, cure)


# ── the broker and its database ───────────────────────────────────────────────────────────────────────────────────────


def _broker(p: Patient) -> Findings:
    """the broker runs, as an ordinary user, and answers."""
    if p.status is None:
        yield _silent(p)
    elif p.uid == 0:
        yield _fault("broker-as-root", "the broker runs as root", SEPARATE)
    elif p.tools.version and p.status.get("version") not in {None, p.tools.version}:
        words = f"the running broker has version {p.status['version']}, this command {p.tools.version}"
        yield _note("version", words, "restart the broker")


def _silent(p: Patient) -> Finding:
    if p.hidden:
        words = f"the broker cannot be asked as this user: {p.where.state_dir} belongs to {isolation.user_name(p.uid)}"
        return _fault("broker", words, "sudo countersign doctor")
    start = "countersign serve, or where it is installed for the system: sudo systemctl start countersign"
    return _fault("broker", "no broker is running here", start)


def _port(p: Patient) -> Findings:
    """the port is the broker's own."""
    others_there = sorted(p.tools.holders(p.port) - ({p.uid} if p.status is not None else set()))
    for uid in others_there:
        who = isolation.user_name(uid)
        if p.status is None:
            cure = "end it, or choose another port: COUNTERSIGN_PORT=8766"
            yield _fault("port", f"port {p.port} is taken by something else, which runs as {who}", cure)
        else:
            words = f"{who} listens on port {p.port} too and may show a look-alike of the broker's pages"
            yield _fault("port", words, "end it, restart the broker, and type nothing on its pages")


def _database(p: Patient) -> Findings:
    """the database is ours and of this version."""
    if p.database_fault:
        yield _fault("database", p.database_fault, "mend what it says, then start the broker again")
    elif p.standing is None and not p.hidden:
        yield _fault("database", "there is no database yet", "countersign init")


def _brokers(p: Patient) -> Findings:
    """no other broker uses the database, or it is one that several may use."""
    instances = (p.standing or {}).get("instances", [])
    if p.sqlite is not None and len(instances) > 1:
        words = f"{len(instances)} brokers use one SQLite file: pids {', '.join(str(one['pid']) for one in instances)}"
        yield _fault(
            "two-brokers", words, "stop all but one; several together need PostgreSQL (COUNTERSIGN_DATABASE_URL)"
        )


def _room(p: Patient) -> Findings:
    """the state folder can be written and has room."""
    folder = p.where.state_dir
    if not folder.is_dir() or p.hidden:
        return
    if not folder.stat().st_mode & 0o200 or p.tools.read_only(folder):
        yield _fault("folder", f"{folder} cannot be written", f"chmod u+w {folder}, or mount it writable")
    if p.tools.room(folder) < ROOM:
        yield _fault(
            "disk", f"{folder} has less than {ROOM // 2**20} MiB left", "make room: nothing can be decided without"
        )


# ── who else can read or change what is the broker's ──────────────────────────────────────────────────────────────────


def _secrets(p: Patient) -> Findings:
    """master key and database are the broker's alone to read."""
    files = {"key-file": p.where.state_dir / isolation.KEY, "database-file": p.sqlite}
    for check, path in files.items():
        who = others(path, READ | WRITE, {p.uid}) if path else None
        if who:
            cure = f"chmod 600 {path}" + (", then change what it protects: it is known" if check == "key-file" else "")
            yield _fault(check, f"{who} can read {path}", cure)
    if p.where.master_key is not None:
        words = "the master key comes by the environment, where whoever starts the broker sees it"
        yield _note("key-environment", words, "use a systemd credential, COUNTERSIGN_KEY_COMMAND or the key file")


def _state(p: Patient) -> Findings:
    """the state folder is the broker's alone."""
    folder = p.where.state_dir
    if who := others(folder, READ, {p.uid}):
        yield _fault("state-folder", f"{who} can look into {folder}", f"chmod 700 {folder}")
    elif found := writers(folder, {p.uid}, below=False):
        yield _fault("state-folder", f"{found[1]} can write {found[0]}", f"chmod go-w {found[0]}")


def _socket(p: Patient) -> Findings:
    """the local socket is the broker's alone."""
    who = others(p.where.socket, WRITE, {p.uid})
    if who == "every user":
        yield _fault("socket", f"{who} can use {p.where.socket}", f"chmod 660 {p.where.socket}; restart the broker")
    elif who:
        cure = "let no agent run as one of them"
        yield _note(
            "socket", f"{who} can use {p.where.socket}: it lists, proposes and refuses, and never approves", cure
        )


def _files(p: Patient) -> Findings:
    """policies and connectors are changed by the broker's user or root only."""
    for kind in ("policies", "tools"):
        if found := writers(p.where.config_dir / kind, {p.uid}):
            cure = f"chmod go-w {found[0]}, and chown it to root or {isolation.user_name(p.uid)}"
            yield _fault(kind, f"{found[1]} can change {found[0]}", cure)


def _package(p: Patient) -> Findings:
    """the program is changed by the broker's user or root only."""
    if found := writers(p.tools.package, {p.uid}):
        yield _fault(
            "package", f"{found[1]} can change the broker's program: {found[0]}", f"chmod go-w {found[0]}; {SEPARATE}"
        )


def _git(p: Patient) -> Findings:
    """state and files lie outside git work trees."""
    try:
        outside_work_trees(p.where.model_copy(update={"dev": False}))
    except BadSettings as why:
        found = _note if p.where.dev else _fault
        yield found("git", str(why), "move them: COUNTERSIGN_STATE_DIR, COUNTERSIGN_CONFIG_DIR")


# ── how far the agents are ────────────────────────────────────────────────────────────────────────────────────────────


def _agents(p: Patient) -> Findings:
    """no agent was seen that can become the broker."""
    could = "with a shell it could read the master key, change the broker's files and program, and act without asking"
    for name, level, why in p.agents():
        if level == "none":
            yield _fault("isolation", f"agent {name}, isolation none: {why}; {could}", SEPARATE)


def _this_user(p: Patient) -> Findings:
    """an agent that runs as you could not become the broker."""
    if p.tools.uid == 0:
        yield _note(
            "this-user", "run as root, this says nothing of other users", "run it as the user of your agents too"
        )
        return
    same = p.uid == p.tools.uid
    # Whether it is a fault depends on whether an agent is there, or separation is only pretended.
    severity: Severity = "fault" if not same or p.near() else "note"
    for one in p.tools.probe(p.where):
        if not one.ok and (not same or one.check in {"sudo", "docker", "ptrace"}):
            yield Finding(one.check, severity, f"as an agent that runs as you would find: {one.words}", one.cure)
    if same:
        words = (
            "the broker runs as your own user: it protects from mistakes and from agents that only have MCP, not from"
        )
        yield _note("same-user", f"{words} an agent with a shell under this user", SEPARATE)


# ── owners, devices, and how they are reached ─────────────────────────────────────────────────────────────────────────


def _devices(p: Patient) -> Findings:
    """every owner has a device that is not this computer."""
    if p.standing is None:
        return
    owners = [str(one["owner"]) for one in p.standing.get("owners", [])]
    if not owners:
        yield _fault("no-owner", "nobody answers for agents yet", "countersign init")
    for owner in owners:
        theirs = [one for one in p.standing.get("devices", []) if one["owner"] == owner]
        pair = f"countersign phone pair --owner {owner}"
        if not theirs:
            yield _fault("no-device", f"{owner} has no device to decide with", pair)
        elif all(one["same_computer"] for one in theirs):
            yield _fault("same-computer", f"{owner}'s only device is this computer, where agents may act", pair)


def _channel(p: Patient) -> Findings:
    """no notification goes where an agent could read it."""
    named = [one.strip() for one in p.where.push_hosts.split(",") if one.strip()]
    reached = [one["notifications"] for one in (p.standing or {}).get("devices", []) if one.get("notifications")]
    for host in sorted({*named, *reached}):
        if (urlsplit(f"//{host}").hostname or "") in LOOPBACK:
            words = f"pushes go to {host}, on this computer, where an agent can read them"
            yield _fault("channel", words, "take it out of COUNTERSIGN_PUSH_HOSTS and subscribe the device again")
        elif host in named:
            yield _note(
                "channel", f"pushes may go to {host}, which is no browser vendor's", "be sure that no agent reads there"
            )
    for one in (p.standing or {}).get("push_faults", []):
        yield _note("push", one, "open /devices on that device and allow notifications again")


def _public_url(p: Patient) -> Findings:
    """the public address is https, and answers."""
    parts = urlsplit(p.public_url)
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        yield _note("public-url", f"this computer only: a phone cannot open {p.public_url}", HTTPS)
    elif parts.scheme == "http":
        yield _fault("public-url", f"{p.public_url} is cleartext: no passkey and no push works there", HTTPS)
    elif p.status is not None and p.answer.status is None:
        yield _fault("public-url", f"{p.public_url} does not answer over TLS: {p.answer.why}", HTTPS)


def _certificate(p: Patient) -> Findings:
    """the TLS certificate, where one is set, is in order."""
    if p.where.tls_cert is None:
        return
    renew = "renew it, and restart the broker"
    try:
        certificate = x509.load_pem_x509_certificate(p.where.tls_cert.read_bytes())
    except (OSError, ValueError):
        yield _fault("tls", f"{p.where.tls_cert} cannot be read as a certificate", "name a PEM file: --tls-cert")
        return
    left = certificate.not_valid_after_utc - p.now
    if left < timedelta(0):
        yield _fault("tls", f"the certificate ended {certificate.not_valid_after_utc:%Y-%m-%d}", renew)
    elif left < SOON:
        yield _note("tls", f"the certificate ends {certificate.not_valid_after_utc:%Y-%m-%d}", renew)
    if p.where.tls_key and (who := others(p.where.tls_key, READ, {p.uid})):
        yield _fault(
            "tls", f"{who} can read {p.where.tls_key}", f"chmod 600 {p.where.tls_key}, and get a new certificate"
        )


def _clock(p: Patient) -> Findings:
    """all clocks agree."""
    shown = {
        "the broker's": (p.status or {}).get("clock"),
        "the database's": (p.standing or {}).get("database_clock"),
        f"that of {p.public_url}": p.answer.date,
    }
    for whose, told in shown.items():
        at = datetime.fromisoformat(told) if isinstance(told, str) else told
        if at is not None and abs(at - p.now) > DRIFT:
            words = f"the clock is off: here it is {p.now:%H:%M:%S}, {whose} shows {at:%H:%M:%S} (UTC)"
            yield _fault("clock", words, "let both follow a time server: timedatectl set-ntp true")


# ── what is in force ──────────────────────────────────────────────────────────────────────────────────────────────────


def _policies(p: Patient) -> Findings:
    """policies and connectors are in order; every rule that asks wants a passkey, as weaker assurances are refused."""
    codes = [str(one["code"]) for one in (p.standing or {}).get("open_proposals", [])]
    told = p.status["problems"] if p.status is not None else _file_problems(p.where.config_dir)
    for problem in told:
        # What waits for a signature is told once, below.
        if not any(f"code {code} " in problem for code in codes):
            yield _fault("policy", str(problem), "countersign policy check FILE says it too, while you mend it")


def _connector_secrets(p: Patient) -> Findings:
    """every connector that needs a secret has one."""
    for one in (p.status or {}).get("connectors", []):
        if one["fault"]:
            told = str(one["fault"]).partition(": its owner puts it in")[0]
            yield _note("connector-secret", told, f"countersign connector secret {one['connector']}")


def _file_problems(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("policies/*.y*ml")):
        yield from (str(problem) for problem in policy_problems(path.read_bytes(), str(path)))
    for path in sorted(folder.glob("tools/*.y*ml")):
        try:
            load_connector(path.read_bytes(), str(path))
        except ConnectorErrors as why:
            yield str(why)


def _proposals(p: Patient) -> Findings:
    """nothing unsealed waits."""
    for one in (p.standing or {}).get("open_proposals", []):
        told = _fault if one["kind"] in {"policy", "connector"} else _note
        words = f"a change of kind {one['kind']} waits for {one['owner']}'s signature, code {one['code']}"
        yield told("proposals", words, "read it on your phone, then sign or refuse it: /inbox")


def _frozen(p: Patient) -> Findings:
    """nothing is frozen."""
    frozen = (p.standing or {}).get("frozen") or {}
    for name in (["everything"] if frozen.get("all") else []) + list(frozen.get("agents", [])):
        yield _note(
            "frozen", f"{name} is frozen: nothing of it runs", "countersign unfreeze, and sign it on your phone"
        )


CHECKS: tuple[Check, ...] = (
    _broker,
    _port,
    _database,
    _brokers,
    _room,
    _secrets,
    _state,
    _socket,
    _files,
    _package,
    _git,
    _agents,
    _this_user,
    _devices,
    _channel,
    _public_url,
    _certificate,
    _clock,
    _policies,
    _connector_secrets,
    _proposals,
    _frozen,
)

FROM_ROWS: tuple[Check, ...] = (_brokers, _agents, _devices, _proposals, _frozen)  # these judge the database's rows
