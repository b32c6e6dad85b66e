"""Hears PostgreSQL's NOTIFY on a connection of its own and rings the bells of this process. Reconnects for ever."""

import contextlib
import os
import select
import threading
from typing import Any

import psycopg
import structlog
from sqlalchemy import URL

from broker.wakeups import RECONNECT_SECONDS, NotifyWakeups

log = structlog.get_logger(__name__)

CHANNEL = "countersign_wakeups"
ALIVE_SECONDS = 15.0  # how long a connection may be silent before it is tried


class Listener:
    """A thread that listens until it is stopped."""

    def __init__(self, url: URL, wakeups: NotifyWakeups) -> None:
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._wakeups = wakeups
        self._stopped, self._stop = os.pipe()
        self._thread = threading.Thread(target=self._listen_for_ever, name="countersign-listener", daemon=True)
        self._thread.start()

    def listening(self, seconds: float) -> bool:
        """Return whether NOTIFY is heard, waiting for it at most so long."""
        return self._wakeups.heard.wait(seconds)

    def stop(self) -> None:
        """End the thread and its connection."""
        os.write(self._stop, b".")
        self._thread.join()
        os.close(self._stop)
        os.close(self._stopped)

    def _listen_for_ever(self) -> None:
        failures, ended = 0, False
        while not ended:
            try:
                with psycopg.connect(self._address, autocommit=True, connect_timeout=5) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    failures = 0
                    self._wakeups.ring_all()  # what was sent while nobody listened is unknown
                    self._wakeups.heard.set()
                    ended = self._hear(connection)
            except psycopg.Error as error:
                self._lost()
                log.warning("PostgreSQL's notifications are away: wakeups are late", error=type(error).__name__)
                ended = self._asked_to_stop(RECONNECT_SECONDS[min(failures, len(RECONNECT_SECONDS) - 1)])
                failures += 1

    def _lost(self) -> None:
        if self._wakeups.heard.is_set():
            self._wakeups.heard.clear()
            self._wakeups.ring_all()  # who counted on hints looks, and from now on by itself

    def _hear(self, connection: psycopg.Connection[Any]) -> bool:
        while True:
            ready, _, _ = select.select([connection.fileno(), self._stopped], [], [], ALIVE_SECONDS)
            if self._stopped in ready:
                return True
            if not ready:
                connection.execute("SELECT 1")
            for notice in connection.notifies(timeout=0):
                self._wakeups.ring(notice.payload)

    def _asked_to_stop(self, seconds: float) -> bool:
        with contextlib.suppress(InterruptedError):
            return bool(select.select([self._stopped], [], [], seconds)[0])
        return False
