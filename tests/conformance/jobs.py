"""The suite's jobs, as operations of a connector: calls that a policy asks about, whose grants end by themselves.

Where the product waits for an owner's decision and a resource server's answer, here a clock and the client decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import anyio
from anyio.abc import TaskGroup

from broker.agents import tasks
from broker.client.view import GrantView, Refused
from broker.connectors.call import Call
from broker.connectors.load import load as load_connector
from broker.connectors.model import Connector
from broker.policy.load import load as load_policy
from broker.policy.model import Policy
from tests.agents.house import MemoryClient

Json = dict[str, Any]

AGENT: Final = "suite"
_OPERATION: Final = """
  - name: {name}
    title: {name}
    request: POST /{name}
{parameters}
    access: {{type: job, actions: [run], locations: ["https://jobs.example/{name}"]{members}}}
"""
JOBS: Final[Mapping[str, Mapping[str, str]]] = {
    "slow_compute": {"seconds": "{type: integer}", "label": "{type: string, default: none}"},
    "failing_job": {},
    "protocol_error_job": {},
    "confirm_delete": {"filename": "{type: string}"},
    "multi_input": {},
    "test_tool_with_task": {"user_name": "{type: string, default: none}"},
}
_POLICY: Final = f"""
agent: {AGENT}
owner: alice
rules:
  - id: jobs
    decide: ask
    access: {{type: job, actions: [run], locations: ["https://jobs.example/*"]}}
"""
_FORM: Final[Json] = {
    "method": "elicitation/create",
    "params": {
        "mode": "form",
        "message": "Please confirm",
        "requestedSchema": {"type": "object", "properties": {"confirm": {"type": "boolean"}}, "required": ["confirm"]},
    },
}
_QUESTIONS: Final[Mapping[str, list[str]]] = {"confirm_delete": ["confirm"], "multi_input": ["first", "second"]}
_LASTS: Final = {"failing_job": 1.0, "protocol_error_job": 0.5, "test_tool_with_task": 0.5}  # seconds


def connector() -> Connector:
    """Return the jobs as a connector's operations."""
    operations = [
        _OPERATION.format(
            name=name,
            parameters=_parameters(parameters),
            members="".join(f", {one}: ${one}" for one in parameters),
        )
        for name, parameters in JOBS.items()
    ]
    head = "name: jobs\ntitle: Jobs\nresource_server: https://jobs.example\nauthorization_server: embedded\noperations:"
    return load_connector(head + "".join(operations), "tools/jobs.yaml")


def _parameters(named: Mapping[str, str]) -> str:
    """Return the line that declares them; there is none where an operation takes nothing."""
    return f"    parameters: {{{', '.join(f'{one}: {kind}' for one, kind in named.items())}}}" if named else ""


def policy() -> Policy:
    """Return the policy under which the suite calls: every job is asked about."""
    return load_policy(_POLICY, f"policies/{AGENT}.yaml")


@dataclass
class Jobs(MemoryClient):
    """The client instance, in memory, whose grants end as their jobs do. `moving` is where that happens."""

    moving: TaskGroup | None = None
    questions: dict[str, dict[str, Json]] = field(default_factory=dict)

    async def ask(
        self, agent: str, call: Call, *, reason: str | None, purpose: str | None = None, run: bool = True,
        hold: str | None = None,
    ) -> GrantView | Refused:
        """Ask as the memory client does, and begin the job if the ask is a new one."""
        before = len(self.asked)
        view = await super().ask(agent, call, reason=reason, purpose=purpose, run=run, hold=hold)
        if isinstance(view, Refused) or len(self.asked) == before:
            return view
        self._begin(view)
        return self.grants[view.id]

    def state_of(self, view: GrantView) -> Json:
        """Return how a job stands: as the product says it, or in one of the two ways that no task of the product's has.

        A question for the client (the product asks its owner), and a failure outside the tool's own result.
        """
        state = tasks.state_of(view)
        if view.status == "pending" and self.questions.get(view.id):
            return state | {"status": "input_required", "inputRequests": self.questions[view.id]}
        if view.status == "failed":
            failed = {name: value for name, value in state.items() if name != "result"}
            return failed | {"status": "failed", "error": {"code": -32603, "message": "The job broke off"}}
        return state

    async def answered(self, view: GrantView, answers: Json) -> None:
        """Take a client's answers; the job is done with the last of them."""
        left = self.questions.get(view.id, {})
        for key in set(left) & set(answers):
            del left[key]
            if not left and self.grants[view.id].status == "pending":
                self._done(view.id)

    def _begin(self, view: GrantView) -> None:
        if asked := _QUESTIONS.get(view.operation):
            self.questions[view.id] = dict.fromkeys(asked, _FORM)
            return
        seconds = float(view.arguments.get("seconds", _LASTS.get(view.operation, 0.0)))
        if not seconds:
            self._done(view.id)
        elif self.moving is not None:
            self.moving.start_soon(self._end, view, seconds)

    async def _end(self, view: GrantView, seconds: float) -> None:
        await anyio.sleep(seconds)
        if self.grants[view.id].status != "pending":  # it was cancelled meanwhile
            return
        if view.operation == "protocol_error_job":
            self.become(view.id, status="failed", state="finalized", detail="it broke off")
        else:
            self._done(view.id, 500 if view.operation == "failing_job" else 200)

    def _done(self, grant: str, status: int = 200) -> None:
        self.become(grant, status="done", state="finalized", result={"status": status, "body": {"job": grant}})
