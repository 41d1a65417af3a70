"""The field of every state machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django_fsm import FSMField

if TYPE_CHECKING:
    from collections.abc import Sequence


class StateField(FSMField):
    """Where something stands; only its transitions move it.

    To the database and to migrations it is a text: each state field that a migration builds anew would look for its
    transitions whenever one of hundreds of models is built, which took half of the time of migrating.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"protected": True, **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs
