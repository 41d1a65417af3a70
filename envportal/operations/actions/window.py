"""The demo's window: the lists it published, a material that follows, two projects answered on their day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from approvals.applications import actions, queries
from approvals.applications.models import Application
from approvals.catalogue import classifying
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Bureau, Enterprise
from envportal.accounts.queries import staff_with
from envportal.documents import actions as documents
from envportal.documents.enums import Library
from envportal.documents.queries import wording as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.operations.actions.days import Days

AT = "yunxi"
LISTS: tuple[tuple[str, dict[str, str]], ...] = (
    (Library.LATER, {
        "title": "用地或者规划意见", "topic": "attached", "text": "补交自然资源部门盖章的意见；政务系统能取得的不用补",
        "rule": "云溪市生态环境局容缺受理材料清单", "why": "试行容缺受理",
    }),
    (Library.SAME_DAY, {
        "title": "小型餐饮服务", "industries": "H62", "rule": "云溪市生态环境局当天办结项目清单",
        "text": "不在分类管理名录里的餐饮服务，不需要办理环评；油烟净化等义务照常。", "why": "小项目当天答复",
    }),
    (Library.SAME_DAY, {
        "title": "不涉及环境敏感区的房地产", "industries": "K70", "rule": "云溪市生态环境局当天办结项目清单",
        "text": "名录没有规定应当编制报告书、报告表的房地产开发，不需要办理环评。", "why": "小项目当天答复",
    }),
)  # fmt: skip
SMALL = (
    ("hexin", "厂前区职工面馆", "云溪市青石镇工业东路 18 号东侧", "青石镇", "H6210", "六张桌子的面馆，使用液化气。"),
    ("lvye", "兴农路职工住宅配套用房", "云溪市望湖街道兴农路 24 号", "望湖街道", "K7010", "两层配套用房，不设锅炉。"),
)


def turns(days: Days, opened: int) -> Iterator[tuple[date, str, Callable[[datetime], object]]]:
    """Day, time of the day and what happens then."""
    yield days.ago(opened - 1), "10:45", _propose
    yield days.ago(opened - 1), "15:55", _agree
    for number, small in enumerate(SMALL):
        yield days.ago(1 + number), f"1{number}:05", lambda at, small=small: _small(small, at)  # type: ignore[misc]


def promise(pk: int, *, by: User, at: datetime) -> None:
    """The first material of the list, within five working days."""
    bureau = Application.objects.get(pk=pk).case.bureau
    entries = [block.key for block in classifying.may_follow(bureau, timezone.localdate(at))][:1]
    actions.promise_later(pk, entries=entries, days=5, by=by, at=at)


def _propose(at: datetime) -> None:
    for library, told in LISTS:
        begins = timezone.localdate(at) + timedelta(days=1)
        by, given = _somebody(Role.LEGAL), dict[str, Any](told)
        documents.propose_wording(words.new_entry(library), valid_from=begins, by=by, at=at, **given)


def _agree(at: datetime) -> None:
    for version in words.waiting(_bureau()).filter(why__in=[told["why"] for _library, told in LISTS]):
        documents.agree_wording(version.pk, by=_somebody(Role.LEADER), at=at)


def _small(small: tuple[str, ...], at: datetime) -> None:
    """From the first word to the stamped reply in a few minutes."""
    username, name, place, division, industry, what = small
    owner = Enterprise.objects.get(users__username=username)
    clerk = staff_with(_bureau(), Role.CLERK).exclude(section__kind=SectionKind.ENFORCEMENT)[0]
    application = actions.create_draft(
        owner, _bureau(), document_kind="registration", project_name=name, by=clerk, at=at
    )  # fmt: skip
    pk, on = application.pk, timezone.localdate(at)
    typed: dict[str, Any] = {
        "project_code": f"{on:%y%m}-990102-07-02-{700000 + pk:06d}", "project_place": place,
        "project_division": division, "project_industry": industry, "nature": "new", "investment": 12,
        "environmental_investment": 1, "starts_on": on + timedelta(days=30), "overview": what,
        "impacts": "油烟、生活污水和噪声，按规定处理。", "contact_name": owner.legal_representative,
        "contact_phone": "09990000142", "portal_service": False,
    }  # fmt: skip
    actions.save_step(pk, by=clerk, at=at, **typed)
    actions.take_up_same_day(pk, by=clerk, at=at)
    entry = queries.same_day_entry(Application.objects.get(pk=pk), on)
    actions.reply_not_needed(pk, reasons=entry.text if entry else what, by=clerk, at=at + timedelta(minutes=12))


def _bureau() -> Bureau:
    return Bureau.objects.get(code=AT)


def _somebody(role: Role) -> User:
    return staff_with(_bureau(), role).get()
