"""A broker and its bank as a process that a test kills: `python -m tests.clients.broker FOLDER PORT HOLD TURNED`.

It opens what a home left in FOLDER and hands its `app` a clock that stands TURNED seconds after the start. Commands
(`Inside` in stage.py) come as lines of JSON on stdin; it ends with them.
"""

import asyncio
import json
import sys
from pathlib import Path

from broker.demo.bank import KID
from broker.gnap.keys import PrivateKey
from tests.actors import served
from tests.clients.stage import Held, Within
from tests.home import Clock, reopened


async def main(folder: Path, port: int, hold: float, turned: float) -> None:
    """Serve, and do what is commanded."""
    clock = Clock()
    clock.turn(turned)
    key = PrivateKey.from_bytes((folder / "bank.key").read_bytes(), KID)
    async with reopened(folder, key, clock, hold_seconds=hold) as house, served(house.broker.app, port):
        inside = Within(house, Held(house.broker))
        _say("listens")
        while line := await asyncio.to_thread(sys.stdin.readline):
            _say(await inside.do(**json.loads(line)))


def _say(words: object) -> None:
    print(json.dumps(words), flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])))
