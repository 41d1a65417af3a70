"""Bring a table in, say what its columns are, have it checked, and put it on the board."""

from disclosure.imports.actions.sample import load_sample
from disclosure.imports.actions.steps import (
    apply,
    ask_off,
    carry_on,
    choose,
    drop,
    preview,
    read_file,
    take_off,
    upload,
    work,
)
from disclosure.imports.actions.way import WAY

__all__ = [
    "WAY", "apply", "ask_off", "carry_on", "choose", "drop", "load_sample", "preview", "read_file", "take_off",
    "upload", "work",
]  # fmt: skip
