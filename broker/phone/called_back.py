"""The pages of a browser that comes back from another authorization server, and whose browser it is.

What is done with what it brings is the client instance's (`client/callback.py`); here are its words only.
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from broker.client.callback import Told
from broker.client.finishing import Browser
from broker.phone.catalogue import label, spoken_to
from broker.phone.deps import PhoneDeps
from broker.phone.pages import page
from broker.phone.sessions import signed_in

_STATUS: dict[Told, int] = {"going_on": 200, "signed_out": 401, "unknown": 400}


@dataclass(frozen=True)
class CalledBack:
    """The owners' browsers, as the callback's door sees them (`client.callback.Browsers`)."""

    deps: PhoneDeps

    async def whose(self, request: Request) -> Browser | None:
        """Return the signed-in browser that sent this, None for any other."""
        session = await signed_in(self.deps, request)
        return None if session is None else Browser(session.owner, session.digest)

    def page(self, request: Request, told: Told, onward: str) -> Response:
        """Return a page without any script, so that nothing else can happen on it."""
        with spoken_to(request):
            response = page("callback.html", status=_STATUS[told], told=told, onward=onward)
            label(response)
        return response
