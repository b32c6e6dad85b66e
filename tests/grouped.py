"""pytest plugin: with `--dist loadgroup` the tests of one `xdist_group` go to one worker, in pytest 9.2 too.

xdist (3.8) writes the group behind a test's id, into an attribute that pytest reads no more: without this the marks
mean nothing. Where they mean something again, nothing is left to do here.
"""

from collections.abc import Sequence

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Put the group that xdist wrote for a test into the id that is sent to whoever hands the tests out."""
    for item in items:
        written = vars(item).get("_nodeid", item.nodeid)
        group = written.removeprefix(item.nodeid)
        if group.startswith("@") and item.parent is not None:
            item._id = item.parent.id.child(item.name + group)
