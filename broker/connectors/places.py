"""Reading an address that the broker will call: canonical, and https unless it is on this computer."""

from broker.gnap.locations import fault, is_loopback
from broker.yamlfile import Node


def reachable(node: Node, value: str, location: str) -> str:
    """Return `value`, whose `location` may be called; raise FileErrors that say what would be right."""
    if why := fault(location):
        raise node.refuse(f"the address {why}")
    if value.startswith("http:") and not is_loopback(location):
        raise node.refuse('plain http is for this computer only (localhost, 127.0.0.1, [::1]); write "https://"')
    return value
