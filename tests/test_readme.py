"""Every command that README.md shows does what it shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.names import ROOT
from tests.readme import Reader, ReadmeError, matches, steps


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    reader = Reader(tmp_path)
    yield reader
    reader.close()


def block(way: str, *lines: str) -> str:
    return "\n".join([f"<!-- test: {way} -->", "```console", *lines, "```", ""])


def test_the_commands_of_the_readme_run(reader: Reader) -> None:
    assert reader.follow((ROOT / "README.md").read_text(encoding="utf-8")) > 0


def test_commands_run_in_order_in_one_home(reader: Reader) -> None:
    first, second = block("run", "$ echo hello > file"), block("run", "$ cat file", "hello", "$ echo 1 2 3", "1 … 3")
    assert reader.follow(f"{first}\nwords\n\n{second}") == 3


def test_lines_without_a_prompt_are_all_commands_and_remarks_are_not(reader: Reader) -> None:
    commands = [step.command for step in steps(block("run", "# first", "true", "echo a \\", "  b"))]
    assert commands == ["true", "echo a   b"]


@pytest.mark.parametrize(
    "text",
    [
        block("run", "$ false"),
        block("run", "$ echo hello", "goodbye"),
        block("fails", "$ true"),
        block("make", "$ make no-such-target"),
        block("make", "$ ls"),
        block("serve", "$ true"),
    ],
)
def test_a_command_that_does_not_do_what_is_shown_is_an_error_with_its_line(text: str, reader: Reader) -> None:
    with pytest.raises(ReadmeError, match=r"README\.md:3: "):
        reader.follow(text)


def test_a_refusal_that_is_shown_must_come(reader: Reader) -> None:
    assert reader.follow(block("fails", "$ echo no; exit 1", "no")) == 1


def test_a_target_of_make_need_only_exist(reader: Reader) -> None:
    assert reader.follow(block("make", "$ make test", "$ make demo ARGS=--yes   # three minutes")) == 0


@pytest.mark.parametrize("text", ["```sh\ntrue\n```\n", block("maybe", "$ true"), block("shown", "$ true")])
def test_a_block_that_does_not_say_how_it_is_tried_is_an_error(text: str) -> None:
    assert steps(block("shown, because it is another program's", "$ claude mcp add"))
    with pytest.raises(ReadmeError):
        steps(text)


def test_three_dots_stand_for_any_text() -> None:
    assert matches("a … d\n…\nz", "x a b c d\n1\n2\nz\n")
    assert not matches("a … d", "a b c")
