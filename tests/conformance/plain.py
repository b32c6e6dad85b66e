"""What the conformance suite needs of a server besides ours: plain handlers of the SDK, of every kind that it knows.

None of it is the product's: a tool here answers the suite's words, and asks its client for what the suite wants asked.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import anyio
from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    MISSING_REQUIRED_CLIENT_CAPABILITY,
    AudioContent,
    BlobResourceContents,
    CallToolRequestParams,
    CallToolResult,
    CompleteRequestParams,
    CompleteResult,
    Completion,
    ContentBlock,
    CreateMessageRequest,
    CreateMessageRequestParams,
    ElicitRequest,
    ElicitRequestFormParams,
    ElicitResult,
    EmbeddedResource,
    EmptyResult,
    GetPromptRequestParams,
    GetPromptResult,
    ImageContent,
    InputRequiredResult,
    InputResponses,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListRootsRequest,
    PaginatedRequestParams,
    Prompt,
    PromptArgument,
    PromptMessage,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    SamplingMessage,
    SetLevelRequestParams,
    SubscribeRequestParams,
    TextContent,
    TextResourceContents,
    Tool,
    UnsubscribeRequestParams,
)

Json = dict[str, Any]
Context = ServerRequestContext[Any, Any]
Run = Callable[[Context, CallToolRequestParams], Awaitable[CallToolResult | InputRequiredResult]]

PIXEL: Final = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=="
SOUND: Final = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA=="
NOTHING: Final[Json] = {"type": "object", "properties": {}}
MOMENT: Final = 0.05  # seconds between two messages of a tool that says several


def text(words: str) -> TextContent:
    """Return words as content."""
    return TextContent(type="text", text=words)


def answer(*content: ContentBlock) -> CallToolResult:
    """Return the result of a tool that did what it was asked."""
    return CallToolResult(content=list(content))


def form(message: str, **properties: str) -> ElicitRequest:
    """Return a question to the client's user; each property is required, of the JSON type that is named."""
    asked = {name: {"type": kind} for name, kind in properties.items()}
    schema = {"type": "object", "properties": asked, "required": list(asked)}
    return ElicitRequest(params=ElicitRequestFormParams(message=message, requested_schema=schema))


def sample(words: str, tokens: int = 100) -> CreateMessageRequest:
    """Return a question to the client's model."""
    messages = [SamplingMessage(role="user", content=text(words))]
    return CreateMessageRequest(params=CreateMessageRequestParams(messages=messages, max_tokens=tokens))


@dataclass(frozen=True)
class Plain:
    """A tool of the suite's: how it is described, and what it does."""

    run: Run
    schema: Json = field(default_factory=lambda: NOTHING)


def _says(*content: ContentBlock, is_error: bool = False) -> Plain:
    async def run(_ctx: Context, _params: CallToolRequestParams) -> CallToolResult:
        return CallToolResult(content=list(content), is_error=is_error)

    return Plain(run)


async def _greet(_ctx: Context, params: CallToolRequestParams) -> CallToolResult:
    return answer(text(f"Hello, {(params.arguments or {}).get('name', 'nobody')}!"))


async def _with_progress(ctx: Context, _params: CallToolRequestParams) -> CallToolResult:
    for done in (0, 50, 100):
        await ctx.session.report_progress(done, 100, f"{done} of 100")
        await anyio.sleep(MOMENT)
    return answer(text("done"))


async def _with_logging(ctx: Context, _params: CallToolRequestParams) -> CallToolResult:
    for words in ("Tool execution started", "Tool processing data", "Tool execution completed"):
        await ctx.session.send_log_message("info", words, related_request_id=ctx.request_id)
        await anyio.sleep(MOMENT)
    return answer(text("logged"))


async def _with_one_message(ctx: Context, _params: CallToolRequestParams) -> CallToolResult:
    await ctx.session.send_log_message(
        "info", "At once: the suite waits half a second", related_request_id=ctx.request_id
    )
    return answer(text("logged"))


async def _with_sampling(ctx: Context, params: CallToolRequestParams) -> CallToolResult:
    messages = [SamplingMessage(role="user", content=text(str((params.arguments or {}).get("prompt"))))]
    said = await ctx.session.create_message(messages, max_tokens=100, related_request_id=ctx.request_id)
    return answer(text(f"LLM response: {getattr(said.content, 'text', '')}"))


def _elicits(schema: Json, message: str = "Please fill in") -> Run:
    async def run(ctx: Context, params: CallToolRequestParams) -> CallToolResult:
        words = str((params.arguments or {}).get("message", message))
        said = await ctx.session.elicit_form(words, schema, related_request_id=ctx.request_id)
        return answer(text(f"Elicitation completed: action={said.action}, content={said.content}"))

    return run


async def _needs_sampling(ctx: Context, _params: CallToolRequestParams) -> CallToolResult:
    capabilities = ctx.session.client_capabilities
    if capabilities is None or capabilities.sampling is None:
        needed: Json = {"requiredCapabilities": {"sampling": {}}}
        raise MCPError(MISSING_REQUIRED_CLIENT_CAPABILITY, "This client did not declare sampling", data=needed)
    return answer(text("sampling is declared"))


async def _asks_what_is_declared(ctx: Context, params: CallToolRequestParams) -> CallToolResult | InputRequiredResult:
    capabilities = ctx.session.client_capabilities
    known = {"elicitation": form("What is your name?", name="string"), "sampling": sample("Say hello")}
    if params.input_responses:
        return answer(text("thank you"))
    return InputRequiredResult(
        input_requests={name: one for name, one in known.items() if getattr(capabilities, name, None) is not None}
    )


@dataclass(frozen=True)
class Round:
    """One round of questions, by key; with a state to be handed back unless it is None."""

    questions: Mapping[str, Any]
    state: str | None = None

    def asked(self) -> InputRequiredResult:
        return InputRequiredResult(input_requests=dict(self.questions), request_state=self.state)

    def answered(self, said: InputResponses | None) -> bool:
        return all(key in (said or {}) for key in self.questions)


def next_round(rounds: list[Round], state: str | None, said: InputResponses | None) -> InputRequiredResult | None:
    """Return what is to be asked next; None when every round was answered."""
    at = next((number for number, one in enumerate(rounds) if one.state == state), None)
    if at is None or not rounds[at].answered(said):
        return rounds[at or 0].asked()
    return rounds[at + 1].asked() if at + 1 < len(rounds) else None


def given(said: InputResponses | None) -> str:
    """Return what a client's user, model and roots said, as one text."""
    return ", ".join(
        str(one.content) if isinstance(one, ElicitResult) else one.model_dump_json(exclude_none=True)
        for one in (said or {}).values()
    )


def named(said: InputResponses | None, key: str, of: str = "name") -> str | None:
    """Return one text that a client's user filled in; None if they did not."""
    one = (said or {}).get(key)
    return str(one.content[of]) if isinstance(one, ElicitResult) and one.content and of in one.content else None


def _in_rounds(*rounds: Round, word: str = "Hello") -> Plain:
    async def run(_ctx: Context, params: CallToolRequestParams) -> CallToolResult | InputRequiredResult:
        asked = next_round(list(rounds), params.request_state, params.input_responses)
        return asked or answer(text(f"{word}, {given(params.input_responses)}!"))

    return Plain(run)


NAME: Final = form("What is your name?", name="string")
_ENUMS: Final[Json] = {
    "type": "object",
    "properties": {
        "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
        "titledSingle": {
            "type": "string",
            "oneOf": [{"const": f"value{n}", "title": f"{word} Option"} for n, word in ((1, "First"), (2, "Second"))],
        },
        "legacyEnum": {"type": "string", "enum": ["opt1", "opt2"], "enumNames": ["Option One", "Option Two"]},
        "untitledMulti": {"type": "array", "items": {"type": "string", "enum": ["option1", "option2", "option3"]}},
        "titledMulti": {
            "type": "array",
            "items": {"anyOf": [{"const": f"value{n}", "title": f"{word} Choice"} for n, word in ((1, "A"), (2, "B"))]},
        },
    },
    "required": [],
}
_DEFAULTS: Final[Json] = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "default": "John Doe"},
        "age": {"type": "integer", "default": 30},
        "score": {"type": "number", "default": 95.5},
        "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
        "verified": {"type": "boolean", "default": True},
    },
    "required": [],
}
_PERSON: Final[Json] = {
    "type": "object",
    "properties": {
        "username": {"type": "string", "description": "User's response"},
        "email": {"type": "string", "description": "User's email address"},
    },
    "required": ["username", "email"],
}
_SCHEMA_2020: Final[Json] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "$defs": {
        "address": {
            "$anchor": "addressDef",
            "type": "object",
            "properties": {"street": {"type": "string"}, "city": {"type": "string"}},
        }
    },
    "properties": {
        "name": {"type": "string"},
        "address": {"$ref": "#/$defs/address"},
        "contactMethod": {"type": "string", "enum": ["phone", "email"]},
        "phone": {"type": "string"},
        "email": {"type": "string"},
    },
    "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
    "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
    "then": {"required": ["phone"]},
    "else": {"required": ["email"]},
    "additionalProperties": False,
}
_IMAGE: Final = ImageContent(type="image", data=PIXEL, mime_type="image/png")


def _resource(uri: str, words: str, kind: str = "text/plain") -> EmbeddedResource:
    return EmbeddedResource(type="resource", resource=TextResourceContents(uri=uri, mime_type=kind, text=words))


def _takes(**properties: Json) -> Json:
    return {"type": "object", "properties": properties}


TOOLS: Final[Mapping[str, Plain]] = {
    "greet": Plain(_greet, _takes(name={"type": "string"})),
    "test_simple_text": _says(text("This is a simple text response for testing.")),
    "test_image_content": _says(_IMAGE),
    "test_audio_content": _says(AudioContent(type="audio", data=SOUND, mime_type="audio/wav")),
    "test_embedded_resource": _says(_resource("test://embedded-resource", "This is an embedded resource content.")),
    "test_multiple_content_types": _says(
        text("Multiple content types test:"),
        _IMAGE,
        _resource("test://mixed-content-resource", '{"test":"data","value":123}', "application/json"),
    ),
    "test_error_handling": _says(text("This tool intentionally returns an error for testing"), is_error=True),
    "test_tool_with_progress": Plain(_with_progress),
    "test_tool_with_logging": Plain(_with_logging),
    "test_logging_tool": Plain(_with_one_message),
    "test_sampling": Plain(_with_sampling, _takes(prompt={"type": "string"})),
    "test_elicitation": Plain(_elicits(_PERSON), _takes(message={"type": "string"})),
    "test_elicitation_sep1034_defaults": Plain(_elicits(_DEFAULTS)),
    "test_elicitation_sep1330_enums": Plain(_elicits(_ENUMS)),
    "test_missing_capability": Plain(_needs_sampling),
    "test_streaming_elicitation": _in_rounds(Round({"name": NAME})),
    "test_x_mcp_header": Plain(_greet, _takes(region={"type": "string", "x-mcp-header": "Region"})),
    "json_schema_2020_12_tool": Plain(_greet, _SCHEMA_2020),
    "test_input_required_result_elicitation": _in_rounds(Round({"user_name": NAME})),
    "test_input_required_result_sampling": _in_rounds(
        Round({"capital_question": sample("What is the capital of France?")})
    ),
    "test_input_required_result_list_roots": _in_rounds(Round({"client_roots": ListRootsRequest()})),
    "test_input_required_result_request_state": _in_rounds(
        Round({"confirm": form("Please confirm", ok="boolean")}, "asked"), word="state-ok"
    ),
    "test_input_required_result_tampered_state": _in_rounds(
        Round({"confirm": form("Please confirm", ok="boolean")}, "asked"), word="state-ok"
    ),
    "test_input_required_result_multiple_inputs": _in_rounds(
        Round(
            {"user_name": NAME, "greeting": sample("Generate a greeting", 50), "client_roots": ListRootsRequest()},
            "asked",
        )
    ),
    "test_input_required_result_multi_round": _in_rounds(
        Round({"step1": form("Step 1: What is your name?", name="string")}, "first"),
        Round({"step2": form("Step 2: What is your favorite color?", color="string")}, "second"),
    ),
    "test_input_required_result_capabilities": Plain(_asks_what_is_declared),
}


def listed() -> list[Tool]:
    """Return how the suite's tools are described."""
    return [
        Tool(name=name, description=f"For the suite: {name}", input_schema=one.schema) for name, one in TOOLS.items()
    ]


STATIC: Final[Mapping[str, TextResourceContents | BlobResourceContents]] = {
    "test://static-text": TextResourceContents(
        uri="test://static-text", mime_type="text/plain", text="This is the content of the static text resource."
    ),
    "test://static-binary": BlobResourceContents(uri="test://static-binary", mime_type="image/png", blob=PIXEL),
    "test://watched-resource": TextResourceContents(
        uri="test://watched-resource", mime_type="text/plain", text="It is watched."
    ),
}


async def _list_resources(_ctx: Context, _params: PaginatedRequestParams | None) -> ListResourcesResult:
    found = [
        Resource(uri=uri, name=uri, description=f"For the suite: {uri}", mime_type=one.mime_type)
        for uri, one in STATIC.items()
    ]
    return ListResourcesResult(resources=found, ttl_ms=0, cache_scope="private")


async def _list_templates(_ctx: Context, _params: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
    template = ResourceTemplate(
        uri_template="test://template/{id}/data", name="template", description="For the suite", mime_type="text/plain"
    )
    return ListResourceTemplatesResult(resource_templates=[template], ttl_ms=0, cache_scope="private")


async def _read(_ctx: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
    contents = STATIC.get(params.uri) or _templated(params.uri)
    if contents is None:
        raise MCPError(INVALID_PARAMS, "Resource not found", data={"uri": params.uri})
    return ReadResourceResult(contents=[contents], ttl_ms=0, cache_scope="private")


def _templated(uri: str) -> TextResourceContents | None:
    which = uri.removeprefix("test://template/").removesuffix("/data")
    if uri != f"test://template/{which}/data":
        return None
    words = f'{{"id":"{which}","templateTest":true,"data":"Data for ID: {which}"}}'
    return TextResourceContents(uri=uri, mime_type="application/json", text=words)


async def _done(_ctx: Context, _params: Any) -> EmptyResult:
    return EmptyResult()


PROMPTS: Final[Mapping[str, list[str]]] = {
    "test_simple_prompt": [],
    "test_prompt_with_arguments": ["arg1", "arg2"],
    "test_prompt_with_embedded_resource": ["resourceUri"],
    "test_prompt_with_image": [],
    "test_input_required_result_prompt": [],
}
_CONTEXT: Final = Round({"user_context": form("What context should the prompt use?", context="string")})


async def _list_prompts(_ctx: Context, _params: PaginatedRequestParams | None) -> ListPromptsResult:
    prompts = [
        Prompt(
            name=name,
            description=f"For the suite: {name}",
            arguments=[PromptArgument(name=one, description=one, required=True) for one in arguments],
        )
        for name, arguments in PROMPTS.items()
    ]
    return ListPromptsResult(prompts=prompts, ttl_ms=0, cache_scope="private")


async def _get_prompt(_ctx: Context, params: GetPromptRequestParams) -> GetPromptResult | InputRequiredResult:
    if params.name not in PROMPTS:
        raise MCPError(INVALID_PARAMS, "Unknown prompt")
    if params.name == "test_input_required_result_prompt" and not _CONTEXT.answered(params.input_responses):
        return _CONTEXT.asked()
    content = _prompt(params.name, params.arguments or {}, given(params.input_responses))
    return GetPromptResult(messages=[PromptMessage(role="user", content=one) for one in content])


def _prompt(name: str, arguments: Mapping[str, str], said: str) -> list[ContentBlock]:
    match name:
        case "test_prompt_with_arguments":
            return [text(f"Prompt with arguments: arg1='{arguments.get('arg1')}', arg2='{arguments.get('arg2')}'")]
        case "test_prompt_with_embedded_resource":
            uri = arguments.get("resourceUri", "test://embedded-resource")
            embedded = _resource(uri, "Embedded resource content for testing.")
            return [embedded, text("Please process the embedded resource above.")]
        case "test_prompt_with_image":
            return [_IMAGE, text("Please analyze the image above.")]
        case "test_input_required_result_prompt":
            return [text(f"The context is {said}")]
        case _:
            return [text("This is a simple prompt for testing.")]


async def _complete(_ctx: Context, _params: CompleteRequestParams) -> CompleteResult:
    return CompleteResult(completion=Completion(values=["paris", "park", "party"], total=3, has_more=False))


def served_by(server: "Server[Any]") -> None:
    """Let a server serve everything here but the tools, which belong beside its own."""
    server.add_request_handler("resources/list", PaginatedRequestParams, _list_resources)
    server.add_request_handler("resources/templates/list", PaginatedRequestParams, _list_templates)
    server.add_request_handler("resources/read", ReadResourceRequestParams, _read)
    server.add_request_handler("resources/subscribe", SubscribeRequestParams, _done)
    server.add_request_handler("resources/unsubscribe", UnsubscribeRequestParams, _done)
    server.add_request_handler("prompts/list", PaginatedRequestParams, _list_prompts)
    server.add_request_handler("prompts/get", GetPromptRequestParams, _get_prompt)
    server.add_request_handler("completion/complete", CompleteRequestParams, _complete)
    server.add_request_handler("logging/setLevel", SetLevelRequestParams, _done)
