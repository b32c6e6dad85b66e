"""`countersign policy check`: is a file fit to be in force? Pure; the command prints what is returned."""

from broker.policy.load import PolicyErrors, load
from broker.yamlfile import Problem


def check(source: str | bytes, path: str) -> list[Problem]:
    """Return everything wrong with a policy file, in the order of its lines; nothing if it can be in force."""
    try:
        load(source, path)
    except PolicyErrors as error:
        return error.problems
    return []
