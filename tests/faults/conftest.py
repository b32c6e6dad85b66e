"""What the faults befall: among others a broker that is served as `countersign serve` serves it."""

from tests.cli.conftest import bare

__all__ = ["bare"]
