"""Ends with 0 if the broker answers on its unix socket: whatever its port, and with or without TLS."""

import os
import socket
import sys

SECONDS = 4.0


def answers(path: str) -> bool:
    """Tell whether the broker that listens at `path` says how it is."""
    with socket.socket(socket.AF_UNIX) as broker:
        broker.settimeout(SECONDS)
        try:
            broker.connect(path)
            broker.sendall(b"GET /status HTTP/1.0\r\nHost: broker\r\n\r\n")
            return broker.recv(64).split(b" ")[1:2] == [b"200"]
        except OSError:
            return False


if __name__ == "__main__":
    sys.exit(not answers(os.path.join(os.environ["COUNTERSIGN_STATE_DIR"], "broker.sock")))  # noqa: PTH118 -- starts fast
