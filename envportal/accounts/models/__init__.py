"""The tables of this room."""

from envportal.accounts.models.delegations import Delegation
from envportal.accounts.models.people import (
    AgentGrant,
    Bureau,
    Counter,
    Enterprise,
    Proposed,
    RoleGrant,
    RoleRequest,
    Section,
    UsedCode,
    User,
    UserManager,
)
from envportal.accounts.models.saved import SavedList

__all__ = [
    "AgentGrant",
    "Bureau",
    "Counter",
    "Delegation",
    "Enterprise",
    "Proposed",
    "RoleGrant",
    "RoleRequest",
    "SavedList",
    "Section",
    "UsedCode",
    "User",
    "UserManager",
]
