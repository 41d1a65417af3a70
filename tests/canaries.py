"""Invented people in every table that holds people, so that a test can look for them where nobody may find them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.apps import apps
from django.db.models import Model

from disclosure.board.models import Notice, Subscription, SubscriptionMail
from envportal.accounts.models import Enterprise, User
from envportal.audit import log
from envportal.cases.models import Case
from envportal.documents.models import Upload
from envportal.messaging.models import Message
from tests.builders import moment

AT = moment("2026-11-01")
# What every canary has in it; numbers begin with what no real one of the tests does.
SIGN = re.compile(
    rb"\xe9\x87\x91\xe4\xb8\x9d\xe9\x9b\x80|\\u91d1\\u4e1d\\u96c0|canary\d|1990013\d{4}|320999\d{11}[\dX]|6222999\d{6}"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# Where personal data may stand in rows the story of a test makes: model → fields. Anything public is copied, not read.
HELD: dict[str, tuple[str, ...]] = {
    "accounts.User": ("name", "phone"),
    "accounts.Enterprise": ("legal_representative", "address", "contact_name", "contact_phone", "contact_email"),
    "applications.Application": ("contact_name", "contact_phone", "contact_email"),
    "applications.Opinion": ("text",),
    "applications.HearingRequest": ("name", "contact", "reason"),
    "documents.Document": ("name", "scan_note"),
    "documents.Service": ("receiver", "identity", "tracking", "witness", "place", "note"),
    "messaging.Message": ("to_address", "subject", "body"),
    "board.ProgressTry": ("address",),
    "board.WrongReport": ("what", "contact"),
    "participation.Author": ("name", "contact", "address"),
    "petitions.Reporter": ("name", "contact", "address"),
    "questions.Asker": ("name", "contact"),
    "appointments.Visitor": ("name", "phone"),
    "participation.Submission": ("moderation_note",),
    "imports.Line": ("remarks",),
    "supervision.Card": ("explanation", "removed_why"),
    "accountability.Responsibility": ("what", "closure"),
    "accountability.Part": ("answer", "reasons", "appeal", "review_reasons"),
    "accountability.Entry": ("source",),
    "accountability.ReturnCall": ("words",),
    "ratings.Wish": ("name", "phone"),
    "prereview.PreReview": ("question", "supplied"),
    "keyprojects.Contact": ("spoken_with", "what"),
    "charges.Complaint": ("charged_by", "about", "what", "contact", "answer"),
    "errands.Errand": ("words",),
    "funds.Application": ("words", "advice", "opinion"),
    "incidents.Incident": ("what", "place", "cause", "responsibility", "accountable", "closed_why"),
    "incidents.Reporter": ("name", "contact"),
    "catalogue.Told": ("to",),
}


@dataclass(frozen=True)
class Person:
    name: str
    identity: str
    phone: str
    address: str
    card: str
    email: str

    @property
    def whole(self) -> str:
        return " ".join(vars(self).values())

    def fit(self, field: str, longest: int | None) -> str:
        """What this person would have in a field, as much as it holds."""
        kinds = {"phone": self.phone, "email": self.email, "to_address": self.email, "name": self.name}
        kind = next((kinds[end] for end in kinds if field.endswith(end)), self.whole)
        return kind[:longest]


def person(n: int) -> Person:
    """With numbers whose check digits are right (GB 11643, Luhn)."""
    body = f"32099919700101{n % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    card = f"6222999{n:08d}"
    return Person(
        name=f"金丝雀{n:04d}", identity=f"{body}{'10X98765432'[total % 11]}", phone=f"1990013{n:04d}",
        address=f"云溪市金丝雀巷{n}号", card=f"{card}{_luhn(card)}", email=f"canary{n}@example.org",
    )  # fmt: skip


def _luhn(digits: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10


def release(n: int, case: Case) -> int:
    """Put n people into every table that holds people; how many rows hold one now."""
    people = [person(i) for i in range(n)]
    return _into_rows_there(people) + _into_new_rows(people, case)


def _into_rows_there(people: list[Person]) -> int:
    """The rows a story made are written over, past every rule: a page must not show what it only keeps."""
    held = 0
    for label, names in HELD.items():
        model: type[Model] = apps.get_model(label)
        for turn, pk in enumerate(model._default_manager.order_by("pk").values_list("pk", flat=True)):
            one = people[turn % len(people)]
            longest = {name: getattr(model._meta.get_field(name), "max_length", None) for name in names}
            values = {name: one.fit(name, longest[name]) for name in names}
            held += model._default_manager.filter(pk=pk).update(**values)
    return held


def _into_new_rows(people: list[Person], case: Case) -> int:
    bureau = case.bureau
    enterprises = Enterprise.objects.bulk_create(
        Enterprise(uscc=f"CANARY{n:012d}", name=f"{one.name}个体户", kind="owner", legal_representative=one.name,
                   address=one.address, bureau=bureau, contact_name=one.name, contact_phone=one.phone,
                   contact_email=one.email, doubt=one.whole)
        for n, one in enumerate(people)
    )  # fmt: skip
    users = User.objects.bulk_create(
        User(username=one.email[:60], name=one.name, email=one.email, phone=one.phone, enterprise=of, password="!")
        for one, of in zip(people, enterprises, strict=True)
    )
    Case.objects.bulk_create(
        Case(kind="eia_table", title=f"{one.name}的草稿 {one.whole}"[:200], bureau=bureau, enterprise=of, created_at=AT)
        for one, of in zip(people, enterprises, strict=True)
    )
    Message.objects.bulk_create(
        Message(to_user=user, to_address=one.email, language="zh-hans", template="x", subject=one.name, body=one.whole,
                created_at=AT, next_try_at=AT)
        for one, user in zip(people, users, strict=True)
    )  # fmt: skip
    Upload.objects.bulk_create(
        Upload(id=uuid4(), user=user, page="/my/", permission="file.upload", name=f"{one.name}身份证{one.identity}.pdf",
               size=1, begun_at=AT, expires_at=AT + timedelta(days=1))
        for one, user in zip(people, users, strict=True)
    )  # fmt: skip
    subscriptions = Subscription.objects.bulk_create(
        Subscription(address=one.email, query=f"q={one.name}", language="zh-hans", secret="x" * 32, asked_at=AT,
                     confirmed_at=AT, told_until=AT)
        for one in people
    )  # fmt: skip
    SubscriptionMail.objects.bulk_create(
        SubscriptionMail(subscription=of, subject=one.name, body=one.whole, posted_at=AT, next_try_at=AT)
        for one, of in zip(people, subscriptions, strict=True)
    )
    for one, user in zip(people, users, strict=True):
        log.record(None, "canary_seen", by=user, at=AT, facts={"who": one.whole})
    log.record(case, "canary_seen", by=users[0], at=AT, facts={"who": [one.whole for one in people]})
    return 9 * len(people) + _into_notices(people)


def _into_notices(people: list[Person]) -> int:
    """What waits to be published, and what was withdrawn because it named people."""
    facts = [["联系人", one.whole] for one in people]
    search = " ".join(one.whole for one in people)
    hidden = Notice.objects.filter(state__in=[Notice.State.PENDING, Notice.State.WITHDRAWN])
    Notice.objects.filter(state=Notice.State.PENDING).update(title=people[0].name, place=people[0].address)
    return hidden.update(facts=facts, wording=facts, search=search)
