"""What may be typed about a letter that shall be void."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import VoidGround
from envportal.documents.letters.difference import label_of
from envportal.documents.rules import fields_of
from envportal.documents.rules.field_types import Field, Lines, Text
from envportal.documents.rules.voiding import must_be_replaced
from envportal.web.forms import Form

if TYPE_CHECKING:
    from envportal.documents.models import Letter

ALONE, REPLACED = "alone", "replaced"
# Words a person wrote may be put right here; days, terms and tables were computed, and change by their own steps.
COMPUTED = frozenset({
    "added", "provisional", "days", "planned", "held_at", "document_kind", "amount", "paid", "plan", "defence",
    "reckoning", "formula", "order_number", "rests_on", "verdict", "handled_by", "approved_by", "recorded_by",
})  # fmt: skip
BEFORE = "said_"


class VoidForm(Form):
    """Why, and what the new letter says instead; every field shows what the letter says now."""

    ground = forms.ChoiceField(label=_("公开的原因"), choices=VoidGround.choices)
    reason = forms.CharField(label=_("说明（不公开）"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not must_be_replaced(letter):
            choices = [(ALONE, _("只作废，不发新文书")), (REPLACED, _("由改正后的新文书替换"))]
            self.fields["how"] = forms.ChoiceField(label=_("怎样处理"), choices=choices, widget=forms.RadioSelect)
        known = fields_of(letter.kind)
        self.said = {name: known[name] for name in letter.fields if _is_words(name, known[name])}
        for name, field in self.said.items():
            self.fields[BEFORE + name] = _field(name, field, letter.fields[name])

    def clean(self) -> dict[str, Any]:
        """Ground, reason, and the changes: None where the letter is not to be replaced."""
        typed = {**(super().clean() or {})}
        said = {name: typed.pop(BEFORE + name) for name in self.said if BEFORE + name in typed}
        lines = {name: value.splitlines() for name, value in said.items() if isinstance(self.said[name], Lines)}
        typed["changes"] = None if typed.pop("how", REPLACED) == ALONE else said | lines
        return typed


def _is_words(name: str, field: Field) -> bool:
    return name not in COMPUTED and isinstance(field, Text | Lines)


def _field(name: str, field: Field, value: Any) -> forms.CharField:
    text = "\n".join(value) if isinstance(field, Lines) else value
    rows = min(14, 1 + len(text) // 18 + text.count("\n"))
    hint = _("一行一项") if isinstance(field, Lines) else ""
    limit = field.limit if isinstance(field, Text) else 20_000
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=str(label_of(name)), initial=text, required=False, max_length=limit, help_text=hint, widget=widget
    )
