"""Bring tables in, keep stations, make bulletins."""

from disclosure.quality.actions.bulletins import abandon, compose, publish
from disclosure.quality.actions.demo import load_demo
from disclosure.quality.actions.stations import add_station, edit_station
from disclosure.quality.actions.steps import choose, drop, take, undo, upload
from disclosure.quality.actions.straight import preview, read_file
from disclosure.quality.actions.work import work

__all__ = [
    "abandon", "add_station", "choose", "compose", "drop", "edit_station", "load_demo", "preview", "publish",
    "read_file", "take", "undo", "upload", "work",
]  # fmt: skip
