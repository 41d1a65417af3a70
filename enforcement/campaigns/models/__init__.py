"""A campaign, its targets, what was handed in for them, what was asked for them, and the tables they come in."""

from enforcement.campaigns.models.campaigns import Campaign, Edition
from enforcement.campaigns.models.runs import Line, Run
from enforcement.campaigns.models.targets import ChangeRequest, Proof, Target, Visiting

__all__ = ["Campaign", "ChangeRequest", "Edition", "Line", "Proof", "Run", "Target", "Visiting"]
