"""Set up a fresh database and a bureau in it, or play the demo into it."""

from envportal.operations.actions.bureau import set_up_bureau
from envportal.operations.actions.play import load_demo
from envportal.operations.actions.ready import set_up

__all__ = ["load_demo", "set_up", "set_up_bureau"]
