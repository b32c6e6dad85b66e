"""The command lines that our READMEs show, and how each of them is tried.

The line above a `sh` or `console` block says how:

| comment above the block | what is done |
|---|---|
| `<!-- test: run -->` | each command exits 0; output shown below a `$ ` line must come out, `…` stands for anything |
| `<!-- test: soon -->` | the same, but the commands are asked again until they show it |
| `<!-- test: fails -->` | the same as run, and the last command must exit with 1 |
| `<!-- test: serve -->` | the last command is started in place of what ran before, and left running |
| `<!-- test: make -->` | the same as run, in the checkout; a line that stands in `ELSEWHERE` need only be a target |
| `<!-- test: elsewhere -->` | nothing: each line stands in `ELSEWHERE`, with the tests that stand in for it |

`run`, `soon` and `fails` may go on with ` with the phone`: the commands have a terminal, and the owner plays along. Any
of them may end with ` at an https address` or ` for a team`, which are tests of their own (tests/test_readme.py).

A block that does not say it, and a command line anywhere else, is an error: nothing is shown untried by accident. Of a
command inside a sentence, `countersign …` and `make …` must be ones that there are, and another program's stands in
`ELSEWHERE` too. YAML blocks, settings and links are looked at as well (`yaml_blocks`, `settings_in`, `dead_links`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import typer.main

from broker.cli import app
from tests.names import ROOT

READMES: Final = ("README.md", "policies/README.md", "tools/README.md", "docker/README.md", ".github/CONTRIBUTING.md")
PROSE: Final = (*READMES, ".github/SECURITY.md", "broker/gnap/README.md")

SHELL: Final = ("sh", "console", "bash")
BLOCK: Final = re.compile(
    r"(?:^<!-- test: (?P<way>.+?) -->\n)?^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
WAY: Final = re.compile(
    r"(?P<way>run|soon|fails|serve|make|elsewhere)(?P<phone> with the phone)?"
    r"(?: (?P<place>at an https address|for a team))?"
)
OTHERS: Final = "docker|pip|curl|npx|uv|git|tailscale|caddy"
INLINE: Final = re.compile(rf"(?<!`)`((?:sudo )?(?:countersign|make|{OTHERS}) [^`]+)`(?!`)")
LOOKS_LIKE_A_COMMAND: Final = re.compile(
    rf"^(\$ |(sudo |export )?((countersign|make|{OTHERS}) |COUNTERSIGN_\w+=))", re.MULTILINE
)

_HERE: Final = "tests/test_readme.py::"
_OURS: Final = "test_what_is_shown_elsewhere_of_our_own_command_is_run_here_too"
_MAKE: Final = "test_a_target_that_is_shown_and_not_run_is_one_that_there_is"
_PORT: Final = "test_the_lines_for_tailscale_and_caddy_name_the_port_that_the_broker_listens_on"
_PROXY: Final = "test_caddy_has_the_options_that_are_named_of_it"
_INSTALL: Final = "tests/cli/test_install.py::"
_LAID_OUT: Final = (
    f"{_INSTALL}test_everything_is_laid_out_and_belongs_to_whom_it_should",
    f"{_INSTALL}test_systemd_finds_nothing_wrong_with_the_unit_and_calls_it_well_isolated",
)
_AS_ROOT: Final = (
    f"{_INSTALL}test_the_command_becomes_the_brokers_user_and_takes_its_settings_as_they_are_written",
    f"{_HERE}{_OURS}",
)
_DOCKER: Final = (
    "tests/test_docker.py::test_the_compose_file_follows_the_compose_schema",
    "tests/test_docker.py::test_the_dockerfile_has_nothing_that_hadolint_minds",
)
_IN_DOCKER: Final = (*_DOCKER, f"{_HERE}{_OURS}")

# Lines that need docker, a running systemd, Tailscale or another program: each with the tests that stand in for it.
ELSEWHERE: Final[Mapping[str, tuple[str, ...]]] = {
    "make demo": ("tests/demo/test_story.py::test_a_human_may_answer_either_way", f"{_HERE}{_MAKE}"),
    "make test": (f"{_HERE}{_MAKE}",),
    "make lint": ("tests/lint/test_purity.py::test_make_lint_itself_is_green_and_turns_red_on_each_plant",),
    "pip install .": (
        "tests/stories/test_from_the_wheel.py::test_from_the_wheel_to_an_agent_that_connects_in_two_minutes",
    ),
    "caddy reverse-proxy --from countersign.example --to localhost:8765": (f"{_HERE}{_PORT}", f"{_HERE}{_PROXY}"),
    "tailscale serve 8765": (f"{_HERE}{_PORT}",),
    "tailscale serve --bg 8765": (f"{_HERE}{_PORT}",),
    "caddy run --config Caddyfile": (f"{_HERE}test_caddy_takes_the_caddyfile_that_is_shown",),
    "sudo countersign install --system --owner alice": _LAID_OUT,
    "sudo countersign init --owner alice": _AS_ROOT,
    "sudo countersign phone pair": _AS_ROOT,
    "sudo countersign agent add scout": _AS_ROOT,
    "sudo countersign doctor": _AS_ROOT,
    "docker compose -f docker/compose.yaml up --detach --build": _DOCKER,
    "docker compose -f docker/compose.yaml exec countersign countersign init --owner alice": _IN_DOCKER,
    "docker compose -f docker/compose.yaml exec countersign countersign phone pair": _IN_DOCKER,
    "docker compose -f docker/compose.yaml exec countersign countersign agent add scout": _IN_DOCKER,
    "docker compose -f docker/compose.yaml exec countersign countersign doctor": _IN_DOCKER,
    "docker compose -f docker/compose.yaml cp scout.yaml countersign:/etc/countersign/policies/scout.yaml": _DOCKER,
    "export COUNTERSIGN_PUBLIC_URL=https://countersign.example": _DOCKER,
}


class ReadmeError(AssertionError):
    """A line cannot be tried, or did not do what it shows; the message has its file and line."""


@dataclass(frozen=True)
class Step:
    """One command with the output shown for it, where it stands, and how it is tried."""

    way: str
    command: str
    shown: str
    where: str
    phone: bool = False
    place: str = ""
    last: bool = False  # of its block

    @property
    def is_tried(self) -> bool:
        """Whether the command itself is run here, and not what stands in for it."""
        return self.way != "elsewhere" and not (self.way == "make" and self.command in ELSEWHERE)


def steps(text: str, file: str = "README.md") -> list[Step]:
    """Return the commands of a Markdown text, in order; ReadmeError for a line that nothing tries."""
    found: list[Step] = []
    for block in BLOCK.finditer(text):
        where = f"{file}:{text.count(chr(10), 0, block.start('body')) + 1}"
        if block["language"] in SHELL:
            found += _steps(block, where)
        elif shown := LOOKS_LIKE_A_COMMAND.search(block["body"]):
            raise ReadmeError(f"{where}: a command in a block that is no shell's is not tried: {shown.group()!r}")
    return found


def _steps(block: re.Match[str], where: str) -> Iterator[Step]:
    way = WAY.fullmatch(block["way"] or "")
    if way is None:
        raise ReadmeError(f"{where}: say above the block how it is tried (tests/readme.py), not {block['way']!r}")
    commands = list(_commands(block["body"]))
    for number, (command, shown) in enumerate(commands, 1):
        if way["way"] == "elsewhere" and command not in ELSEWHERE:
            raise ReadmeError(f"{where}: `{command}` is neither run nor in the table of what stands in for it")
        last = number == len(commands)
        yield Step(way["way"], command, shown, where, way["phone"] is not None, way["place"] or "", last)


def _commands(body: str) -> Iterator[tuple[str, str]]:
    """Yield (command, output shown): with `$ ` prompts what follows is output, without them every line is a command."""
    if not body.lstrip().startswith("$ "):
        lines = body.replace("\\\n", "").splitlines()
        yield from ((_bare(line), "") for line in lines if line.strip() and not line.lstrip().startswith("#"))
        return
    for part in re.split(r"^\$ ", body.replace("\\\n", ""), flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield _bare(command), shown.strip()


def _bare(line: str) -> str:
    """Return a command without the remark after it, in single spaces."""
    return " ".join(re.sub(r"\s+# .*$", "", line).split())


def matches(shown: str, output: str) -> bool:
    """Whether the shown lines are in the output, whole and in a row: `…` stands for any text, also of several lines.

    Blank lines do not count. Where nothing is shown, any output is right.
    """
    if not shown:
        return True
    lines, printed = ("\n".join(line for line in text.splitlines() if line.strip()) for text in (shown, output))
    return re.search(f"^{re.escape(lines).replace('…', '.*?')}$", printed, re.DOTALL | re.MULTILINE) is not None


def misnamed(text: str, file: str = "README.md") -> list[str]:
    """Return a line for each command inside a sentence that there is not, or that nothing stands in for."""
    return [f"{file}: `{found[1]}`: {why}" for found in INLINE.finditer(text) if (why := _misnamed(found[1]))]


def _misnamed(line: str) -> str:
    if "countersign " in line:
        return _fault(line)
    program, _, rest = line.partition(" ")
    if program == "make":
        return "" if rest.split()[0] in targets() else f"there is no target {rest.split()[0]}"
    return "" if line in ELSEWHERE else "it is not in the table of what stands in for it"


def targets() -> set[str]:
    """Return the targets of the Makefile."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def yaml_blocks(text: str) -> list[str]:
    """Return the YAML files that a text shows."""
    return [found["body"] for found in BLOCK.finditer(text) if found["language"] == "yaml"]


def settings_in(text: str) -> set[str]:
    """Return every `COUNTERSIGN_…` that a text names."""
    return set(re.findall(r"\bCOUNTERSIGN_[A-Z_]*[A-Z]", text))


def dead_links(text: str, file: str) -> list[str]:
    """Return the links of a text that lead to no file of the tree, or to no heading of this very text."""
    headings = {_anchor(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    here = (ROOT / file).parent
    return [
        link
        for link in re.findall(r"\]\(([^)\s]+)\)", text)
        if not link.startswith("https://")
        and not (link[1:] in headings if link.startswith("#") else (here / link.partition("#")[0]).exists())
    ]


def _anchor(heading: str) -> str:
    """Return what a page of the tree calls a heading in its address."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def command_of(line: str) -> list[str]:
    """Return the words of a line that name our command: `phone pair` of `sudo countersign phone pair --owner a`."""
    return _walk(line)[1]


def _fault(line: str) -> str:
    command, path, rest = _walk(line)
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)} | {"--help", "-h"}
    if unknown := [word for word in rest if word.startswith("-") and word.partition("=")[0] not in known]:
        return f"{' '.join(path)} has no {unknown[0]}"
    if hasattr(command, "commands") and rest and re.fullmatch(r"[a-z-]+", rest[0]):
        return f"there is no command {' '.join([*path, rest[0]])}"
    return ""


def _walk(line: str) -> tuple[Any, list[str], list[str]]:
    """Follow the words of a line down the tree of our commands; return the command, its words and the rest."""
    words = line.split("countersign ")[-1].split()
    command: Any = typer.main.get_command(app)
    path: list[str] = []
    while words and hasattr(command, "commands"):
        if words[0].startswith("--dev"):
            words.pop(0)
        elif words[0] in command.commands:
            command = command.commands[words[0]]
            path.append(words.pop(0))
        else:
            break
    return command, path, words
