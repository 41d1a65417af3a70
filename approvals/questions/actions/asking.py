"""Taking in: asked by anybody without an account, or of somebody at the window, by telephone, by an order of 12345."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.questions.actions.common import begin, locked, note, shorten, start, stop, tell
from approvals.questions.models import Asker, Question
from approvals.questions.queries import questions as queries
from approvals.questions.queries import sealed
from approvals.questions.rules import questions as rules
from approvals.questions.states import CASE, CHINESE, SERIES, Channel, Size
from disclosure.board import board
from disclosure.participation import participation
from envportal.audit import log
from envportal.cases.models import Case
from envportal.cases.queries import hash_query_code, query_code
from envportal.deadlines.enums import Matter
from envportal.documents.actions import take_number

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import Bureau, User


@dataclass(frozen=True)
class Asked:
    """What somebody asks, tidied by the form; who they are only as far as they say so."""

    topic: str
    what: str
    name: str = ""
    contact: str = ""
    size: str = Size.OTHER
    channel: str = Channel.WEB
    order_number: str = ""


def ask(bureau: Bureau, asked: Asked, *, key: str, address: str, at: datetime) -> Question:
    """网上咨询. The same form sent twice makes one question. Raises TooManyPosts."""
    done = queries.by_key(key)
    if done is not None:
        return done
    board.count_post(board.source_of(address), at)
    return _take_in(bureau, asked, key=key, by=None, at=at)


def register(asked: Asked, *, by: User, at: datetime, key: str) -> Question:
    """首问登记: whoever was asked owns it at once. The same order twice leads to the first."""
    rules.may(by, rules.REGISTER)
    done = queries.by_key(key) or queries.by_order(asked.order_number)
    if done is not None:
        return done
    assert by.bureau is not None  # noqa: S101  the rule has asked
    try:
        return _take_in(by.bureau, asked, key=key, by=by, at=at)
    except IntegrityError:  # two at once with the same order: the other one wrote it first
        done = queries.by_key(key) or queries.by_order(asked.order_number)
        if done is None:
            raise
        return done


@transaction.atomic
def _take_in(bureau: Bureau, asked: Asked, *, key: str, by: User | None, at: datetime) -> Question:
    on = timezone.localdate(at)
    section = (by.section if by else None) or queries.desk_of(bureau)
    case = Case.objects.create(
        kind=CASE, title=f"{CHINESE[asked.topic]}咨询", bureau=bureau, section=section, holder=by, created_at=at
    )
    case.query_code_hash = hash_query_code(query_code(case))
    words = sealed.words_of(asked.name, asked.contact)
    question = Question(
        case=case, channel=asked.channel, order_number=asked.order_number, key=key, received_at=at, topic=asked.topic,
        size=asked.size, what=participation.masked(asked.what, words), asker_key=sealed.key_of(asked.contact),
        first_asked=by,
    )  # fmt: skip
    if by is not None:
        question.take()
    case.number, case.opened_on = take_number(bureau, SERIES, on.year), on
    case.save()
    question.save(force_insert=True)
    if asked.name or asked.contact:
        Asker.objects.create(question=question, name=asked.name, contact=asked.contact)
    begin(question, on=on, by=by, at=at)
    note(question, "asked", by=by, at=at, key=key, channel=asked.channel, topic=asked.topic, order=asked.order_number)
    if by is None:
        start(question, Matter.QUESTION_TAKEN, on=on, by=None, at=at)
        tell(question, "question_waits", queries.people(bureau).filter(section=section), at=at)
    return question


@transaction.atomic
def take(pk: int, *, size: str, by: User, at: datetime, key: str = "") -> Question:
    """承接: the first who takes an online question owns it; whoever comes second is told who did."""
    question, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return question
    rules.require("take", by, question, on)
    question.take()
    question.first_asked, question.size = by, size
    question.save()
    question.case.holder, question.case.section = by, by.section or question.case.section
    question.case.save(update_fields=["holder", "section"])
    stop(question, Matter.QUESTION_TAKEN, on=on, by=by, at=at)
    shorten(question, on=on, by=by, at=at)
    note(question, "taken", by=by, at=at, key=key, size=size)
    return question
