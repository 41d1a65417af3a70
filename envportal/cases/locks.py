"""The first line of every action: lock the case row, then read what hangs on it afresh."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from envportal.cases.models import Case

M = TypeVar("M", bound=models.Model)


def lock(model: type[M], pk: int) -> M:
    """Lock the Case row `pk` belongs to, then return a fresh instance of `model`.

    `model` is Case itself, has the case as its primary key, or has a foreign key `case`. Call it inside
    `atomic`; on SQLite the IMMEDIATE transaction is the lock. Raises `model.DoesNotExist`.
    """
    if model is Case:
        return model._default_manager.select_for_update().get(pk=pk)
    if model._meta.pk.remote_field is not None:
        # One statement that locks the case, then the procedure's row: it returns both as the last holder left them.
        return model._default_manager.select_related("case").select_for_update(of=("case", "self")).get(pk=pk)
    Case.objects.select_for_update().get(pk=model._default_manager.values_list("case_id", flat=True).get(pk=pk))
    return model._default_manager.get(pk=pk)
