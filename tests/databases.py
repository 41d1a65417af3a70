"""A database of its own for a command that proves or measures: made, migrated, and gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django
from django.db import connection

from tools.servers import postgres

ENGINES = ("sqlite", "postgresql")


@contextmanager
def own(engine: str) -> Iterator[None]:
    """The portal, set up on an empty database of the engine; what reads models is imported inside."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="envportal-own-")))
        address = stack.enter_context(postgres(folder)) if engine == "postgresql" else ""
        os.environ |= {
            "DATABASE_URL": address, "REDIS_URL": "", "TEST_DATABASE_NAME": f"test_envportal_{os.getpid()}",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }  # fmt: skip
        django.setup()
        name = str(connection.settings_dict["NAME"])
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
