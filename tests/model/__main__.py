"""`python -m tests.model`: explore at the small bounds, show that every mutant is found there, and print the counts.

`python -m tests.model --full [FAULTS]` explores one ask in which everything goes wrong once, or FAULTS things at most.
"""

import sys
from dataclasses import replace

from tests.model.explorer import explore
from tests.model.led_away import LedAway
from tests.model.led_here import LedHere
from tests.model.mutants import MUTANTS, STANDING_MUTANTS, applied
from tests.model.standing import Standing
from tests.model.world import ALONE, FAULTS, FULL, SMALL, Asks


def main(arguments: list[str]) -> int:
    """Print what was found; return 1 if an invariant is broken or a mutant survives, else 0."""
    if arguments[:1] == ["--full"]:
        found = explore(Asks(replace(FULL, faults=int(arguments[1]) if arguments[1:] else len(FAULTS))))
        print(f"one ask, {arguments[1] if arguments[1:] else 'all'} faults: {found}")
        return 1 if found.broken else 0
    wrong = 0
    for name, bounds in SMALL.items():
        found = explore(Asks(bounds))
        print(f"{name}: {found}", flush=True)
        wrong += found.broken is not None
    for mutant in MUTANTS:
        with applied(mutant):
            found = explore(Asks(ALONE, (mutant.breaks,)))
        print(f"\n{mutant}\n{found}", flush=True)
        wrong += found.broken is None
    return 1 if wrong + _standing() + _visits() else 0


def _standing() -> int:
    found = explore(Standing())
    print(f"\none standing approval, two faults: {found}", flush=True)
    wrong = int(found.broken is not None)
    for mutant in STANDING_MUTANTS:
        with applied(mutant):
            found = explore(Standing((mutant.breaks,)))
        print(f"\n{mutant}\n{found}", flush=True)
        wrong += found.broken is None
    return wrong


def _visits() -> int:
    away, here = explore(LedAway()), explore(LedHere())
    print(f"\nled away to a foreign server: {away}\n\nled here by a client: {here}", flush=True)
    return int(away.broken is not None) + int(here.broken is not None)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
