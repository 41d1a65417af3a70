"""A form with numbered rows of what is wrong, by which rule, and how to mend it."""

from __future__ import annotations

from typing import Any

from django import forms

from envportal.web.forms.base import Form

PARTS = (("what", 300), ("rule", 200), ("remedy", 300))


class ItemsForm(Form):
    """Up to six rows; a row that was begun has to be finished."""

    row_count = 6
    labels: dict[str, Any] = {}
    missing: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, self.row_count + 1):
            self.add_row(n)

    def add_row(self, n: int) -> None:
        for part, longest in PARTS:
            label = self.labels[part] % {"n": n}
            self.fields[f"{part}_{n}"] = forms.CharField(label=label, max_length=longest, required=False)

    def items(self) -> list[dict[str, str]]:
        """The rows that were begun; what is missing in one is said at its field."""
        return [self.item(n) for n in range(1, self.row_count + 1) if self._begun(n)]

    def item(self, n: int) -> dict[str, str]:
        item = {part: self.cleaned_data.get(f"{part}_{n}", "") for part, _longest in PARTS}
        for part, sentence in self.missing.items():
            if not item[part] and f"{part}_{n}" not in self.errors:
                self.add_error(f"{part}_{n}", sentence)
        return item

    def _begun(self, n: int) -> bool:
        return any(self.cleaned_data.get(f"{part}_{n}") for part, _longest in PARTS)
