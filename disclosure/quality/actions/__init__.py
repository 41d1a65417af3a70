"""Bring tables in, keep stations, make bulletins."""

from disclosure.quality.actions.bulletins import abandon, compose, publish
from disclosure.quality.actions.demo import load_demo
from disclosure.quality.actions.stations import add_station, edit_station
from disclosure.quality.actions.steps import Asked, carry_on, choose, drop, preview, read_file, take, undo, upload
from disclosure.quality.actions.way import WAY

__all__ = [
    "WAY", "Asked", "abandon", "add_station", "carry_on", "choose", "compose", "drop", "edit_station", "load_demo",
    "preview", "publish", "read_file", "take", "undo", "upload",
]  # fmt: skip
