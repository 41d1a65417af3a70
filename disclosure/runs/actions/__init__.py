"""The machine: each step takes the `Way` of the room whose table it is."""

from disclosure.runs.actions.steps import apply, choose, drop, upload
from disclosure.runs.actions.straight import preview, read_file
from disclosure.runs.actions.way import Batch, Names, Way
from disclosure.runs.actions.work import carry_on, work

__all__ = ["Batch", "Names", "Way", "apply", "carry_on", "choose", "drop", "preview", "read_file", "upload", "work"]
