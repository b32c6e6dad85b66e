"""The one way out of the broker: deadlines, bounds, address rules, no redirects.

`broker.http.out` says to whom; `addresses` and `resolving` where that is; `circuit` how often; `servers` and
`resources` are the two clients, and `framing` and `outcome` what leaves and what comes back.
"""

from broker.http.addresses import Origin, is_loopback, origin_of
from broker.http.certificate import ClientCertificate
from broker.http.out import PUSH_SECONDS, SECONDS, Http
from broker.http.outcome import LARGEST, Answer, NoAnswer, NotSent
from broker.http.resolving import Resolve

__all__ = [
    "LARGEST",
    "PUSH_SECONDS",
    "SECONDS",
    "Answer",
    "ClientCertificate",
    "Http",
    "NoAnswer",
    "NotSent",
    "Origin",
    "Resolve",
    "is_loopback",
    "origin_of",
]
