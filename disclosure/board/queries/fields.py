"""What a notice of each kind has to say: lists of fields that are data, read once."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class FieldOf:
    """One field of a form: what is asked, how it is typed, and which column of the notice it is copied into."""

    label: str
    type: str
    required: bool
    role: str = ""
    choices: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True)
class FormOf:
    """A list of fields and the kind of notice it makes."""

    code: str
    kind: str
    name: str
    says: str
    fields: tuple[FieldOf, ...]

    def label_of(self, role: str) -> str:
        """What the field is called that fills a column of the notice; "" if none does."""
        return next((field.label for field in self.fields if field.role == role), "")


@cache
def forms() -> dict[str, FormOf]:
    fields: dict[str, list[FieldOf]] = {}
    for row in _table("fields"):
        fields.setdefault(row["form"], []).append(
            FieldOf(
                row["label"], row["type"], row["required"] == "yes", row["role"],
                tuple(filter(None, row["choices"].split(";"))), row["meaning"],
            )
        )  # fmt: skip
    return {
        row["form"]: FormOf(row["form"], row["kind"], row["name"], row["says"], tuple(fields[row["form"]]))
        for row in _table("forms")
    }


@cache
def labels_of(kind: str) -> tuple[str, ...]:
    """The headings of a table of one kind: every field of its forms once, in their order."""
    return tuple(dict.fromkeys(field.label for form in forms().values() if form.kind == kind for field in form.fields))


def labels_of_form(form: str) -> list[str]:
    return [field.label for field in forms()[form].fields]


def name_of(form: str) -> str:
    found = forms().get(form)
    return found.name if found else ""


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
