"""What is committed: a fixed top level, no junk, nothing that names one machine or one package index."""

import re
import subprocess
import tomllib

import pytest

from tests.names import ROOT

TOP = frozenset(
    "pyproject.toml README.md Makefile CHANGELOG.md LICENSE requirements.lock broker tools policies tests docker "
    ".ci .github .gitignore".split()
)
JUNK = re.compile(
    r"(^|/)(__pycache__|\.DS_Store|Thumbs\.db|\.idea|\.vscode|node_modules)(/|$)"
    r"|\.(pyc|pyo|orig|rej|swp|log|db|sqlite3?)$|~$"
)

# Bracketed dots and letters keep these patterns from matching this file.
PLACES = {
    "a path of one machine": re.compile(
        r"(?<![\w.$}])/(?:roo[t]|wor[k]|hom[e]/\w+|User[s]/\w+|op[t]/(?:wheels|pypi)|workspac[e])/"
    ),
    "a package index": re.compile(
        r"pypi[.](?:org|python)|pythonhosted[.]|registry[.](?:npmjs|yarnpkg)|(?:deb|security|ftp)[.]debian[.]org"
        r"|archive[.]ubuntu[.]|index-ur[l]|find-link[s]|trusted-hos[t]"
    ),
}
TEXT_LIMIT = 2_000_000


def committed() -> list[str]:
    """Return the paths that git has or would take: tracked, or new and not ignored."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return sorted(name for name in set(names) if name and (ROOT / name).exists())


def test_the_top_level_is_what_the_design_draws() -> None:
    assert {path.split("/")[0] for path in committed()} == TOP


def test_nothing_that_a_tool_or_an_editor_left_is_committed() -> None:
    assert JUNK.search("broker/__pycache__/x.cpython-311.pyc")
    assert [path for path in committed() if JUNK.search(path)] == []


@pytest.mark.parametrize("kind", PLACES)
def test_no_file_names_a_place(kind: str) -> None:
    found = []
    for path in committed():
        text = (ROOT / path).read_bytes()[:TEXT_LIMIT].decode(errors="replace")
        found += [f"{path}: {match.group()}" for match in PLACES[kind].finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("a path of one machine", "see /roo" + "t/notes"),
        ("a path of one machine", "cd /wor" + "k/main"),
        ("a path of one machine", "'/hom" + "e/alice/x'"),
        ("a package index", "https://py" + "pi.org/simple"),
        ("a package index", "https://files.python" + "hosted.org/x"),
        ("a package index", "--index" + "-url x"),
    ],
)
def test_a_place_is_recognised_and_a_folder_of_the_checkout_is_not_one(kind: str, text: str) -> None:
    assert PLACES[kind].search(text)
    assert not PLACES[kind].search("rm -rf .work/ran; /usr/lib/postgresql; $XDG_STATE_HOME/x; the index of a list")


@pytest.mark.parametrize(("lock", "at_least"), [("requirements.lock", 50), ("tests/clients/fastmcp.lock", 30)])
def test_the_lock_pins_every_requirement_by_version_and_hash_and_names_no_address(lock: str, at_least: int) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) > at_least
    for block in blocks:
        head, *hashes = block.replace(" \\", "").splitlines()
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==[\w.!+-]+( ; .+)?$", head), head
        assert hashes, head
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}", line) for line in hashes), head


def test_the_lock_holds_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run, build, work = (
        project["project"]["dependencies"],
        project["build-system"]["requires"],
        project["dependency-groups"],
    )
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    asked, locked = [*run, *build, *work["dev"]], set(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE))
    assert {re.split(r"[\[<>=!~ ]", name)[0].lower().replace("_", "-") for name in asked} - locked == set()


def test_the_types_of_all_python_are_checked_and_none_is_let_off() -> None:
    mypy = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    written = {path.split("/")[0] for path in committed() if path.endswith(".py")}
    assert written >= {"broker", "tests"}
    assert set(mypy["packages"]) == written
    assert mypy["strict"] is True
    assert set(mypy) == {"strict", "python_version", "packages", "plugins", "enable_error_code"}


def test_the_license_is_apache_2_in_full() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_every_make_target_is_listed_with_what_it_does() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in "demo serve test ci nightly lint bench screenshots system-deps lock clean".split():
        assert re.search(rf"^  make {target} +\S", listed, re.MULTILINE), target
