"""Bring a table in, say what its columns are, have it checked, and put it on the board."""

from disclosure.imports.actions.reading import upload
from disclosure.imports.actions.sample import load_sample
from disclosure.imports.actions.steps import apply, ask_off, choose, drop, take_off
from disclosure.imports.actions.straight import preview, read_file
from disclosure.imports.actions.work import work

__all__ = ["apply", "ask_off", "choose", "drop", "load_sample", "preview", "read_file", "take_off", "upload", "work"]
