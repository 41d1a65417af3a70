"""Builders of rows for tests: plain functions, real rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from envportal.accounts.enums import EnterpriseKind, Role, SectionKind
from envportal.accounts.models import Bureau, Enterprise, RoleGrant, Section, User
from envportal.cases.models import Case
from envportal.documents.models import Remedy
from tests.remembered import remembered

# The secret of everybody's authenticator app; `one_time_code` shows what it would.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SHANGHAI = ZoneInfo("Asia/Shanghai")
_serial = count(1)


def moment(day: str, clock: str = "10:00") -> datetime:
    """An instant in Shanghai, as UTC: moment("2026-09-14", "16:48")."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), SHANGHAI).astimezone(UTC)


def bureau(code: str = "yunxi", name: str = "云溪市生态环境局", mark: str = "云环", **fields: object) -> Bureau:
    found, is_new = Bureau.objects.get_or_create(code=code, defaults={"name": name, "mark": mark, **fields})
    if is_new:
        remedy(found)
    return found


def remedy(of: Bureau, organ: str = "云溪市人民政府", court: str = "云溪市人民法院", **told: Any) -> Remedy:
    """As a bureau begins with: proposed by nobody, since long ago."""
    said = {"valid_from": date(2000, 1, 1), "why": "设局", "proposed_at": moment("2000-01-01"), **told}
    return Remedy.objects.update_or_create(
        bureau=of, proposed_by=None, defaults={"organ": organ, "court": court, **said}
    )[0]


def section(of: Bureau | None = None, kind: str = SectionKind.REVIEW, name: str = "审批科") -> Section:
    return Section.objects.get_or_create(bureau=of or bureau(), name=name, defaults={"kind": kind})[0]


@remembered
def staff(role: str, name: str = "", *, at: Bureau | None = None, in_section: Section | None = None) -> User:
    n = next(_serial)
    person = User.objects.create_user(
        f"{role}{n}",
        "correct horse 1A",
        name=name or f"{Role(role).label}{n}",
        bureau=at or bureau(),
        section=in_section,
        email=f"{role}{n}@bureau.example",
    )
    RoleGrant.objects.create(user=person, role=role)
    TOTP.activate(person, TOTP_SECRET)
    return person


# Valid GB 32100 codes; the check character is right.
USCCS = ("91350100M000100Y43", "91520900MA6DQ0CT0E", "91520900MA7FX3KP21")


def enterprise(
    name: str = "云溪和信包装有限公司", kind: str = EnterpriseKind.OWNER, uscc: str = USCCS[0]
) -> Enterprise:
    return Enterprise.objects.get_or_create(
        uscc=uscc,
        defaults={
            "name": name,
            "kind": kind,
            "legal_representative": "沈雁",
            "address": "云溪市青石镇",
            "bureau": bureau(),
        },
    )[0]


@remembered
def applicant(of: Enterprise | None = None, name: str = "沈雁") -> User:
    n = next(_serial)
    return User.objects.create_user(
        f"applicant{n}", "correct horse 1A", name=name, enterprise=of or enterprise(), email=f"a{n}@hexin.example"
    )


def case(**fields: object) -> Case:
    defaults: dict[str, object] = {
        "kind": "eia_table",
        "title": "年产 6000 万只食品纸容器技改项目",
        "bureau": bureau(),
        "created_at": moment("2026-09-14", "16:00"),
    }
    return Case.objects.create(**{**defaults, **fields})


def one_time_code(at: datetime, secret: str = TOTP_SECRET) -> str:
    """What the authenticator app of a member of staff shows at a moment."""
    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30))
