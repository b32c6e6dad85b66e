"""An answer as a check reads it, and what most checks expect of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from broker.probe.check import Absent, expect
from broker.probe.signing import Party
from broker.probe.world import Json


@dataclass(frozen=True)
class Reply:
    """An answer, and who asked. `content` is the JSON object, empty where there is none."""

    status: int
    headers: Mapping[str, str]
    content: Json
    party: Party
    at: datetime

    @property
    def error(self) -> str | None:
        """The error's code, in either of its forms."""
        error = self.content.get("error")
        code = error.get("code") if isinstance(error, dict) else error
        return code if isinstance(code, str) else None

    @property
    def tokens(self) -> list[Json]:
        """The access tokens, none, one or several."""
        found = self.content.get("access_token")
        listed = found if isinstance(found, list) else [found]
        return [one for one in listed if isinstance(one, dict)]

    @property
    def going_on(self) -> Json:
        """The `continue` member, empty where there is none."""
        found = self.content.get("continue")
        return found if isinstance(found, dict) else {}

    @property
    def interact(self) -> Json:
        """The `interact` member, empty where there is none."""
        found = self.content.get("interact")
        return found if isinstance(found, dict) else {}

    @property
    def summary(self) -> str:
        """What the answer is, in words without a secret."""
        return (
            f"HTTP {self.status}, error {self.error}" if self.error else f"HTTP {self.status}, {sorted(self.content)}"
        )


def value_of(holder: Json) -> str:
    """Return the token value in `continue` or `manage`; Broken where there is none."""
    token = holder.get("access_token")
    value = token.get("value") if isinstance(token, dict) else None
    expect(isinstance(value, str) and value, "an access_token without a value where one belongs")
    return str(value)


def uri_of(holder: Json) -> str:
    """Return the URI in `continue` or `manage`; Broken where there is none."""
    uri = holder.get("uri")
    expect(isinstance(uri, str) and uri, "no uri where one belongs")
    return str(uri)


def managed(token: Json) -> Json:
    """Return the `manage` member of a token; Absent where the server gives none."""
    manage = token.get("manage")
    if manage is None:
        raise Absent("the token cannot be managed")
    expect(isinstance(manage, dict), "manage is not an object")
    return dict(manage)


def refused(reply: Reply, *codes: str) -> None:
    """Expect an error, one of `codes` where they are named, and nothing granted beside it."""
    expect(not reply.tokens and "subject" not in reply.content, f"something was granted ({reply.summary})")
    expect(reply.error is not None and reply.status < 500, f"no error was answered ({reply.summary})")
    expect(not codes or reply.error in codes, f"the error is {reply.error} and not {' or '.join(codes)}")
