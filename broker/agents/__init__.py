"""The agents' door: the MCP server at `/mcp`, who calls it, and what they are told."""

from broker.agents.credentials import new_credential
from broker.agents.door import AgentsDeps, Asks, Door, mcp_app
from broker.agents.waiting import HoldTimes

__all__ = ["AgentsDeps", "Asks", "Door", "HoldTimes", "mcp_app", "new_credential"]
