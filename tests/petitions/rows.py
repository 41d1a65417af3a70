"""A bureau with a window, two officers and a head, and what is reported to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from enforcement.petitions import actions
from enforcement.petitions.actions.intake import Told
from envportal.accounts.enums import Role, SectionKind
from envportal.deadlines.actions import load_rules
from tests import builders
from tests.builders import moment
from tests.participation.rows import send
from tests.remembered import remembered

if TYPE_CHECKING:
    from django.test import Client

    from enforcement.petitions.models import Petition
    from envportal.accounts.models import Bureau, Section, User

# Monday the 2nd of November 2026.
CAME, ROUTED, TAKEN = moment("2026-11-02"), moment("2026-11-03"), moment("2026-11-04")
DONE = moment("2026-11-20")
NAME, CONTACT, ADDRESS = "金丝雀", "13912345678", "望湖街道金丝雀弄 9 号"
SAID: Any = {"finding": "true", "found": "夜间风机噪声超标。", "done": "责令加装消声器，已完成。", "responsible": "无"}


@dataclass(frozen=True)
class Office:
    bureau: Bureau
    section: Section
    clerk: User
    officer: User
    other: User
    third: User
    head: User
    leader: User
    deputy: User
    supervisor: User


@remembered
def office() -> Office:
    load_rules()
    bureau = builders.bureau()
    team = builders.section(bureau, kind=SectionKind.ENFORCEMENT, name="执法大队")
    window = builders.section(bureau, kind=SectionKind.WINDOW, name="窗口")
    staff = builders.staff
    return Office(
        bureau=bureau, section=team, clerk=staff(Role.CLERK, "孟夏", in_section=window),
        officer=staff(Role.INSPECTOR, "程野", in_section=team),
        other=staff(Role.INSPECTOR, "陆遥", in_section=team), third=staff(Role.INSPECTOR, "白露", in_section=team),
        head=staff(Role.SECTION_HEAD, "秦望", in_section=team), leader=staff(Role.LEADER, "顾川"),
        deputy=staff(Role.LEADER, "韩松"), supervisor=staff(Role.SUPERVISOR, "叶竹"),
    )  # fmt: skip


def told(**changes: Any) -> Told:
    said: dict[str, Any] = {
        "kind": "tip_off", "what": "厂房夜里十一点以后风机很响，还有胶水味。", "place": "和信路 8 号厂区北侧",
        "division": "青石镇", "pollution": ["noise", "odour"], "about": "和信包装", **changes,
    }  # fmt: skip
    return Told(**said)


def named(**changes: Any) -> Told:
    return told(name=NAME, contact=CONTACT, address=ADDRESS, **changes)


@remembered
def reported(of: Office, key: str = "k1", at: Any = CAME, **changes: Any) -> Petition:
    return actions.report(of.bureau, told(**changes), key=key, address="198.51.100.7", at=at)


@remembered
def routed(of: Office, key: str = "k1", **changes: Any) -> Petition:
    one = reported(of, key, **changes)
    return actions.route(one.pk, section=of.section, holder=of.officer, by=of.clerk, at=ROUTED)


@remembered
def taken_up(of: Office, key: str = "k1", **changes: Any) -> Petition:
    return actions.accept(routed(of, key, **changes).pk, by=of.officer, at=TAKEN)


@remembered
def answered(of: Office, key: str = "k1", at: Any = DONE, **changes: Any) -> Petition:
    return actions.answer(taken_up(of, key, **changes).pk, by=of.officer, at=at, **SAID)


def send_report(client: Client, bureau: Bureau, **typed: Any) -> Any:
    """Open the page, do the sum, send."""
    said: dict[str, Any] = {
        "bureau": str(bureau.pk), "kind": "tip_off", "what": "夜里风机很响", "division": "青石镇",
        "place": "和信路 8 号", "pollution": ["noise", "odour"], **typed,
    }  # fmt: skip
    return send(client, "/report/", **said)
