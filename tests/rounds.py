"""pytest plugin: how many examples Hypothesis tries. TESTS_ROUNDS=long (`make nightly`) tries fifty times as many.

No example has a deadline: two busy cores would make it a measure of the neighbours.
"""

import os

from hypothesis import settings

settings.register_profile("short", deadline=None, max_examples=100)
settings.register_profile("long", deadline=None, max_examples=5_000)
settings.load_profile("long" if os.environ.get("TESTS_ROUNDS") == "long" else "short")
