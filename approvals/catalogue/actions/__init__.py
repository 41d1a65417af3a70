"""The verbs of this room: one function, one transaction, the case row locked first."""

from approvals.catalogue.actions.books import agree, decline, load_materials, propose
from approvals.catalogue.actions.checks import attach, keep, overrule
from approvals.catalogue.actions.notices import tell

__all__ = ["agree", "attach", "decline", "keep", "load_materials", "overrule", "propose", "tell"]
