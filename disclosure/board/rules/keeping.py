"""Who writes notices by hand, who keeps the catalogue, and when it may be said that nothing happened."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board import guards
from disclosure.board.enums import Frequency, State
from disclosure.board.queries import catalogue, happenings, wrongs
from envportal.accounts.rules import codes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from disclosure.board.models import DisclosureItem, ItemProposal, NilReturn, Notice, WrongReport
    from envportal.accounts.models import User

    Person = User | AnonymousUser | None

FOUR_EYES = "《政府信息公开条例》第十七条"
MOST_WRONGS = 10
LONGEST_NIL = timedelta(days=366)


def require_draft(user: Person) -> None:
    if not _holds(user, "board.draft"):
        raise guards.NotYourNotice(_("起草公示的是本局的信息公开编辑，您没有这个角色。"))


def require_propose_item(user: Person, item: DisclosureItem) -> None:
    """An editor proposes; one proposal at a time, to the latest version."""
    if not _holds(user, "catalogue.propose"):
        raise guards.NotYourNotice(_("修改公开目录由本局的信息公开编辑提出，您没有这个角色。"))
    if item.proposals.filter(decided_by=None).exists():
        raise guards.ItemAsItIs(_("这一项已经有人提了修改，请先决定那一份。"))
    _require_latest(item)


def require_decide_item(user: Person, proposal: ItemProposal) -> None:
    if proposal.decided_by_id is not None:
        raise guards.NotPending(_("这份修改已经有人决定了。"))
    if not _holds(user, "catalogue.decide") or user is None or user.bureau_id != proposal.bureau_id:  # type: ignore[union-attr]
        raise guards.NotYourNotice(_("公开目录的修改由本局领导决定，您没有这个角色。"))
    if user.pk == proposal.proposed_by_id:
        raise guards.SamePerson(_("提出修改的人不能自己同意，请另一位局领导决定。"), FOUR_EYES)


def require_version_of_item(item: DisclosureItem, told: Mapping[str, object], *, on: date) -> None:
    """A version changes something, and begins neither before the one it follows nor in the past."""
    _require_latest(item)
    begins: date = told["valid_from"]  # type: ignore[assignment]
    if begins < on or begins <= item.valid_from:
        raise guards.ItemAsItIs(_("施行日写今天或者以后，并且晚于现行的一版。"))
    if all(getattr(item, name) == value for name, value in told.items() if name != "valid_from"):
        raise guards.ItemAsItIs(_("和现行的一版没有不同。"))


def _require_latest(item: DisclosureItem) -> None:
    if type(item).objects.filter(code=item.code, valid_from__gt=item.valid_from).exists():
        raise guards.ItemAsItIs(_("这一项已有更新的一版，请从那一版改。"))


def require_nil(user: Person, item: DisclosureItem, first: date, last: date, *, on: date) -> None:
    """A period that is over, in which the bureau published nothing in the column, and of which nobody spoke yet."""
    if not _holds(user, "board.draft"):
        raise guards.NotYourNotice(_("零报告由本局的信息公开编辑提出，您没有这个角色。"))
    if not item.kinds:
        raise guards.NotNil(_("这一栏目不由公示组成，不用零报告。"))
    if last < first or last - first > LONGEST_NIL:
        raise guards.NotNil(_("时段的最后一天不早于第一天，最长一年。"))
    if last >= on:
        raise guards.NotNil(_("时段还没有过完，过完才能说没有。"))
    assert user is not None  # noqa: S101  who holds a role is somebody
    require_nothing(item, user.bureau_id, first, last)  # type: ignore[union-attr]


def require_publish_nil(user: Person, nil: NilReturn, *, on: date) -> None:
    if nil.published_at is not None:
        raise guards.NotPending(_("这份零报告已经发布。"))
    if not _holds(user, "public.publish") or user is None or user.bureau_id != nil.bureau_id:  # type: ignore[union-attr]
        raise guards.NotYourNotice(_("发布零报告的是本局的信息公开编辑，您没有这个角色。"))
    if user.pk == nil.said_by_id:
        raise guards.SamePerson(_("提出零报告的人不能自己发布，请另一位编辑发布。"), FOUR_EYES)
    item = next((item for item in catalogue.items(on) if item.code == nil.code), None)
    if item is not None:
        require_nothing(item, nil.bureau_id, nil.first_day, nil.last_day)


def require_nothing(item: DisclosureItem, bureau_id: int | None, first: date, last: date) -> None:
    """Nothing was published in the period, and nothing happened in it by what its own room knows."""
    n = catalogue.published_in(item.kinds, bureau_id, first, last)
    if n:
        raise guards.NotNil(_("这段时间发布过 %(n)s 份公示，不能零报告。") % {"n": n})
    n = happenings.happened(item.code, bureau_id, first, last)
    if n:
        raise guards.NotNil(_("这段时间发生过 %(n)s 起，不能零报告；还没有公开的，请尽快公开。") % {"n": n})


def period_before(today: date, months: int) -> tuple[date, date]:
    """The last whole month, quarter, half-year or year before today."""
    first_month = (today.month - 1) // months * months + 1
    end = today.replace(month=first_month, day=1) - timedelta(days=1)
    start = catalogue.months_on(end.replace(day=1), 1 - months)
    return start, end


def last_period(code: str, today: date) -> tuple[date, date]:
    """The last whole period of a column, as often as the catalogue has it say something; a month where it says none."""
    item = next((one for one in catalogue.items(today) if one.code == code), None)
    return period_before(today, catalogue.MONTHS.get(Frequency(item.frequency), 1) if item else 1)


def _holds(user: Person, action: str) -> bool:
    if user is None or not user.is_authenticated or user.bureau_id is None:
        return False
    return bool(codes(user, action))


def require_place_for_wrong(notice: Notice) -> None:
    """Of a notice that stands, as long as not too many wait already: a machine may not fill the desk."""
    if notice.state != State.PUBLISHED or notice.import_key is not None:
        raise guards.NotPending(_("这份公示已经不在公示栏上。"))
    if wrongs.open_of(notice).count() >= MOST_WRONGS:
        raise guards.TooManyTries(_("对这份公示已经有多条意见等着答复，请过几天再说，或者打电话。"))


def require_answer_wrong(user: Person, wrong: WrongReport) -> None:
    if wrong.answered_at is not None:
        raise guards.NotPending(_("这一条已经答复。"))
    if not _holds(user, "board.draft") or user is None or user.bureau_id != wrong.notice.bureau_id:  # type: ignore[union-attr]
        raise guards.NotYourNotice(_("答复的是本局的信息公开编辑，您没有这个角色。"))
