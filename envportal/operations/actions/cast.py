"""The bureaus of the demo, their people, and the enterprises that apply to them."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import get_hasher
from django.utils import timezone

from approvals.applications.actions import set_registration_mode
from approvals.applications.states import FILED_SINCE, RegistrationMode
from envportal.accounts import actions as accounts
from envportal.accounts.enums import EnterpriseKind, Role, SectionKind
from envportal.accounts.models import Bureau, Enterprise, Section, User
from envportal.accounts.queries import staff_with
from envportal.deadlines.actions import load_rules
from envportal.documents import letters
from envportal.documents.actions import enter_remedy
from envportal.documents.enums import SealKind
from envportal.documents.models import Letter, OfficialSeal
from envportal.operations.rules import PASSWORD, secret_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

DATA = Path(__file__).parent.parent / "data"
SECTIONS = {
    "政务服务窗口": SectionKind.WINDOW,
    "审批科": SectionKind.REVIEW,
    "环保技术服务股": SectionKind.ADVICE,
    "效能监察室": SectionKind.SUPERVISION,
    "办公室": SectionKind.OFFICE,
    "执法大队": SectionKind.ENFORCEMENT,
}
BUREAUS: dict[str, dict[str, str]] = {
    "yunxi": {
        "name": "云溪市生态环境局", "name_en": "Yunxi Ecology and Environment Bureau", "mark": "云环",
        "division": "990100", "address": "云溪市清波路 1 号", "phone": "0999-000 0188",
    },
    "dongling": {
        "name": "东岭市生态环境局", "name_en": "Dongling Ecology and Environment Bureau", "mark": "东环",
        "division": "990200", "address": "东岭市滨河大道 66 号", "phone": "0998-000 0166",
    },
    "nanpu": {
        "name": "南浦市生态环境局", "name_en": "Nanpu Ecology and Environment Bureau", "mark": "南环",
        "division": "990300", "address": "南浦市临港路 20 号", "phone": "0997-000 0155",
    },
}  # fmt: skip
# Two bureaus decide registrations themselves, as their programmes promise; the third has them filed, as the law has it.
MODES = (
    ("yunxi", RegistrationMode.REVIEW, "云溪市生态环境局服务承诺（2010年版）"),
    ("dongling", RegistrationMode.REVIEW, "东岭市生态环境局办理时限公告"),
    ("nanpu", RegistrationMode.NATIONAL, "建设项目环境影响登记表备案管理办法"),
)
# Reconsideration organ and court of each, since the amended law on reconsideration.
REMEDIES = {
    "yunxi": ("云溪市人民政府", "云溪市人民法院"),
    "dongling": ("东岭市人民政府", "东岭市人民法院"),
    "nanpu": ("南浦市人民政府", "南浦市人民法院"),
}
PROVINCE = {
    "name": "江原省生态环境厅", "name_en": "Jiangyuan Department of Ecology and Environment", "mark": "江环",
    "division": "990000", "address": "江原市观澜路 8 号", "phone": "0990-000 0101",
}  # fmt: skip
# Owner, the drafting unit it lets act for it, and whether it thought better of it.
GRANTS = (
    ("hexin", "qingyuan", False),
    ("lvye", "qingyuan", False),
    ("dongsheng", "lantu", False),
    ("jiahe", "lantu", True),
)
REMEDIES_SINCE = date(2024, 1, 1)
DOUBT = "营业执照上的法定代表人与登记的不一致，请核对后更正，或上传变更登记通知书。"


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the demo's tables."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def open_bureaus(at: datetime) -> None:
    province = Bureau.objects.create(code="jiangyuan", **PROVINCE)
    for code, facts in BUREAUS.items():
        bureau = Bureau.objects.create(code=code, parent=province, **facts)
        organ, court = REMEDIES[code]
        enter_remedy(bureau, organ=organ, court=court, valid_from=REMEDIES_SINCE, why="设局登记", at=at)
        for name, kind in SECTIONS.items():
            # Enforcement is on duty by day and by night, at a number of its own.
            phone = f"{facts['phone'][:-3]}110" if kind == SectionKind.ENFORCEMENT else ""
            Section.objects.create(bureau=bureau, name=name, kind=kind, phone=phone)
    load_rules(DATA / "pledges.csv")
    for code, mode, basis in MODES:
        bureau = Bureau.objects.get(code=code)
        set_registration_mode(bureau, mode, valid_from=FILED_SINCE, basis=basis, decided_by="局务会议", at=at)


def employ(at: datetime) -> None:
    """Everybody with the one password of the demo and an authenticator app."""
    with quick_passwords():
        for row in table("staff"):
            bureau = Bureau.objects.get(code=row["bureau"])
            user = accounts.create_staff(person=_person(row, bureau), password=PASSWORD, by=None, at=at)
            accounts.grant_role(user.pk, role=row["role"], by=None, at=at)
            TOTP.activate(user, secret_of(user.username))


def _person(row: dict[str, str], bureau: Bureau) -> accounts.StaffDetails:
    return {
        "username": row["username"],
        "name": row["name"],
        "title": row["title"],
        "email": f"{row['username']}@{row['bureau']}.example",
        "phone": "",
        "bureau": bureau,
        "section": bureau.sections.filter(name=row["section"]).first(),
    }


def choose_passwords(at: datetime) -> None:
    """A first password has to be changed when it is first used; in the demo everybody has done so."""
    with quick_passwords():
        for user in User.objects.filter(enterprise=None).order_by("pk"):
            accounts.set_password(user.pk, password=PASSWORD, at=at)


def register(row: dict[str, str], at: datetime) -> None:
    """Open one enterprise with its user, or at the counter without one."""
    if row["outcome"] == "counter":
        _register_at_counter(row, at)
        return
    with quick_passwords():
        accounts.register(enterprise=_details(row), person=_user(row), at=at)


def _register_at_counter(row: dict[str, str], at: datetime) -> None:
    details = _details(row)
    contact: accounts.ContactDetails = {
        "contact_name": row["person"], "contact_phone": row["phone"], "contact_email": "",
    }  # fmt: skip
    clerk = staff_with(details["bureau"], Role.CLERK).get()
    accounts.register_at_counter(enterprise=details, contact=contact, by=clerk, at=at)


def _details(row: dict[str, str]) -> accounts.EnterpriseDetails:
    return {
        "uscc": row["uscc"],
        "name": row["name"],
        "kind": EnterpriseKind(row["kind"]).value,
        "legal_representative": row["legal_representative"],
        "address": row["address"],
        "bureau": Bureau.objects.get(code=row["bureau"]),
    }


def _user(row: dict[str, str]) -> accounts.PersonDetails:
    return {
        "username": row["username"],
        "name": row["person"],
        "email": f"{row['username']}@enterprise.example",
        "phone": row["phone"],
        "password": PASSWORD,
    }


def look_at(row: dict[str, str], at: datetime) -> None:
    """The clerk compares the licence: verified, doubted, or not yet come to."""
    enterprise = Enterprise.objects.get(uscc=row["uscc"])
    clerk = staff_with(enterprise.bureau, Role.CLERK).get()
    if row["outcome"] == "verified":
        accounts.verify(enterprise.pk, by=clerk, at=at)
    elif row["outcome"] == "doubted":
        accounts.doubt(enterprise.pk, reason=DOUBT, by=clerk, at=at)


def give_grants(at: datetime) -> None:
    """Owners let drafting units act for a year; one has taken it back."""
    on = timezone.localdate(at)
    for owner, unit, is_revoked in GRANTS:
        by, pk = User.objects.get(username=owner), Enterprise.objects.get(users__username=owner).pk
        uscc = next(row["uscc"] for row in table("enterprises") if row["key"] == unit)
        year = on + timedelta(days=365)
        grant = accounts.give_grant(pk, uscc=uscc, valid_from=on, valid_to=year, by=by, at=at)
        if is_revoked and grant is not None:
            accounts.revoke_grant(grant.pk, by=by, at=at + timedelta(days=9))


def enter_seals(at: datetime) -> None:
    """Each bureau's official seal is kept in the office, by somebody who issues no letters."""
    since = timezone.localdate(at)
    for code in BUREAUS:
        bureau = Bureau.objects.get(code=code)
        keeper, head = staff_with(bureau, Role.EDITOR)[0], staff_with(bureau, Role.LEADER).get()
        letters.register(
            bureau, name=bureau.name, kind=SealKind.OFFICIAL, holder=keeper, valid_from=since, by=head, at=at
        )  # fmt: skip


def stamp_letters(at: datetime) -> None:
    """Before closing the keeper stamps what was written; of every fifth case the paper has not come yet."""
    waiting = Letter.objects.filter(sealed_at=None, voided_at=None, issued_at__lte=at).select_related("case__bureau")
    seals = {seal.bureau_id: seal for seal in OfficialSeal.objects.select_related("holder")}
    for letter in waiting.order_by("pk"):
        seal = seals.get(letter.case.bureau_id)
        if letter.case_id % 5 and seal is not None:
            letters.stamp(letter.pk, seal=seal, copies=2, by=seal.holder, at=at)


@contextmanager
def quick_passwords() -> Iterator[None]:
    """The demo's password is printed at every start: hash it fast; the first sign-in hashes it anew."""
    hasher = get_hasher()
    usual = getattr(hasher, "iterations", None)
    setattr(hasher, "iterations", 1)  # noqa: B010  not every hasher has rounds
    try:
        yield
    finally:
        setattr(hasher, "iterations", usual)  # noqa: B010
