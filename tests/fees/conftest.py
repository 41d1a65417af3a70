"""A bureau that collects fees, two people for it, an enterprise, and a fee as far as a test needs it."""

from dataclasses import dataclass
from datetime import date

import pytest

from enforcement.fees import actions
from enforcement.fees.actions.declaring import Told
from enforcement.fees.models import Fee
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Bureau, Enterprise, User
from envportal.deadlines.actions import load_rules
from tests.builders import applicant, bureau, enterprise, moment, section, staff
from tests.remembered import remembered

# COD 1000 kg × 1.4 = 1400.00 a month, three months of 2016: 4200.00.
PARTS = [
    Told("总排口", {"medium": "water", "period": f"2016-0{month}", "pollutants": ["COD/1000"]}) for month in (1, 2, 3)
]
FIRST, LAST = date(2016, 1, 1), date(2016, 3, 1)
# Tuesday 2016-04-12; seven days to 04-19; demanded on Wednesday 04-20, to be paid by 04-27.
DECLARED, VERIFIED, DEMANDED = moment("2016-04-11"), moment("2016-04-12"), moment("2016-04-20")


@dataclass(frozen=True)
class Office:
    bureau: Bureau
    clerk: User
    second: User
    enterprise: Enterprise
    owner: User


@remembered
def office() -> Office:
    load_rules()
    of = bureau()
    team = section(of, kind=SectionKind.REVIEW, name="财务科")
    firm = enterprise()
    return Office(
        bureau=of, clerk=staff(Role.FINANCE, "钱一", in_section=team),
        second=staff(Role.FINANCE, "孙二", in_section=team),
        enterprise=firm, owner=applicant(firm),
    )  # fmt: skip


def declared(of: Office, **changes) -> Fee:
    told = {
        "first": FIRST,
        "last": LAST,
        "basis": "automatic",
        "parts": PARTS,
        "by": of.owner,
        "at": DECLARED,
        **changes,
    }
    return actions.declare(of.enterprise, of.bureau, **told)


def verified(of: Office) -> Fee:
    return actions.verify(declared(of).pk, basis="automatic", by=of.clerk, at=VERIFIED)


def demanded(of: Office) -> Fee:
    return actions.demand(verified(of).pk, by=of.second, at=DEMANDED)


@pytest.fixture(name="office")
def _office():
    return office()
