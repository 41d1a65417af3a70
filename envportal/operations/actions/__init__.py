"""Set up a fresh database, and play the demo into it."""

from envportal.operations.actions.play import load_demo
from envportal.operations.actions.ready import set_up

__all__ = ["load_demo", "set_up"]
