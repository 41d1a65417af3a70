"""What the ledger refuses, each with its sentence; and the triggers that close its postings against change."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from envportal.refusals import Refused

DATA = Path(__file__).parent / "data"
# 前置条件: the quota is obtained before the document is approved; read in public copies, not in the official print.
BASIS = "环发〔2014〕197号"


class NotEnough(Refused):
    """The account does not hold what is asked of it."""


class NotCovered(Refused):
    """The case needs more quota than is held for it."""


class NotBalanced(Exception):
    """An entry whose postings do not add up to nought: a fault of ours, not of who typed."""


class NothingToDo(Refused):
    """Nothing is held, nothing is missing, or it was done before."""


class NotSuitable(Refused):
    """What was chosen does not belong together: another pollutant, another bureau, a day to come."""


def close() -> None:
    """Refuse UPDATE, DELETE, TRUNCATE and REPLACE on entries and postings."""
    lift()
    _run("close")


def lift() -> None:
    _run("lift")


def _run(name: str) -> None:
    # One statement a paragraph: the body of a trigger holds semicolons of its own.
    text = (DATA / f"{name}.{connection.vendor}.sql").read_text(encoding="utf-8")
    with connection.cursor() as cursor:
        for statement in text.strip().split("\n\n"):
            cursor.execute(statement)
