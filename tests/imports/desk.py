"""A table on its way, step by step, as a person at the desk takes it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disclosure.imports import tasks
from disclosure.imports.models import Run
from tests.imports import tables

SOURCE = "本局原网站“环评公示”栏目"


def send(desk: Client, file: SimpleUploadedFile) -> Run:
    answer = desk.post("/desk/imports/new/", {"file": file, "source": SOURCE})
    assert answer.status_code == 302
    return Run.objects.latest("pk")


def columns(run: Run, **changed: str) -> dict[str, str]:
    """What the page of the columns proposes, as a browser would post it."""
    chosen = {f"c{column}": of for column, of in run.mapping.items()}
    whole = {"head_rows": str(run.head_rows), "kind": run.kind, "publisher": run.publisher, "source": run.source}
    return {**whole, **chosen, **changed}


def checked(desk: Client, file: SimpleUploadedFile, **changed: str) -> Run:
    run = send(desk, file)
    desk.post(f"/desk/imports/{run.pk}/columns/", columns(run, **changed))
    tasks.carry_on()
    run.refresh_from_db()
    return run


def a_table(*rows: dict[str, str]) -> SimpleUploadedFile:
    return tables.upload(tables.text(*rows or ({},)))
