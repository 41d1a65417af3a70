"""Every migration applies to an empty database, and leaves nothing of the models out."""

from __future__ import annotations

import pytest
from django.apps import apps


@pytest.mark.django_db
@pytest.mark.timeout(900)  # beside other checks, on a machine that may have more to do
@pytest.mark.engine("sqlite", "postgresql")
def test_every_table_of_the_models_is_there_with_its_columns() -> None:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed:
            model._base_manager.first()  # names every column
