"""Notices by the names a colleague would use. Everything `public` leaves out what was never published."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from disclosure.board.enums import Kind, State
from disclosure.board.models import Edition, Notice, NoticeFile
from disclosure.board.queries.memory import MEMORY
from envportal.accounts.rules import codes
from envportal.cases.queries import visible_to
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.models import Letter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from envportal.accounts.models import User
    from envportal.cases.models import Case

EDITION = "SELECT number FROM board_edition WHERE id = 1"
WINDOWS = {Kind.ACCEPTANCE: Matter.ACCEPTANCE_NOTICE, Kind.PROPOSED_DECISION: Matter.PROPOSED_NOTICE}


def notices_of(case: Case) -> QuerySet[Notice]:
    """Every notice of a case, also what waits and what was replaced; oldest first."""
    return Notice.objects.filter(case=case).order_by("pk")


def row_of(notice: Notice, earlier: Notice | None) -> QuerySet[Notice]:
    """What waits and what is public of the row of versions `earlier` was in: by its title, or that follows it.

    One that waited and was written again or withdrawn has left the row, so the title tells what it belonged to.
    """
    if earlier is None:
        return Notice.objects.none()
    mine = Q(title=notice.title) | Q(title=earlier.title) | Q(pk=earlier.pk) | Q(supersedes=earlier.pk)
    rows = Notice.objects.filter(mine, form=notice.form, bureau=notice.bureau)
    return rows.filter(state__in=[State.PENDING, State.PUBLISHED]).order_by("pk")


def publisher_of(import_key: str) -> str:
    """Under whose name a historical notice stands."""
    return Notice.objects.filter(import_key=import_key).values_list("publisher_name", flat=True).first() or ""


def public() -> QuerySet[Notice]:
    """What was ever public: current notices, earlier versions, and traces of withdrawn ones."""
    return Notice.objects.filter(published_at__isnull=False).exclude(state=State.PENDING)


def on_board() -> QuerySet[Notice]:
    """The current notices: published, neither withdrawn nor replaced."""
    return Notice.objects.filter(state=State.PUBLISHED)


def public_files() -> QuerySet[NoticeFile]:
    """What anybody may take home: public versions named by a notice that is or was on the board and not withdrawn.

    Of what an editor wrote, an earlier version gives only what one that stands brings, too: a file that was taken out
    is gone.
    """
    shown = NoticeFile.objects.filter(notice__state__in=[State.PUBLISHED, State.SUPERSEDED], document__is_public=True)
    stands = NoticeFile.objects.filter(
        document=OuterRef("document"), notice__state=State.PUBLISHED, notice__case=None
    )  # fmt: skip
    kept = ~Q(notice__state=State.SUPERSEDED, notice__case=None) | Exists(stands)
    return shown.filter(
        kept, notice__published_at__isnull=False, notice__withdrawn_at=None
    ).select_related("document")  # fmt: skip


def files_waiting_for(user: User | AnonymousUser, on: date) -> QuerySet[NoticeFile]:
    """The public versions of what waits to be published and this person may preview."""
    waiting = NoticeFile.objects.filter(notice__state=State.PENDING, document__is_public=True)
    return waiting.filter(notice__in=seen_by(user, on)).select_related("document")


def decision_letter(notice: Notice) -> Letter | None:
    """The letter a decision notice announces: the public reads its full text (环境影响评价公众参与办法第27条)."""
    if notice.is_historical or notice.kind != Kind.DECISION or notice.state not in {State.PUBLISHED, State.SUPERSEDED}:
        return None
    return Letter.objects.filter(case=notice.case_id, number=notice.document_number).exclude(path="").first()


def open_for_comment(day: date) -> Q:
    """Published with a last day that has not passed; people may speak from publication on, though not of history."""
    return Q(closes_on__gte=day, import_key=None)


def current(case: Case, kind: str) -> Notice | None:
    return on_board().filter(case=case, kind=kind).first()


def latest_of(cases: Iterable[int]) -> dict[int, Notice]:
    """By case, the current notice that was published last; a case the public knows nothing of is left out."""
    shown = on_board().filter(case__in=list(cases)).defer("facts", "search").order_by("published_at", "pk")
    return {notice.case_id: notice for notice in shown if notice.case_id is not None}


def pending(case: Case, kind: str) -> Notice | None:
    return Notice.objects.filter(case=case, kind=kind, state=State.PENDING).first()


def waiting_for(user: User | AnonymousUser) -> QuerySet[Notice]:
    """What waits to be published in the bureau of a member of staff, oldest first."""
    waiting = Notice.objects.filter(state=State.PENDING, bureau__in=_bureau(user))
    return waiting.select_related("case", "submitted_by", "bureau").order_by("submitted_at", "pk")


def recent_of(user: User | AnonymousUser) -> QuerySet[Notice]:
    """What the bureau of a member of staff published or withdrew, newest first."""
    done = public().filter(bureau__in=_bureau(user))
    return done.select_related("case", "published_by", "bureau").order_by("-published_at", "-pk")


def _bureau(user: User | AnonymousUser) -> list[int]:
    """The bureau of a person, if any; who has none has not the notices of none, which are history."""
    return [user.bureau_id] if user.is_authenticated and user.bureau_id is not None else []


def seen_by(user: User | AnonymousUser, on: date) -> QuerySet[Notice]:
    """What a member of staff may open, published or not: by the reach of their roles over its case."""
    found = Q(case__in=visible_to(user, on, "board.view_pending"))
    if {"A", "B"} & set(codes(user, "board.view_pending")):
        # What an editor wrote belongs to no case: whoever sees all of the bureau's sees it, too.
        found |= Q(case=None, import_key=None, bureau__in=_bureau(user))
    return Notice.objects.filter(found)


def publish_by(notice: Notice) -> date | None:
    """The last day for a second person to publish it."""
    if notice.case is None:
        return notice.due_on
    clocks_of = notice.case.clocks.all()
    return next((clock.due_on for clock in clocks_of if clock.matter == Matter.PUBLISH and not clock.stopped_on), None)


def window(notice: Notice, at: datetime) -> clocks.Window:
    """The days the law gives this notice, published at `at`."""
    assert notice.bureau is not None  # noqa: S101  history opens no window
    return clocks.window(notice.bureau, WINDOWS[Kind(notice.kind)], notice.document_kind, published_at=at)


def edition() -> int:
    """How often the board has changed; part of every ETag, and so asked in as few steps as can be."""
    # The question itself finds out whether the connection still stands: one way to the database less.
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _edition()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _edition()


def _edition() -> int:
    with connection.cursor() as cursor:
        cursor.execute(EDITION)
        row = cursor.fetchone()
    return row[0] if row else 0


def edition_lately() -> int:
    """As it was a second ago at most: every cache on the way is told that a minute is early enough."""
    return MEMORY.lately(edition)


def turn_edition() -> None:
    """Count one change; the caller holds the transaction and takes this lock last."""
    MEMORY.forget()
    Edition.objects.get_or_create(pk=1)
    Edition.objects.filter(pk=1).update(number=F("number") + 1)


def of_enterprise(usc_code: str) -> QuerySet[Notice]:
    """Everything public that names a credit code: what stands, and the traces of what was withdrawn."""
    named = public().filter(usc_code=usc_code, state__in=[State.PUBLISHED, State.WITHDRAWN])
    return named.order_by("-published_at", "-public_id")


def by_kind(notices: QuerySet[Notice]) -> dict[str, int]:
    return dict(notices.order_by().values_list("kind").annotate(n=Count("pk")))


def published_since(day: date) -> dict[str, int]:
    """How many of the bureaus' own notices that stand were published from a day on, by kind."""
    own = on_board().filter(import_key=None, published_at__gte=timezone.make_aware(datetime.combine(day, time.min)))
    return by_kind(own)
