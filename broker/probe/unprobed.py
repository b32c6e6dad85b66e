"""The requirements of an authorization server that no check shows, each with the reason: they do not show on the wire.

Rows of the requirement table whose role is "AS" or "key/proof" and that are no MAY. A test holds this list and the
checks together: every such row is in exactly one of them. What shows them at our own server are tests of its own.
"""

from typing import Final

_PAGE = "shows on the page for the owner, whose form no RFC describes"
_TYPED = "the owner types the code into a form, which no RFC describes"

UNPROBED: Final = {
    "C-2.3-8": "which name won shows on the page for the owner, whose form no RFC describes",
    "C-2.3-9": "shows in the server's record of the client, which no answer tells",
    "C-2.3.2-3": _PAGE,
    "C-2.3.2-4": "shows on the page for the owner and in what the server decides by, not in an answer",
    "C-2.4-3": "needs a second person who signs in, in a way that no RFC describes",
    "C-2.5.2-6": _PAGE,
    "C-2.5.3-1": _PAGE,
    "C-3.3.3-5": "the page for `user_code` stands in no answer, and that of `user_code_uri` may be another each time",
    "C-4.1.2-1": _TYPED,
    "C-4.1.2-4": _TYPED,
    "C-4.1.2-6": _TYPED,
    "C-4.2-2": _PAGE,
    "C-7.1.1-1": "a key reference is agreed on outside of the protocol, and nothing tells what it is made of",
    "C-7.1.1-2": "a key reference is agreed on outside of the protocol, and an instance identifier is none",
    "C-8-3": "what a type means to the server shows in its API definitions, not in an answer",
    "R-3.4-3": "needs a registered resource server that may not introspect, which is a server's own rule",
}
"""The row, and why no check shows it."""
