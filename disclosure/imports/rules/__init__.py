"""How a table is read, and who may bring one in."""

from disclosure.imports.rules import others
from disclosure.imports.rules.headings import guess, guess_head, names_of
from disclosure.imports.rules.kinds import guess as guess_of_kind
from disclosure.imports.rules.kinds import label_of, table_of
from disclosure.imports.rules.mapping import as_fields, check
from disclosure.imports.rules.rows import Outcome, Whole, outcome, refused
from disclosure.imports.rules.who import (
    require_apply,
    require_ask_off,
    require_drop,
    require_map,
    require_take_off,
)
from disclosure.imports.rules.words import sentence

__all__ = [
    "Outcome",
    "Whole",
    "as_fields",
    "check",
    "guess",
    "guess_head",
    "guess_of_kind",
    "label_of",
    "names_of",
    "others",
    "outcome",
    "refused",
    "require_apply",
    "require_ask_off",
    "require_drop",
    "require_map",
    "require_take_off",
    "sentence",
    "table_of",
]
