"""Long rounds: `python -m tests.fuzz [seconds]` lets atheris drive every target by its coverage, that long each.

`python -m tests.fuzz NAME SECONDS` drives one. Where atheris has no wheel nothing runs, and the one line says so. What
it finds worth keeping stays in `.work/corpus/<target>`, where the next round begins; input that broke an invariant is
written beside it. Each target has a process of its own, for atheris ends its own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tests.fuzz.messages import Target

CORPUS: Final = Path(".work/corpus")
SECONDS: Final = 60
LARGEST: Final = 4096  # bytes of chance for one example
INSTRUMENTED: Final = ["broker.gnap", "broker.authserver"]
SKIPPED: Final = "skipped: fuzzing by coverage needs atheris, which has no wheel for this Python or this system"


def main(arguments: Sequence[str]) -> int:
    """Run every target; return how many broke their invariant."""
    if find_spec("atheris") is None:
        print(SKIPPED)
        return 0
    seconds = int(arguments[0]) if arguments else SECONDS
    names = list(targets())
    broken = [name for name in names if _driven(name, seconds) != 0]
    print(f"{len(names)} targets driven, {seconds} s each; broken: {', '.join(broken) or 'none'}")
    return len(broken)


def targets() -> dict[str, Target]:
    """Return every target under its name: its check, and what is drawn for it."""
    from tests.fuzz.messages import TARGETS as MESSAGES
    from tests.fuzz.signatures import TARGETS as SIGNATURES
    from tests.fuzz.test_jose_parsing import TARGETS as JOSE

    return {**MESSAGES, **SIGNATURES, **JOSE}


def drive(name: str, seconds: str) -> None:
    """Let atheris drive one target; it ends the process, with a status other than 0 for a broken invariant."""
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]  # not everywhere

    with atheris.instrument_imports(include=INSTRUMENTED):
        check, drawn = targets()[name]
    from hypothesis import given

    kept = CORPUS / name
    kept.mkdir(parents=True, exist_ok=True)
    bounds = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", f"-artifact_prefix={kept}-", "-verbosity=0"]
    examples: Any = given(*drawn)(check)
    atheris.Setup([sys.argv[0], str(kept), *bounds], examples.hypothesis.fuzz_one_input)
    atheris.Fuzz()


def _driven(name: str, seconds: int) -> int:
    print(f"{name}: {seconds} s", flush=True)
    return subprocess.run([sys.executable, "-m", "tests.fuzz", name, str(seconds)]).returncode


if __name__ == "__main__":
    if len(sys.argv) == 3:
        drive(*sys.argv[1:])
    else:
        sys.exit(main(sys.argv[1:]))
