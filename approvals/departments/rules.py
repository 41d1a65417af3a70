"""When a department has to answer, what its link is, and who may do what."""

from __future__ import annotations

import hmac
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from approvals.departments import queries
from approvals.departments.enums import Reply
from envportal.accounts import rules as accounts
from envportal.cases import rules as case_rules
from envportal.deadlines.queries import calendar_of
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import date

    from approvals.departments.models import Consultation, Department, Handing, Terms
    from envportal.accounts.models import Bureau, User
    from envportal.cases.models import Case

KEEP = "department.keep"
SALT = "departments.link"
# A department is reminded when so many working days are left.
REMIND_BEFORE = 1
# How long after its last day a link still takes an answer, where silence means nothing.
LATE_DAYS = 30


class CodeIsTaken(Refused):
    """Another department of the bureau has this code."""


class TermsStand(Refused):
    """Terms are never changed; others follow them from another day."""


class BeginsTooEarly(Refused):
    """Terms begin today or later: nobody is given another limit afterwards."""


class SilenceNeedsRule(Refused):
    """Silence consents only by a published rule, which is named."""


class NobodyChosen(Refused):
    """A question to nobody."""


class AskedAlready(Refused):
    """The department was asked and has not answered yet."""


class NoTerms(Refused):
    """No limit of the department is in force: nobody could say when its answer is due."""


class CaseIsOver(Refused):
    """Decided or ended otherwise; nobody is asked any more."""


class AnsweredAlready(Refused):
    """The question was answered, or called off."""


class LinkIsSpent(Refused):
    """The link was used, replaced by another one, or its day is over."""


class HasAccount(Refused):
    """Who answers for the department signs in; a link would let somebody else answer for it."""


class SaysTooLittle(Refused):
    """An objection or conditions without their words."""


def keeps(user: User, bureau: Bureau) -> None:
    """Raise unless somebody keeps the departments of this bureau."""
    if user.bureau_id != bureau.pk or not accounts.codes(user, KEEP):
        raise NotYours(_("部门由本局的科室负责人或者局领导登记。"), KEEP)


def silence_has_its_rule(silence: bool, basis: str) -> None:
    if silence and not basis:
        raise SilenceNeedsRule(_("“逾期视为没有不同意见”须写明公布的规则。"))


def begins_in_time(since: date, on: date) -> None:
    if since < on:
        raise BeginsTooEarly(_("期限从今天或者以后施行，不能倒填日期。"))


def due_day(bureau: Bureau, terms: Terms, asked_on: date) -> date:
    """The last day: working days after the day of asking, by the bureau's own calendar."""
    return calendar_of(bureau.pk).add(asked_on, terms.working_days)


def remind_day(consultation: Consultation) -> date:
    """The working day before the last one."""
    return calendar_of(consultation.case.bureau_id).subtract(consultation.due_on, REMIND_BEFORE)


def may_ask(user: User, case: Case, on: date) -> None:
    case_rules.require(user, "consultation.ask", case, on)
    if case.closed_on is not None or case.opened_on is None:
        raise CaseIsOver(_("本件不在办理中，不能征求意见。"))


def terms_for(department: Department, case: Case, on: date) -> Terms:
    """The terms a department is asked under; raises where there are none, or it was asked and has not answered."""
    if queries.waiting(case).filter(department=department).exists():
        raise AskedAlready(_("已向%(who)s征求意见，还没有答复。") % {"who": department.name})
    terms = queries.terms_on(department, on)
    if terms is None:
        raise NoTerms(_("%(who)s还没有施行中的答复期限。") % {"who": department.name})
    return terms


def is_open(consultation: Consultation) -> bool:
    return consultation.reply == "" and consultation.called_off_at is None


def require_open(consultation: Consultation) -> None:
    if not is_open(consultation):
        raise AnsweredAlready(_("这件征求意见已经答复或者撤回。"))


def check_reply(user: User, consultation: Consultation) -> bool:
    """False for whoever does not answer for the department; refused once it is answered."""
    if consultation.department.person_id != user.pk:
        return False
    require_open(consultation)
    return True


def require_reply(user: User, consultation: Consultation) -> None:
    if not check_reply(user, consultation):
        raise NotYours(_("这件征求意见不由您答复。"))


def check_receive(user: User, handing: Handing) -> bool:
    return handing.regulator.person_id == user.pk


def says_enough(reply: str, text: str) -> None:
    if reply in (Reply.CONDITIONS, Reply.OBJECTION) and not text:
        raise SaysTooLittle(_("不同意或者附条件的，写明意见和依据。"))


# LINKS ------------------------------------------------------------------------
def answers_by_link(department: Department) -> None:
    if department.person_id is not None:
        raise HasAccount(_("%(who)s有账号，请对方登录答复，不用链接。") % {"who": department.name})


def link_of(consultation: Consultation) -> str:
    """The token of the link that stands: derived from the portal's secret, so that it can be shown again unkept."""
    return _derived(consultation.pk, consultation.link_number)


def _derived(pk: int, number: int) -> str:
    return salted_hmac(SALT, f"{pk}:{number}", algorithm="sha256").hexdigest()[:40]


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def opens(consultation: Consultation, token: str, at: datetime) -> bool:
    """Whether a token is the link that stands, its last day is not over, and the case is before the bureau.

    None opens for a department that has come to an account: its questions went there.
    """
    same = hmac.compare_digest(consultation.link_hash, hashed(token))
    runs = consultation.case.closed_on is None and at < expires_at(consultation)
    return same and consultation.department.person_id is None and is_open(consultation) and runs


def expires_at(consultation: Consultation) -> datetime:
    """The end of the last day where silence then speaks; else a late answer is still better than none, for a month."""
    grace = 0 if consultation.terms.silence_consents else LATE_DAYS
    return datetime.combine(
        consultation.due_on + timedelta(days=1 + grace), time(), timezone.get_default_timezone()
    )  # fmt: skip
