"""What the file of a new bureau may say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from envportal.accounts.enums import Role
from envportal.accounts.forms.fields import PhoneField, UsernameField
from envportal.accounts.models import Bureau, Section
from envportal.accounts.rules.persons import GRANTABLE
from envportal.documents.models import Remedy
from envportal.operations.actions.bureau import Entry, Plan
from envportal.operations.rules import BadFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class BureauForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own class takes none
    parent = forms.ModelChoiceField(Bureau.objects, required=False, to_field_name="code")

    class Meta:
        model = Bureau
        fields = (
            "code", "name", "name_en", "mark", "parent", "is_branch", "division", "address", "postcode", "phone",
            "email",
        )  # fmt: skip


class SectionForm(forms.ModelForm):  # type: ignore[type-arg]  # the same
    class Meta:
        model = Section
        fields = ("name", "kind", "phone")


class PersonForm(forms.Form):
    username = UsernameField()
    name = forms.CharField(max_length=60)
    title = forms.CharField(max_length=40, required=False)
    email = forms.EmailField()
    phone = PhoneField(required=False)
    section = forms.CharField(max_length=60, required=False)
    role = forms.ChoiceField(choices=[(role.value, role.label) for role in Role if role in GRANTABLE], required=False)


class RemedyForm(forms.ModelForm):  # type: ignore[type-arg]  # the same
    class Meta:
        model = Remedy
        fields = ("organ", "local_organ", "court", "valid_from")


FORMS: dict[str, type[forms.BaseForm]] = {"section": SectionForm, "person": PersonForm, "remedies": RemedyForm}


def plan_of(written: Mapping[str, Any]) -> Plan:
    """What a file says, or BadFile with all that is wrong with it."""
    wrong = [_("不认识“%(name)s”。") % {"name": name} for name in written if name not in {"bureau", *FORMS}]
    code = str(_table(written.get("bureau")).get("code", ""))
    present = Bureau.objects.filter(code=code).first()
    bureau = _read(BureauForm(_table(written.get("bureau")), instance=present), "bureau", wrong)
    rows = {
        name: [_read(form(_table(row)), f"{name} {n}", wrong) for n, row in enumerate(_list(written, name), 1)]
        for name, form in FORMS.items()
    }
    for name in ("username", "email"):
        wrong += [_("“%(value)s”写了不止一次。") % {"value": value} for value in _repeated(rows["person"], name)]
    if wrong:
        raise BadFile("\n".join(wrong))
    return Plan(bureau, rows["section"], rows["person"], rows["remedies"])


def _repeated(people: list[Entry], name: str) -> list[str]:
    """What two people of the file share; names of accounts differ by more than their case."""
    found = Counter(str(person.get(name, "")).lower() for person in people)
    return [value for value, times in found.items() if value and times > 1]


def _table(written: object) -> dict[str, Any]:
    return written if isinstance(written, dict) else {}


def _list(written: Mapping[str, Any], name: str) -> list[Any]:
    rows = written.get(name, [])
    return rows if isinstance(rows, list) else [rows]


def _read(form: forms.BaseForm, place: str, wrong: list[str]) -> Entry:
    """What is written of a thing, by the names of its fields; what is wrong with it is added to the list."""
    wrong += [f"{place}: {sentence}" for sentence in _mistakes(form)]
    typed: dict[str, Any] = getattr(form, "cleaned_data", {})
    return {name: value for name, value in typed.items() if name in form.data and value is not None}


def _mistakes(form: forms.BaseForm) -> Iterator[str]:
    for name in form.data:
        if name not in form.fields:
            yield _("不认识“%(name)s”。") % {"name": name}
    for name, errors in form.errors.items():
        yield f"{name}: {' '.join(str(error) for error in errors)}"
