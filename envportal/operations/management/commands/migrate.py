"""`migrate`, in a fraction of its time.

While it migrates Django keeps every model as a class. Adding one, it builds all those anew that are related to it,
however far; here all hang on the case, so that hundreds of tables would take hundreds of times hundreds of classes. A
model that is new changes none that is there: as where models are written one below the other, it is built by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState

if TYPE_CHECKING:
    from django.db.migrations.state import ModelState


def add_model(state: Any, model: ModelState) -> None:
    """As `ProjectState.add_model` does, but for what is built anew."""
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:  # noqa: SLF001  there is no other way to it
        state.resolve_model_relations(key)
    if "apps" in vars(state):
        state._reload({key})  # noqa: SLF001  there is no other way to it


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with patch.object(ProjectState, "add_model", add_model):
            super().handle(*args, **options)
