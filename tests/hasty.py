"""A broker's program for tests that have no time: `python -c HASTY serve` is `python -m broker serve` but for one wait.

Its authorization server lets nobody wait between two continuations for the sake of politeness.
"""

HASTY = (
    "from datetime import timedelta; from broker import __main__ as program; program.hide(); program.start_anew(); "
    "from broker.authserver import grants; grants.WAIT = timedelta(0); program.main()"
)
