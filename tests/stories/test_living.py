"""What the stories share ends what it began, also where a story gives up."""

import asyncio
import gc
import os
import warnings
from pathlib import Path
from typing import Any

import pytest

from broker.demo.premises import premises
from tests.stories.living import Household

pytestmark = pytest.mark.anyio


async def test_a_command_that_is_given_up_is_ended_and_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, started = asyncio.create_subprocess_exec, asyncio.Future[int]()

    async def begun(*words: str, **options: Any) -> asyncio.subprocess.Process:
        process = await begin(*words, **options)
        started.set_result(process.pid)
        return process

    async with premises(tmp_path) as place:
        monkeypatch.setattr("asyncio.create_subprocess_exec", begun)
        asked = asyncio.create_task(Household(place).countersign("agent", "list"))
        number = await started
        asked.cancel()
        await asyncio.wait([asked])
        assert asked.cancelled()
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            gc.collect()
        assert told == []
