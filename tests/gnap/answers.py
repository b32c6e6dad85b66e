"""Answers of an authorization server as they are given in tests, and the request that they answer."""

import json
from typing import Any

from broker.gnap.client_role import Answer, Asked, read_answer
from broker.gnap.rights import parse_access
from tests.stand_ins import key_named

AS = "https://as.example/gnap"
RIGHT = {
    "type": "bank-payment",
    "actions": ["create"],
    "locations": ["https://bank.example/payments"],
    "amount": "25.00",
}
ASKED = Asked(AS, parse_access([RIGHT]))
KEY = key_named("k1", 1).public

Json = dict[str, Any]


def going_on(**changes: Any) -> Json:
    return {"access_token": {"value": "80UPRY5NM33OMUKMKSKU"}, "uri": f"{AS}/continue/1", "wait": 5, **changes}


def token(**changes: Any) -> Json:
    return {
        "value": "OS9M2PMHKUR64TB8N6BW7OZB8CDFONP219RP1LT0",
        "access": [RIGHT],
        "expires_in": 600,
        "manage": {"uri": f"{AS}/token/1", "access_token": {"value": "B8CDFONP21-4TB8N6.BW7ONM"}},
        **changes,
    }


def read(answer: Json, asked: Asked = ASKED) -> Answer:
    return read_answer(json.dumps(answer).encode(), asked)
