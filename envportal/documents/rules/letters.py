"""A letter says all it must: a missing or empty field is refused, never printed blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.documents.rules.fields import (
    ALSO_REQUIRED,
    INSTEAD_OF,
    LABELS,
    ONE_OF,
    REQUIRED,
    WITH_REMEDIES,
    fields_of,
)
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from envportal.documents.rules.field_types import Field


class MissingField(Refused):
    """A letter lacks something the law or its format wants in it."""


class UnknownField(Refused):
    """A letter was handed something its kind has no place for."""


class BadField(Refused):
    """A field of a letter is not of its type."""


class NoRemedies(Refused):
    """A decision against somebody must say where they can turn, and the bureau has not entered it."""


def complete(kind: str, fields: Mapping[str, object]) -> dict[str, object]:
    """The fields in the form they are kept in, or a refusal that names the first one missing, unknown or wrong."""
    known = fields_of(kind)
    for name in fields.keys() - known.keys():
        raise UnknownField(_("文书没有“%(name)s”这一项。") % {"name": name})
    kept = {name: _clean(name, known[name], value) for name, value in fields.items() if value not in (None, "", [], ())}
    for name in _wanted(kind, kept):
        if not kept.get(name):
            raise MissingField(_("文书缺少“%(name)s”，不能印发。") % {"name": LABELS.get(name, name)})
    choice = ONE_OF.get(kind, ())
    if choice and not any(kept.get(name) for name in choice):
        raise MissingField(_("文书缺少“%(name)s”，不能印发。") % {"name": LABELS[choice[0]]})
    return kept


def _wanted(kind: str, kept: Mapping[str, object]) -> list[str]:
    needless = {name for given, names in INSTEAD_OF.items() if kept.get(given) for name in names}
    required = [name for name in REQUIRED[kind] if name not in needless]
    more = (also for (name, value), names in ALSO_REQUIRED.items() if kept.get(name) == value for also in names)
    return [*required, *more]


def names_remedies(kind: str, fields: Mapping[str, object], frame: Mapping[str, object]) -> None:
    """A decision against somebody names the reconsideration organ and the court, or is not issued."""
    if kind in WITH_REMEDIES and fields.get("ending") != "withdrawn" and not (frame["organ"] and frame["court"]):
        raise NoRemedies(_("本局的行政复议机关或者管辖法院尚未登记，文书不能印发。"))


def _clean(name: str, field: Field, value: object) -> object:
    try:
        return field.clean(value)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadField(_("文书的“%(name)s”填写不正确。") % {"name": LABELS.get(name, name)}) from error
