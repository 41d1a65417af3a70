"""The verbs of this room: one function, one transaction, the plan or draw locked first."""

from enforcement.planning.actions.changing import explain, move, restaff, split
from enforcement.planning.actions.draws import draw_lots, freeze, give_up
from enforcement.planning.actions.plans import ask_plan, compute, confirm, drop, waiting
from enforcement.planning.actions.settings import agree_cap, be_away, classify, propose_cap, set_target, write_roads

__all__ = [
    "agree_cap", "ask_plan", "be_away", "classify", "compute", "confirm", "draw_lots", "drop", "explain", "freeze",
    "give_up", "move", "propose_cap", "restaff", "set_target", "split", "waiting", "write_roads",
]  # fmt: skip
