"""What the attacks start from: a served broker whose owner has a phone, and an agent with a shell beside it."""

from tests.attacks.shell import hasty, house, shell, unguarded
from tests.cli.conftest import asking, bare, served

__all__ = ["asking", "bare", "hasty", "house", "served", "shell", "unguarded"]
