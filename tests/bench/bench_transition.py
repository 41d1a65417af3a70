"""A transition with lock, log, outbox and one clock event beside the plain django-fsm-2 recipe: P11.

Six of its statements write the six rows it is made of: procedure, event of the clock, clock, event of the log, head of
its chain, message. Three lock what they are computed from: case and procedure together, clock, chain. One fewer would
be a row not locked before it is read, or two tables written by one statement, which only PostgreSQL has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from itertools import count
from statistics import median
from time import process_time

from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django_fsm import FSMField, transition

from tests import databases
from tests.bench.figures import figure, tell

ROUNDS, EACH = 7, 40
TABLE = re.compile(r"(?:FROM|INTO|UPDATE) \"(\w+)")


def plain() -> tuple[type[models.Model], type[models.Model], type[models.Model]]:
    """What anybody writes first: a row with a state, a row of a log, a row of a message."""

    class Filed(models.Model):
        state = FSMField(default="submitted")
        title = models.CharField(max_length=200)

        class Meta:
            app_label = "cases"

        def __str__(self) -> str:
            return self.title

        @transition(state, source="submitted", target="accepted")
        def accept(self) -> None:
            """Nothing else happens."""

    class Logged(models.Model):
        filed = models.ForeignKey(Filed, models.PROTECT)
        name = models.CharField(max_length=60)
        facts = models.JSONField(default=dict)

        class Meta:
            app_label = "cases"

        def __str__(self) -> str:
            return self.name

    class Posted(models.Model):
        filed = models.ForeignKey(Filed, models.PROTECT)
        subject = models.CharField(max_length=200)
        body = models.TextField()

        class Meta:
            app_label = "cases"

        def __str__(self) -> str:
            return self.subject

    return Filed, Logged, Posted


class Recipe:
    """The plain recipe: lock the row, change its state, write log and message, in one transaction."""

    def __init__(self) -> None:
        self.filed, self.logged, self.posted = plain()
        with connection.schema_editor() as editor:
            for model in (self.filed, self.logged, self.posted):
                editor.create_model(model)

    def prepared(self) -> Callable[[], None]:
        pk = self.filed._default_manager.create(title="技改项目").pk

        def accept() -> None:
            with transaction.atomic():
                filed = self.filed._default_manager.select_for_update().get(pk=pk)
                filed.accept()  # type: ignore[attr-defined]
                filed.save()
                self.logged._default_manager.create(filed=filed, name="accepted", facts={"on": "2026-09-17"})
                self.posted._default_manager.create(filed=filed, subject="已受理", body="您的申请已经受理。")

        return accept


class Ours:
    """The doors of the portal, in the order every action calls them."""

    def __init__(self) -> None:
        names = ("approvals.applications.models", "envportal.audit.log", "envportal.messaging.outbox")
        self.models, self.log, self.outbox = map(import_module, names)
        self.clocks, self.lock = (
            import_module("envportal.deadlines.clocks"),
            import_module("envportal.cases.locks").lock,
        )
        self.world, self.builders = import_module("tests.world"), import_module("tests.builders")
        self.common = import_module("approvals.applications.actions.common")
        self.of, self.n = self.world.world(), count()
        self.at = self.builders.moment("2026-09-17")
        drafted = self.world.submitted(self.of)
        self.like = drafted

    def prepared(self) -> Callable[[], None]:
        """An application that was received, with its intake clock."""
        case = self.builders.case(
            number=f"云环收〔2026〕9{next(self.n)}号", opened_on=self.like.received_on, holder=self.of.officer,
            enterprise=self.of.owner, project=self.like.case.project,
        )  # fmt: skip
        application = self.models.Application.objects.get(pk=self.like.pk)
        application.pk = application.case_id = case.pk
        application._state.adding = True
        application.save(force_insert=True)
        self.clocks.start(
            case, "intake", variant="table", on=self.like.received_on, by=None, at=self.builders.moment("2026-09-14")
        )
        self.log.record(case, "submitted", by=self.of.applicant, at=self.at)

        def accept() -> None:
            with transaction.atomic():
                locked = self.lock(self.models.Application, case.pk)
                locked.accept()
                locked.accepted_on = self.at.date()
                locked.save()
                self.clocks.stop(locked.case, "intake", on=self.at.date(), by=self.of.clerk, at=self.at)
                self.log.record(locked.case, "accepted", by=self.of.clerk, at=self.at, facts={"on": "2026-09-17"})
                told = {"application": locked, "on": self.at.date(), "promise": None}
                self.outbox.post(locked.case, "accepted", to=[self.of.applicant], context=told, at=self.at)

        return accept


def cpu(of: Recipe | Ours) -> float:
    """Seconds of this process for one transition."""
    works = [of.prepared() for _n in range(EACH)]
    began = process_time()
    for work in works:
        work()
    return (process_time() - began) / EACH


def statements(of: Recipe | Ours) -> list[str]:
    """Each statement by its verb and its table."""
    work = of.prepared()
    with CaptureQueriesContext(connection) as asked:
        work()
    asked_for = [query["sql"] for query in asked.captured_queries if query["sql"] not in ("BEGIN", "COMMIT")]
    return [f"{sql.split()[0]} {TABLE.findall(sql)[0]}{' FOR UPDATE' * ('FOR UPDATE' in sql)}" for sql in asked_for]


def main() -> None:
    ours, recipe = Ours(), Recipe()
    pairs = [(cpu(ours), cpu(recipe)) for _round in range(ROUNDS)]
    ours_cpu, recipe_cpu = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    what = "a transition with lock, log, outbox and one clock event ÷ the plain recipe of django-fsm-2"
    tell(figure("P11", f"client CPU of {what}", ours_cpu, recipe_cpu, "≤ 1"))
    asked, plainly = statements(ours), statements(recipe)
    what = "statements of a transition with lock, log, outbox and one clock event"
    tell({**figure("P11", what, len(asked), 1, "≤ 6"), "statements": asked})
    tell({**figure("P11", "statements of the plain recipe", len(plainly), 1, ""), "statements": plainly})


if __name__ == "__main__":
    with databases.own("postgresql"):
        main()
