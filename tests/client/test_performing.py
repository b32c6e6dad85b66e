"""What is done with an answer before anything is written, so that the one writer is kept waiting by none."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broker.client import performing, using
from broker.http import Answer
from tests.client.plain_api import SECRET, plain_api

pytestmark = pytest.mark.anyio

LENGTHS = {"a short answer": 1, "a long answer": performing.SHORT}


class Noted:
    """`where` says of each call of a function in which thread it ran, and whether inside a transaction."""

    def __init__(self) -> None:
        self.inside: set[int] = set()
        self.where: dict[str, set[tuple[int, bool]]] = {}

    def work(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Return a store's method that notes which thread does its work."""

        def noted(work: Callable[..., Any]) -> Any:
            def done(session: Any) -> Any:
                mine = threading.get_ident()
                self.inside.add(mine)
                try:
                    return work(session)
                finally:
                    self.inside.discard(mine)

            return real(done)

        return noted

    def called(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, which notes where it is called."""

        def noted(*given: Any, **named: Any) -> Any:
            mine = threading.get_ident()
            self.where.setdefault(name, set()).add((mine, mine in self.inside))
            return real(*given, **named)

        return noted


@pytest.mark.parametrize("row", LENGTHS)
async def test_an_answer_is_read_and_scrubbed_before_the_store_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str
) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()
        api.answer = lambda _: Answer(200, {}, f'["{SECRET}", "{"x" * LENGTHS[row]}"]'.encode())
        noted, database = Noted(), api.here.broker.store._database
        for name in ("read", "write"):
            monkeypatch.setattr(database, name, noted.work(getattr(database, name)))
        for name in ("scrubbed", "_challenged", "change"):
            monkeypatch.setattr(using, name, noted.called(name, getattr(using, name)))
        view = await api.done()
        assert (view.status, view.result) == ("done", {"status": 200, "body": ["[secret]", "x" * LENGTHS[row]]})
        assert {inside for _, inside in noted.where["change"]} == {True}  # the control: it is noted what is inside
        for name in ("scrubbed", "_challenged"):
            assert {inside for _, inside in noted.where[name]} == {False}
        loops = {thread == threading.get_ident() for thread, _ in noted.where["scrubbed"]}
        assert loops == {row == "a short answer"}, "a long one in a thread of its own"
