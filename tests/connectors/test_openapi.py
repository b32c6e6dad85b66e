"""An OpenAPI document becomes a connector in order, or words that name the place; what is not in it is told and why."""

import contextlib
import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from broker.connectors.call import call_for
from broker.connectors.load import load
from broker.connectors.openapi import yaml_json
from broker.connectors.openapi.document import CannotImport
from broker.connectors.openapi.starter import Starter, starter

PETS = (Path(__file__).with_name("openapi") / "pets.yaml").read_bytes()
DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Things", "version": "1"},
    "servers": [{"url": "https://things.example/v2"}],
    "paths": {"/things": {"get": {"operationId": "listThings", "parameters": []}}},
}


def of(document: dict[str, Any], **options: Any) -> Starter:
    return starter(json.dumps(document).encode(), "things.json", **options)


def with_parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    document = copy.deepcopy(DOCUMENT)
    document["paths"]["/things"]["get"]["parameters"] = [parameter]
    return document


def with_body(schema: dict[str, Any], **components: Any) -> dict[str, Any]:
    document = copy.deepcopy(DOCUMENT) | {"components": {"schemas": components}}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    document["paths"]["/things"]["post"] = {"operationId": "addThing", "requestBody": body}
    return document


def left_out(made: Starter) -> dict[str, str]:
    return {one.pointer: one.reason for one in made.left_out}


def test_a_document_becomes_a_connector_whose_calls_are_what_it_says() -> None:
    made = starter(PETS, "pets.yaml")
    assert made.operations == ("pet_store_get_pet", "pet_store_add_pet")
    connector = load(made.text, "pets.yaml")
    assert (connector.name, connector.resource_server) == ("pet-store", "https://eu.pets.example/v1")
    assert connector.credential is not None
    assert (connector.credential.header, connector.credential.scheme) == ("Authorization", "Bearer")
    look, add = connector.operations
    assert (look.title, look.description, look.destructive) == ("Look at a pet", "Long text of two lines.", False)
    assert (add.destructive, add.idempotency) == (True, "Idempotency-Key")
    call = call_for(connector, look.name, {"petId": "7", "as_of": "2026-11-27"})
    assert (call.method, call.url) == ("GET", "https://eu.pets.example/v1/pets/7?as-of=2026-11-27&verbose=false")
    given = {"dry_run": True, "name": "Tom", "kind": "no", "owner_e_mail": "a@b.example"}
    call = call_for(connector, add.name, given)
    assert (call.method, call.url) == ("POST", "https://eu.pets.example/v1/pets?dry_run=true")
    assert json.loads(call.body or b"") == {
        "name": "Tom",
        "kind": "no",
        "owner": {"e-mail": "a@b.example"},
        "note": "none",
    }


def test_every_parameter_is_a_member_of_the_right_so_that_the_owner_sees_it() -> None:
    for operation in load(starter(PETS, "pets.yaml").text, "p").operations:
        shown = {value[1:] for value in operation.access.values() if isinstance(value, str) and value[0] == "$"}
        assert shown == set(operation.parameters)


def test_what_is_left_out_is_told_with_its_place_and_the_reason() -> None:
    told = left_out(starter(PETS, "pets.yaml"))
    assert told == {
        "#/components/securitySchemes/old": "apiKey query is none that a secret in a header serves",
        "#/paths/~1pets~1{petId}/get/parameters/2": "getPet: it is a list",
        "#/paths/~1pets~1{petId}/get/parameters/3": "getPet: it goes into a header, and the broker sets those itself",
        "#/paths/~1pets~1{petId}/delete": "removePet: it is deprecated",
        "#/components/schemas/NewPet/allOf/1/properties/owner/properties/age": (
            "addPet: it is optional and names no default, so that what is sent could not be shown"
        ),
        "#/components/schemas/NewPet/allOf/1/properties/weight": (
            "addPet: it is a number that may have a fraction, which JSON readers do not keep exact; "
            "--whole-numbers sends whole ones"
        ),
    }
    document = yaml.safe_load(PETS)
    for pointer in told:
        at = document
        for step in pointer.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            at = at[int(name)] if isinstance(at, list) else at[name]


def test_the_same_document_in_json_makes_the_same_connector() -> None:
    assert starter(json.dumps(yaml.safe_load(PETS)).encode(), "pets.json") == starter(PETS, "pets.yaml")


def test_only_the_operations_that_are_named_are_taken() -> None:
    for name in ("addPet", "pet_store_add_pet", "POST /pets"):
        assert starter(PETS, "p", only=[name]).operations == ("pet_store_add_pet",)
    with pytest.raises(CannotImport, match=r'there is no operation "addPets"; did you mean addPet\?'):
        starter(PETS, "p", only=["addPets"])


FLOW = {
    "authorizationUrl": "https://as.example/authorize?access_type=offline",
    "tokenUrl": "https://as.example/token",
    "scopes": {"read": "", "write": ""},
}
ENDPOINTS: dict[str, Any] = {"token_endpoint": FLOW["tokenUrl"], "authorization_endpoint": FLOW["authorizationUrl"]}
CREDENTIALS: dict[str, tuple[dict[str, Any], dict[str, Any] | None]] = {
    "a key in a header": (
        {"type": "apiKey", "in": "header", "name": "X-Key"},
        {"kind": "api_key", "header": "X-Key"},
    ),
    "a bearer token": ({"type": "http", "scheme": "bearer"}, {"kind": "api_key", "scheme": "Bearer"}),
    "a password": ({"type": "http", "scheme": "basic"}, {"kind": "api_key", "scheme": "Basic"}),
    "OAuth": ({"type": "oauth2", "flows": {}}, {"kind": "api_key", "scheme": "Bearer"}),
    "OAuth with a code": (
        {"type": "oauth2", "flows": {"implicit": {}, "authorizationCode": FLOW}},
        {"kind": "oauth2", "client_id": "countersign", **ENDPOINTS},
    ),
    "OAuth whose tokens are renewed elsewhere": (
        {"type": "oauth2", "flows": {"authorizationCode": {**FLOW, "refreshUrl": "https://as.example/renew"}}},
        {"kind": "api_key", "scheme": "Bearer"},
    ),
    "OAuth in plain http": (
        {"type": "oauth2", "flows": {"authorizationCode": {**FLOW, "tokenUrl": "http://as.example/token"}}},
        {"kind": "api_key", "scheme": "Bearer"},
    ),
    "OAuth at an address without a host": (
        {"type": "oauth2", "flows": {"authorizationCode": {**FLOW, "tokenUrl": "/token"}}},
        {"kind": "api_key", "scheme": "Bearer"},
    ),
    "OAuth without an owner": (
        {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://as.example/token"}}},
        {"kind": "api_key", "scheme": "Bearer"},
    ),
    "OpenID": (
        {"type": "openIdConnect", "openIdConnectUrl": "https://as.example/.well-known/openid-configuration"},
        {"kind": "api_key", "scheme": "Bearer"},
    ),
    "a key in the address": ({"type": "apiKey", "in": "query", "name": "key"}, None),
    "a cookie": ({"type": "apiKey", "in": "cookie", "name": "key"}, None),
    "a certificate": ({"type": "mutualTLS"}, None),
}


@pytest.mark.parametrize("how", CREDENTIALS)
def test_how_calls_are_authorised_is_taken_from_the_document(how: str) -> None:
    scheme, credential = CREDENTIALS[how]
    made = of(DOCUMENT | {"components": {"securitySchemes": {"it": scheme}}})
    assert yaml.safe_load(made.text).get("credential") == credential
    assert ("#/components/securitySchemes/it" in left_out(made)) == (credential is None)


PARAMETERS: dict[str, tuple[dict[str, Any], dict[str, Any] | str]] = {
    "text": ({"schema": {"type": "string"}, "required": True}, {"type": "string"}),
    "short text": (
        {"schema": {"type": "string", "maxLength": 9}, "required": True},
        {"type": "string", "max_length": 9},
    ),
    "a default": ({"schema": {"type": "integer", "default": 3}}, {"type": "integer", "default": 3}),
    "a decimal": ({"schema": {"type": "number"}, "required": True}, {"type": "string", "format": "decimal"}),
    "or null": ({"schema": {"type": ["boolean", "null"]}, "required": True}, {"type": "boolean"}),
    "a choice": (
        {"schema": {"enum": ["up", "yes"]}, "required": True, "description": "Where\n to\u202e"},
        {"type": "string", "enum": ["up", "yes"], "description": "Where to"},
    ),
    "no default": ({"schema": {"type": "string"}}, "it is optional and names no default"),
    "another default": ({"schema": {"type": "integer", "default": "x"}}, "its default must be a whole number"),
    "a whole default": ({"schema": {"type": "integer", "default": 3.0}}, {"type": "integer", "default": 3}),
    "half a default": ({"schema": {"type": "integer", "default": 0.5}}, "its default must be a whole number such as 3"),
    "a default below zero": ({"schema": {"type": "number", "default": -0.5}}, "its default must be a decimal text"),
    "a list": ({"schema": {"type": "array"}}, "it is a list"),
    "an object": ({"schema": {"type": "object"}}, "it is no text, number, true or false"),
    "several forms": ({"schema": {"oneOf": [{"type": "string"}, {"type": "integer"}]}}, "it is one of several forms"),
    "elsewhere": ({"schema": {"$ref": "other.yaml#/x"}}, "leads out of this file, and nothing is fetched"),
    "a web address": ({"schema": {"$ref": "https://evil.example/x"}}, "leads out of this file, and nothing is fetched"),
    "nowhere": ({"schema": {"$ref": "#/components/schemas/X"}}, "leads nowhere"),
    "a circle": ({"schema": {"$ref": "#/paths/~1things/get/parameters/0/schema"}}, "lead in a circle"),
    "no schema": ({}, "it has no schema"),
}


@pytest.mark.parametrize("what", PARAMETERS)
def test_a_parameter_is_expressed_exactly_or_left_out(what: str) -> None:
    parameter, expected = PARAMETERS[what]
    made = of(with_parameter({"name": "it", "in": "query", **parameter}))
    (operation,) = yaml.safe_load(made.text)["operations"]
    if isinstance(expected, dict):
        assert (operation["parameters"], made.left_out) == ({"it": expected}, ())
    else:
        assert "parameters" not in operation
        assert expected in left_out(made)["#/paths/~1things/get/parameters/0"]


@pytest.mark.parametrize("what", [what for what, (_, made) in PARAMETERS.items() if isinstance(made, str)])
def test_an_operation_that_needs_what_cannot_be_expressed_is_left_out(what: str) -> None:
    parameter = PARAMETERS[what][0] | {"name": "it", "in": "query", "required": True}
    if "default" in what:
        return
    document = with_parameter(parameter)
    document["paths"]["/others"] = {"get": {"operationId": "others"}}
    made = of(document)
    assert made.operations == ("things_others",)
    assert 'it needs the parameter "it"' in left_out(made)["#/paths/~1things/get"]


def test_a_body_that_needs_what_cannot_be_expressed_leaves_its_operation_out() -> None:
    deep = {"type": "object", "required": ["in"], "properties": {"in": {"$ref": "#/components/schemas/Deep"}}}
    for schema, words in (
        (
            {"type": "object", "required": ["t"], "properties": {"t": {"type": "array"}}},
            'the body needs "t": it is a list',
        ),
        ({"$ref": "#/components/schemas/Deep"}, "it is nested more than 4 deep"),
        ({"anyOf": [{"type": "object"}, {"type": "string"}]}, "it is one of several forms"),
    ):
        made = of(with_body(schema, Deep=deep))
        assert made.operations == ("things_list_things",)
        assert words in left_out(made)["#/paths/~1things/post"]
    assert of(with_body({"type": "object", "required": ["t"], "properties": {"t": {"type": "string"}}})).operations == (
        "things_list_things",
        "things_add_thing",
    )


def test_text_that_yaml_reads_as_something_else_stays_text() -> None:
    words = [
        "y",
        "N",
        "no",
        "On",
        "null",
        "~",
        "true",
        "1e5",
        "0x1F",
        "0o17",
        "12:30:45",
        "2026-11-27",
        "=",
        "<<",
        "1_0",
    ]
    for word in words:
        made = of(with_parameter({"name": "it", "in": "query", "schema": {"enum": [word], "default": word}}))
        (operation,) = load(made.text, "t").operations
        assert (operation.parameters["it"].enum, operation.parameters["it"].default) == ((word,), word)


def test_an_operation_that_the_strict_reader_would_not_have_is_left_out_alone() -> None:
    document = copy.deepcopy(DOCUMENT)
    thing = {"operationId": "getThing", "parameters": [{"name": "id", "in": "path", "schema": {"type": "string"}}]}
    document["paths"]["/things/{id}.json"] = {"get": thing}
    document["paths"]["/things/../others"] = {"get": {"operationId": "others"}}
    made = of(document)
    assert made.operations == ("things_list_things",)
    told = left_out(made)
    assert "a {parameter} fills one whole path segment" in told["#/paths/~1things~1{id}.json/get"]
    assert "#/paths/~1things~1..~1others/get" in told


def test_schemas_made_of_each_other_a_million_times_end_soon() -> None:
    many = {f"S{n}": {"allOf": [{"$ref": f"#/components/schemas/S{n + 1}"}] * 40} for n in range(9)}
    made = of(with_body({"$ref": "#/components/schemas/S0"}, **many, S9={"type": "object"}))
    assert "too entangled" in left_out(made)["#/paths/~1things/post"]


def test_forty_parameters_are_enough() -> None:
    document = with_parameter({})
    one = {"in": "query", "required": True, "schema": {"type": "boolean"}}
    document["paths"]["/things"]["get"]["parameters"] = [{"name": f"p{n}", **one} for n in range(40)]
    assert len(load(of(document).text, "t").operations[0].parameters) == 40
    document["paths"]["/things"]["get"]["parameters"].append({"name": "one_more", **one})
    with pytest.raises(CannotImport, match="more than 40 parameters"):
        of(document)


REFUSED: dict[str, tuple[bytes, str]] = {
    "no JSON": (b'{"openapi": \n oops', "things.json:2:2: this is no JSON"),
    "no YAML": (b"openapi: 3.0.0\n- x", "things.json:2:1: this is no YAML"),
    "an endless number": (b'{"a": ' + b"9" * 5000 + b"}", "this is no JSON that can be read"),
    "an endless number in YAML": (b"a: " + b"9" * 5000, "this is no YAML that can be read"),
    "a name twice": (b'{"openapi": "3.0.0",\n "paths": {"/a": 1,\n  "/a": 2}}', 'json:3:3: "/a" is in one object'),
    "a name twice in YAML": (b"openapi: 3.0.0\npaths:\n  /a: 1\n  /b: 1\n  /a: 2\n", 'json:5:3: "/a" is here twice'),
    "a merge key": (b"a: &a {b: 1}\nc:\n  <<: *a\n", "things.json:3:3: a merge key"),
    "an alias of nothing": (b"a: *b\n", 'things.json:1:4: this is no YAML: the alias "*b" leads nowhere'),
    "a name that is a list": (b"a: 1\n? [b]\n: 1\n", "things.json:2:3: a name must stand before the colon"),
    "two documents": (b"a: 1\n---\nb: 1\n", "things.json:2:1: a second document begins here"),
    "a server that is none": (b'{"openapi": "3.0.0", "servers": [{"url": "https://[a"}]}', '"https://[a" is no'),
    "no UTF-8": (b"openapi: \xff", "no UTF-8"),
    "a list": (b"- 1", "an OpenAPI document is an object"),
    "nothing": (b"", "an OpenAPI document is an object"),
    "Swagger 2": (b'{"swagger": "2.0"}', "things.json#/swagger: this is Swagger 2"),
    "version 4": (b'{"openapi": "4.0.0"}', 'things.json#/openapi: the version is "4.0.0"'),
    "no version": (b"{}", "things.json#/openapi: the version is missing"),
    "no server": (b'{"openapi": "3.0.0", "paths": {}}', "say where the API is: --server https://api.example.com"),
    "a server beside": (b'{"openapi": "3.0.0", "servers": [{"url": "/v1"}]}', '"/v1" is no absolute address'),
    "a server in plain": (b'{"openapi": "3.0.0", "servers": [{"url": "http://a.example"}]}', "is plain http"),
    "a server with a user": (b'{"openapi": "3.0.0", "servers": [{"url": "https://u@a.example"}]}', "the address"),
    "no paths": (b'{"openapi": "3.0.0", "servers": [{"url": "https://a.example"}]}', "no operation can be expressed"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_document_that_makes_no_connector_is_refused_with_its_place_and_what_to_do(what: str) -> None:
    source, words = REFUSED[what]
    with pytest.raises(CannotImport) as refused:
        starter(source, "things.json")
    assert words in str(refused.value)


def test_a_server_on_the_command_line_takes_the_place_of_the_documents() -> None:
    made = of(DOCUMENT | {"servers": []}, server="https://other.example/", name="mine")
    assert load(made.text, "m").resource_server == "https://other.example"
    assert (made.name, made.operations) == ("mine", ("mine_list_things",))
    with pytest.raises(CannotImport, match="--server"):
        of(DOCUMENT, server="things.example")


def test_what_nobody_would_read_is_refused_with_the_option_that_chooses() -> None:
    many: dict[str, Any] = {f"/things/{n}": {"get": {"operationId": f"get{n}"}} for n in range(201)}
    with pytest.raises(CannotImport, match="choose some with --operations"):
        of(DOCUMENT | {"paths": many})
    assert len(of(DOCUMENT | {"paths": many}, only=[f"get{n}" for n in range(200)]).operations) == 200
    many["/things/200"]["get"]["deprecated"] = True
    assert len(of(DOCUMENT | {"paths": many}).operations) == 200


HOSTILE = [
    "*x",
    "&a",
    "!!python/object",
    "a: b",
    "no",
    "2020-01-01",
    "1e5",
    "~",
    "'\"\\",
    "\x00\x1b[2J",
    "\u202e",
    "#",
    "$ref",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(HOSTILE) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "enum", "properties", "required", "$ref", "allOf", "default"]), inner
        )
    ),
    max_leaves=6,
)
PLACES = st.sampled_from(
    "info servers paths components security title url get post parameters requestBody content schema schemas type name "
    "in required properties default enum description summary operationId securitySchemes scheme allOf".split()
)


@given(st.lists(st.tuples(PLACES, VALUES), min_size=1, max_size=4))
def test_whatever_stands_in_a_document_it_makes_a_connector_in_order_or_is_refused(
    changes: list[tuple[str, Any]],
) -> None:
    document = copy.deepcopy(yaml.safe_load(PETS))
    for name, value in changes:
        _put(document, name, value)
    with contextlib.suppress(CannotImport):
        made = starter(json.dumps(document).encode(), "x.json")
        assert [one.name for one in load(made.text, "x.yaml").operations] == list(made.operations)


def _put(node: Any, name: str, value: Any) -> None:
    """Replace every member of that name, wherever it stands."""
    for key, one in list(node.items()) if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if key == name:
            node[key] = value
        else:
            _put(one, name, value)


@pytest.mark.parametrize(
    ("needed", "scopes"),
    [
        ({"security": [{"it": ["read"]}]}, ["read"]),
        ({"security": [{"other": ["write"]}, {"it": ["read", "read", "two words", 7]}]}, ["read"]),
        ({"security": [{"it": []}]}, None),
        ({}, None),
    ],
)
def test_the_scopes_are_those_that_the_document_says_its_operations_need(
    needed: dict[str, Any], scopes: list[str] | None
) -> None:
    scheme = {"type": "oauth2", "flows": {"authorizationCode": FLOW}}
    made = of(DOCUMENT | needed | {"components": {"securitySchemes": {"it": scheme}}})
    credential = yaml.safe_load(made.text)["credential"]
    assert (credential["kind"], credential.get("scopes")) == ("oauth2", scopes)
    assert load(made.text, "made.yaml").credential is not None
    assert "write the client_id of your own client" in made.credential


USER, APP = {"type": "http", "scheme": "bearer"}, {"type": "apiKey", "in": "header", "name": "X-App"}
IN_QUERY, MISNAMED = {"type": "apiKey", "in": "query", "name": "key"}, APP | {"name": "X_APP"}
BEARER, KEY = {"kind": "api_key", "scheme": "Bearer"}, {"kind": "api_key", "header": "X-App"}


def secured(*operations: Any, schemes: dict[str, Any], **root: Any) -> dict[str, Any]:
    """Return a document whose operations op0, op1 … have this `security`, and none where it is an ellipsis."""
    said = [{} if one is ... else {"security": one} for one in operations]
    paths = {f"/p{n}": {"get": {"operationId": f"op{n}", **one}} for n, one in enumerate(said)}
    return DOCUMENT | {"paths": paths, "components": {"securitySchemes": schemes}} | root


BOTH = {"app": APP, "user": USER}
SECURED: dict[str, tuple[dict[str, Any], dict[str, Any] | None, dict[str, str]]] = {
    "what each operation needs": (secured([{"user": []}], [{"user": []}], schemes=BOTH), BEARER, {}),
    "what the document says for all": (secured(..., ..., schemes=BOTH, security=[{"user": []}]), BEARER, {}),
    "an operation that says another than the document": (
        secured([{"app": []}], schemes=BOTH, security=[{"user": []}]), KEY, {}),
    "the first of two": (secured([{"user": []}, {"app": []}], schemes=BOTH), BEARER, {}),
    "the one that serves all": (secured([{"user": []}, {"app": []}], [{"app": []}], schemes=BOTH), KEY, {}),
    "the only one that can be served": (
        secured([{"key": []}, {"user": []}], schemes={"key": IN_QUERY, "app": APP, "user": USER}), BEARER, {}),
    "one that needs none": (secured([{"user": []}], [], schemes=BOTH), BEARER, {}),
    "one that may go without": (secured([{"user": []}], [{}, {"app": []}], schemes=BOTH), BEARER, {}),
    "none that needs any": (secured([], [], schemes=BOTH, security=[{"user": []}]), None, {}),
    "one that needs another": (
        secured([{"user": []}], [{"user": []}], [{"app": []}], schemes=BOTH), BEARER,
        {"op2": 'it needs "app", and the calls of this connector carry "user"; import it by itself'}),
    "one that needs two together": (
        secured([{"user": []}], [{"user": [], "app": []}], schemes=BOTH), BEARER,
        {"op1": 'it needs "app" and "user" together, and one secret in one header is sent'}),
    "one that needs two together or one": (
        secured([{"user": [], "app": []}, {"app": []}], [{"app": []}], schemes=BOTH), KEY, {}),
    "one that needs a key in the address": (
        secured([{"user": []}], [{"key": []}], schemes=BOTH | {"key": IN_QUERY}), BEARER,
        {"op1": 'it needs "key": apiKey query is none that a secret in a header serves'}),
    "one that needs a header of an odd name": (
        secured([{"user": []}], [{"odd": []}], schemes=BOTH | {"odd": MISNAMED}), BEARER,
        {"op1": 'it needs "odd": its header cannot be sent: "X_APP" is no proper name here; write a header such as'}),
    "one that needs the broker's own header": (
        secured([{"user": []}], [{"odd": []}], schemes=BOTH | {"odd": APP | {"name": "Cookie"}}), BEARER,
        {"op1": 'it needs "odd": its header cannot be sent: "Cookie" is set by the broker or by HTTP'}),
    "one that needs what nobody describes": (
        secured([{"user": []}], [{"none": []}], schemes=BOTH), BEARER,
        {"op1": 'it needs "none": the document has no such scheme'}),
    "one whose security is no list": (
        secured([{"user": []}], {"user": []}, schemes=BOTH), BEARER, {"op1": "its security cannot be read"}),
}  # fmt: skip


@pytest.mark.parametrize("what", SECURED)
def test_a_connector_carries_the_secret_that_its_operations_need_and_leaves_out_what_needs_another(what: str) -> None:
    document, credential, others = SECURED[what]
    made = of(document)
    assert yaml.safe_load(made.text).get("credential") == credential
    names = [f"op{n}" for n in range(len(document["paths"]))]
    assert made.operations == tuple(f"things_{one}" for one in names if one not in others)
    told = {pointer: why for pointer, why in left_out(made).items() if pointer.startswith("#/paths")}
    assert list(told) == [f"#/paths/~1p{name[2:]}/get" for name in others]
    for (name, words), why in zip(others.items(), told.values(), strict=True):
        assert why.startswith(f"{name}: {words}")


def test_the_secret_is_that_of_the_operations_that_were_chosen() -> None:
    document = secured([{"app": []}], [{"user": []}], [{"app": []}], schemes=BOTH)
    assert yaml.safe_load(of(document).text)["credential"] == KEY
    made = of(document, only=["op1"])
    assert (made.operations, yaml.safe_load(made.text)["credential"]) == (("things_op1",), BEARER)


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        (MISNAMED, r'op0: it needs "it": its header cannot be sent: "X_APP" is no proper name here'),
        (IN_QUERY, r'op0: it needs "it": apiKey query is none that a secret in a header serves'),
    ],
)
def test_where_no_operation_can_be_authorised_that_is_what_is_said(scheme: dict[str, Any], words: str) -> None:
    with pytest.raises(CannotImport, match=f"#/components/securitySchemes: no operation can be called .*{words}"):
        of(secured([{"it": []}], ..., schemes={"it": scheme}, security=[{"it": []}]))
    assert of(secured([{"it": []}], schemes={"it": APP})).operations == ("things_op0",)


def test_the_scopes_are_those_of_operations_that_are_in_the_connector() -> None:
    flow = {"type": "oauth2", "flows": {"authorizationCode": FLOW}}
    document = secured([{"it": ["read"]}], [{"it": ["write"], "app": []}], schemes={"it": flow, "app": APP})
    assert yaml.safe_load(of(document).text)["credential"]["scopes"] == ["read"]


YAML = """
openapi: 3.0.3
info: {title: Things, version: 1.0}
servers: [{url: https://things.example}]
paths:
  /things:
    get:
      operationId: list
      parameters:
      - {name: land, in: query, required: true, schema: {type: string, enum: [SE, NO, off, y]}}
      - {name: code, in: query, schema: {type: string, default: 010}}
      - {name: at, in: query, schema: {type: string, default: 12:30:45}}
      - {name: day, in: query, schema: {type: string, default: 2026-11-28}}
      - {name: many, in: query, schema: {type: integer, default: 1_000}}
      - {name: on, in: query, required: true, schema: {type: boolean}}
      - {name: open, in: query, schema: {type: boolean, default: yes}}
      - {name: shut, in: query, schema: {type: boolean, default: false}}
      - {name: size, in: query, schema: {type: integer, default: 10}}
      - {name: rate, in: query, schema: {type: number, default: 1.50}}
      - {name: "null", in: query, required: True, schema: {type: string, default: ~}}
"""


def test_yaml_is_read_as_json_has_it() -> None:
    made = starter(YAML.encode(), "things.yaml")
    (operation,) = load(made.text, "things.yaml").operations
    read = {name: one.default for name, one in operation.parameters.items()}
    text = {"code": "010", "at": "12:30:45", "day": "2026-11-28"}
    assert read == {"land": None, "on": None, "null": None, "shut": False, "size": 10, "rate": "1.5", **text}
    assert operation.parameters["land"].enum == ("SE", "NO", "off", "y")
    assert left_out(made) == {
        "#/paths/~1things/get/parameters/4": 'list: its default must be a whole number such as 3, not "1_000"',
        "#/paths/~1things/get/parameters/6": 'list: its default must be true or false, not "yes"',
    }


def test_names_in_yaml_are_text_as_they_are_written() -> None:
    schema = "{type: object, required: [on, 'true', '1'], properties: {on: &a {type: string}, true: *a, 1: *a}}"
    body = f"{{required: true, content: {{application/json: {{schema: {schema}}}}}}}"
    made = starter(YAML.encode() + f"    post: {{operationId: add, requestBody: {body}}}\n".encode(), "things.yaml")
    assert list(load(made.text, "t").operations[1].parameters) == ["on", "true", "p_1"]


def test_yaml_that_is_itself_inside_is_read_and_leaves_its_parameter_out() -> None:
    circles = YAML.replace("[SE, NO, off, y]", "&a [*a, x]").replace("default: 010", "default: &b [*b]")
    told = left_out(starter(circles.encode(), "t"))
    assert told["#/paths/~1things/get/parameters/0/schema/enum"] == "list: a list: only text can be listed"
    assert told["#/paths/~1things/get/parameters/1"] == "list: its default must be text, not a list"


@pytest.mark.parametrize(
    ("schema", "chosen", "why"),
    [
        ({"type": "string", "enum": ["a", 1, None, " b"]}, ["a"], '1, null, " b": only text can be listed'),
        ({"type": "integer", "enum": [1, 2]}, None, "any value may be sent, not only 1, 2"),
        ({"type": "integer", "enum": list(range(9))}, None, "any value may be sent, not only 0, 1, 2, 3, 4 …"),
        ({"type": "string", "enum": ["a", "b"]}, ["a", "b"], None),
    ],
)
def test_values_that_nobody_can_choose_are_told(
    schema: dict[str, Any], chosen: list[str] | None, why: str | None
) -> None:
    made = of(with_parameter({"name": "it", "in": "query", "required": True, "schema": schema}))
    (operation,) = yaml.safe_load(made.text)["operations"]
    assert operation["parameters"]["it"].get("enum") == chosen
    told = {"#/paths/~1things/get/parameters/0/schema/enum": f"listThings: {why}"} if why else {}
    assert left_out(made) == told


@pytest.mark.parametrize("text", ["true", "false", "null", "~", "0", "-1", "10", "1.5", "1e3", "-0.5E-2"])
def test_a_word_that_json_knows_is_what_json_has(text: str) -> None:
    assert yaml_json.read(f"[{text}]") == json.loads(f"[{text.replace('~', 'null')}]")


@pytest.mark.parametrize("text", "True NO y off Null 01 - +1 0x1F 0o7 1_0 1:20 .5 .inf 2026-11-28 =".split())
def test_a_word_that_json_does_not_know_is_text(text: str) -> None:
    assert yaml_json.read(f"[{text}]") == [text]
    assert yaml_json.read(f'["{text}", !!str {text}]') == [text, text]


def test_yaml_is_read_alike_without_the_fast_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = (starter(PETS, "p"), starter(YAML.encode(), "y"))
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert (starter(PETS, "p"), starter(YAML.encode(), "y")) == fast


@pytest.mark.parametrize("schema", [{"type": "number"}, {"anyOf": [{"type": "number"}, {"type": "null"}]}])
def test_a_number_in_a_body_is_whole_where_its_owner_wants_that_and_else_left_out(schema: dict[str, Any]) -> None:
    document = with_body({"type": "object", "required": ["amount"], "properties": {"amount": schema}})
    made = of(document)
    assert made.operations == ("things_list_things",)
    assert "may have a fraction" in left_out(made)["#/paths/~1things/post"]
    made = of(document, whole_numbers=True)
    connector = load(made.text, "t")
    call = call_for(connector, "things_add_thing", {"amount": 7})
    assert (connector.operations[1].parameters["amount"].type.value, call.body) == ("integer", b'{"amount":7}')
    (told,) = left_out(made).values()
    assert told.endswith("numbers with a fraction, which JSON readers do not keep exact: whole ones may be sent")


def test_a_number_in_the_address_is_a_decimal_text_that_is_sent_as_it_was_shown() -> None:
    number = {"name": "rate", "in": "query", "required": True, "schema": {"type": ["number", "null"]}}
    for whole in (False, True):
        made = of(with_parameter(number), whole_numbers=whole)
        call = call_for(load(made.text, "t"), "things_list_things", {"rate": "1.50"})
        assert (call.url, made.left_out) == ("https://things.example/v2/things?rate=1.50", ())
