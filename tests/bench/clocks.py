"""Open clocks by the hundred thousand, laid down set-based in PostgreSQL, and the raw statements to measure against."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial

from django.db import connection

from envportal.accounts.enums import Role
from envportal.accounts.models import RoleGrant, User
from envportal.audit import guards
from envportal.deadlines import guards as clock_guards
from envportal.deadlines.enums import Matter
from tests import builders
from tests.supervision.rows import rule

WARN, DUE, LATER = date(2026, 10, 19), date(2026, 10, 21), date(2027, 3, 1)
OPENED, SWEPT = date(2026, 9, 14), builders.moment("2026-10-20")
FILLED = (
    "supervision_card", "messaging_message", "audit_event", "audit_sealedhead", "audit_chain", "deadlines_clockevent",
    "deadlines_clock", "cases_case",
)  # fmt: skip
RAISED, ARMED = FILLED[:5], FILLED[:7]

CASES = """
INSERT INTO cases_case (kind, title, bureau_id, section_id, holder_id, number, opened_on, query_code_hash, created_at,
                        assisted)
SELECT 'eia_table', '技改项目 ' || n, %(bureau)s, %(section)s, %(holder)s, '云环收〔2026〕' || n || '号', %(opened)s,
       '', now(), false
FROM generate_series(1, %(count)s) n
"""
CLOCKS = """
INSERT INTO deadlines_clock (case_id, matter, variant, rule_id, started_on, started_at, due_on, due_at, warn_on,
                             warn_at, provisional, state, epoch)
SELECT id, 'statutory', 'table', %(rule)s, %(opened)s, %(opened)s::timestamp AT TIME ZONE 'Asia/Shanghai',
       due_on, (due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai',
       warn_on, warn_on::timestamp AT TIME ZONE 'Asia/Shanghai', false, 'running', 1
FROM (SELECT id,
             CASE WHEN row_number() OVER (ORDER BY id) %% %(every)s = 0 THEN %(due)s
                  ELSE %(later)s + (id %% 200)::int END AS due_on,
             CASE WHEN row_number() OVER (ORDER BY id) %% %(every)s = 0 THEN %(warn)s ELSE %(later)s END AS warn_on
      FROM cases_case) held
"""
EVENTS = """
INSERT INTO deadlines_clockevent (clock_id, kind, "on", ground, amount, article, reason, waiting_for, at)
SELECT id, 'started', started_on, '', 0, '', '', '', now() FROM deadlines_clock
"""

# What a sweep writes for plain warnings, as one statement: cards, chains, events.
WARNINGS = """
WITH due AS (
  SELECT clock.id, clock.case_id, clock.epoch, clock.warn_on, clock.due_on, clock.matter, held.holder_id
  FROM deadlines_clock clock JOIN cases_case held ON held.id = clock.case_id
       JOIN deadlines_termrule rule ON rule.id = clock.rule_id
  WHERE clock.state = 'running' AND clock.warn_at <= %(at)s AND rule.on_expiry <> 'window_closes'
    AND NOT EXISTS (SELECT 1 FROM supervision_card card WHERE card.clock_id = clock.id AND card.colour = 'yellow'
                    AND card.epoch = clock.epoch)
  FOR UPDATE OF held SKIP LOCKED),
cards AS (
  INSERT INTO supervision_card (clock_id, case_id, colour, epoch, opened_at, legal_on, reason, holder_id, explanation,
                                removed_why)
  SELECT id, case_id, 'yellow', epoch, %(at)s, warn_on, 'near', holder_id, '', '' FROM due
  RETURNING id, clock_id, case_id, legal_on),
written AS (
  SELECT cards.*, jsonb_build_object('card', id, 'due_on', legal_on, 'legal_on', legal_on, 'matter', 'statutory',
                                     'reason', 'near', 'told', '[]'::jsonb) AS facts FROM cards),
chains AS (
  INSERT INTO audit_chain (name, length, head)
  SELECT 'case:' || case_id, 1, encode(sha256(convert_to(facts::text, 'UTF8')), 'hex') FROM written
  ON CONFLICT (name) DO UPDATE SET length = audit_chain.length + 1, head = excluded.head
  RETURNING id, name, length, head)
INSERT INTO audit_event (chain_id, position, case_id, name, actor_name, acting_for, at, facts, previous_hash, hash)
SELECT chains.id, chains.length, written.case_id, 'yellow_card_opened', '', '', %(at)s, written.facts, '', chains.head
FROM written JOIN chains ON chains.name = 'case:' || written.case_id
"""
# The same with a message to the holder, as a sweep with people writes it.
MESSAGES = """
INSERT INTO messaging_message (case_id, to_user_id, to_address, language, template, subject, body, link, created_at,
                               tries, next_try_at, last_error)
SELECT card.case_id, person.id, person.email, person.language, 'yellow_card', '黄牌：' || held.title,
       person.name || '：案件：' || held.title || '（' || held.number || '）届满日：' || card.legal_on,
       '/desk/supervision/cards/' || card.id || '/', %(at)s, 0, %(at)s, ''
FROM supervision_card card JOIN cases_case held ON held.id = card.case_id
     JOIN accounts_user person ON person.id = ANY(%(people)s)
"""


def fill(count: int, due: int, holder: User | None = None) -> None:
    """`count` cases with a running clock each, `due` of them in their days of warning."""
    empty(FILLED)
    facts: dict[str, int | date | None] = {
        "bureau": builders.bureau().pk, "section": holder.section_id if holder else None,
        "holder": holder.pk if holder else None, "opened": OPENED, "count": count,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(CASES, facts)
    arm(every=count // due)
    vacuum()


def arm(every: int = 1) -> None:
    """A running clock with its start event for every case; each so-manieth in its days of warning."""
    facts: dict[str, int | date] = {
        "opened": OPENED, "rule": rule(Matter.STATUTORY).pk, "due": DUE, "warn": WARN, "later": LATER, "every": every
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in (CLOCKS, EVENTS):
            cursor.execute(statement, facts)


def empty(tables: tuple[str, ...]) -> None:
    guards.lift()
    clock_guards.lift()
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
    clock_guards.close()
    guards.close()


def vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def warn_raw(at: datetime, people: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(WARNINGS, {"at": at})
        if people:
            cursor.execute(MESSAGES, {"at": at, "people": people})


@contextmanager
def kept_aside() -> Iterator[tuple[Callable[[], None], Callable[[], None]]]:
    """A copy of the database as it is now; two ways to turn: to the copy, and back to the database itself."""
    name = str(connection.settings_dict["NAME"])
    aside = f"{name}_aside"

    def turn_to(which: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = which
        connection.ensure_connection()

    def run(statement: str) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    run(f'CREATE DATABASE "{aside}" TEMPLATE "{name}"')
    try:
        yield partial(turn_to, aside), partial(turn_to, name)
    finally:
        turn_to(name)
        run(f'DROP DATABASE "{aside}"')


@contextmanager
def nobody_to_tell() -> Iterator[None]:
    """The heads are away, so that a warning is a card and a log row and nothing else."""
    grants = list(RoleGrant.objects.filter(role=Role.SECTION_HEAD))
    RoleGrant.objects.filter(role=Role.SECTION_HEAD).delete()
    yield
    RoleGrant.objects.bulk_create(grants)


def forget_raised() -> None:
    """The clocks that were due have ended in time: nothing is due any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE deadlines_clock SET state = 'stopped', stopped_on = warn_on, stopped_at = warn_at"
            " WHERE warn_at <= %s",
            [SWEPT],
        )
    vacuum()
