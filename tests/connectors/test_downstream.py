"""Which resource servers a call lets its own server call in turn, as its owner is told (decisions P17)."""

from typing import Any

import pytest

from broker.connectors.call import call_for
from broker.connectors.downstream import Downstream, called_for
from broker.connectors.load import load
from broker.files import starter
from broker.gnap.rights import parse_access

ORDER: dict[str, Any] = {"type": "shop-order", "actions": ["buy"], "locations": ["https://shop.example/orders"]}
PAYMENTS, POST = "https://bank.example/payments", "https://post.example:8443/parcels"


def line(*places: str, kind: str = "shop-order", actions: tuple[str, ...] = ("buy",)) -> Downstream:
    return Downstream(kind, actions, {"type": "x", "actions": ["do"], "locations": list(places)})


ROWS: dict[str, tuple[dict[str, Any], list[Downstream], tuple[str, ...]]] = {
    "no map": (ORDER, [], ()),
    "one line": (ORDER, [line(PAYMENTS)], ("bank.example",)),
    "a port of its own": (ORDER, [line(POST)], ("post.example:8443",)),
    "two lines": (ORDER, [line(PAYMENTS), line(POST)], ("bank.example", "post.example:8443")),
    "two lines to one server": (ORDER, [line(PAYMENTS), line(f"{PAYMENTS}/2")], ("bank.example",)),
    "another type": (ORDER, [line(PAYMENTS, kind="shop-return")], ()),
    "another action": (ORDER, [line(PAYMENTS, actions=("return",))], ()),
    "one action of two": (ORDER | {"actions": ["look", "buy"]}, [line(PAYMENTS)], ("bank.example",)),
    "any action": ({"type": "shop-order"}, [line(PAYMENTS)], ("bank.example",)),
}


@pytest.mark.promise("P17")
@pytest.mark.parametrize("name", ROWS)
def test_the_servers_of_every_line_that_speaks_of_a_right_are_named(name: str) -> None:
    right, maps, hosts = ROWS[name]
    assert called_for(parse_access([right]), maps) == hosts


@pytest.mark.promise("P17")
def test_a_call_names_the_servers_that_its_connector_lets_its_own_call() -> None:
    arguments = {"item": "bread", "amount": "4.50", "currency": "EUR", "account": "main"}
    shop = starter("tools/shop.yaml")
    assert call_for(load(shop, "tools/shop.yaml"), "shop_order", arguments).downstream == ("bank.example",)
    alone = load(shop.partition("downstream:")[0], "tools/shop.yaml")
    assert call_for(alone, "shop_order", arguments).downstream == ()
