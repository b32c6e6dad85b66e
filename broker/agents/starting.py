"""The policy with which an agent begins that its host enrolled: the owner picks a template, sees its text and signs it.

It becomes a file among the owner's others, and counts like one: by its signature, and for as long as it lies there.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from broker.approval.proposal import FileItem
from broker.connectors.call import operation_access
from broker.connectors.model import Operation
from broker.files import Files, digest_of
from broker.gnap.rights import AccessRight
from broker.policy.load import PolicyErrors, load
from broker.policy.starting import Template, starting_policy
from broker.ratchet.proposals import CannotPerform

_LARGEST = 48 * 1024  # bytes: the page shows it in full, beside what else is signed with it


@dataclass(frozen=True)
class StartingPolicies:
    """Makes first policies of the connectors in force, and lays them out."""

    files: Files

    def offered(self) -> list[str]:
        """Return the templates that may be picked now: none where no policy can be written or made."""
        operations = self._operations()
        if not operations or not self.files.takes_policies():
            return []
        return [one for one in Template if one is not Template.READ or any(reads for _, reads in operations)]

    def item(self, agent: str, owner: str, template: str) -> FileItem:
        """Return the policy that is to be signed with the enrolment; raise CannotPerform where there can be none."""
        if template not in self.offered():
            raise CannotPerform("there is no such template: choose one of those that the page offers")
        if self.files.policy_path(agent) is not None:
            raise CannotPerform("there is a policy file of this name already; connect without a template to keep it")
        text = starting_policy(Template(template), agent, owner, self._operations())
        path = str(PurePosixPath("policies", f"{agent}.yaml"))
        try:
            load(text, path)
        except PolicyErrors:
            raise CannotPerform("the connectors in force do not fit into one policy: write it by hand") from None
        if len(text.encode()) > _LARGEST:
            raise CannotPerform("the connectors in force do not fit into one policy: write it by hand")
        return FileItem(
            kind="policy", name=agent, path=path, digest=digest_of(text), before=None, text=text, difference=[]
        )

    def lay_out(self, item: FileItem) -> None:
        """Write the file; raise CannotPerform where another one is there, or none can be written."""
        if self.files.policy_path(item.name) not in (None, item.path):
            raise CannotPerform("another policy file of this name is there by now")
        try:
            self.files.lay_out(item.path, item.text)
        except FileExistsError:
            raise CannotPerform("another policy file of this name is there by now") from None
        except OSError:
            raise CannotPerform("its policy file cannot be written to the configuration folder") from None

    def _operations(self) -> list[tuple[AccessRight, bool]]:
        every = [operation for one in self.files.connectors() for operation in one.operations]
        return [(operation_access(one), _reads(one)) for one in every]


def _reads(operation: Operation) -> bool:
    """Decide whether an operation only reads, by what its signed file says; a tool's effects nobody knows."""
    return operation.tool is None and operation.request[0] == "GET" and not operation.destructive
