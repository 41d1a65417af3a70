"""What an editor wrote by a list of fields: refused where something is missing, told in words, copied into columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from stdnum.cn import uscc

from disclosure.board.guards import FieldWanting
from disclosure.board.queries import fields
from envportal.deadlines.clocks import calendar_of
from envportal.deadlines.enums import Unit
from envportal.workdays import TermError, due

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.board.models import DisclosureItem, Notice
    from disclosure.board.queries.fields import FormOf

    Typed = Mapping[str, object]

TEXTS = {"owner": "owner_name", "place": "place", "division": "division", "number": "document_number"}
LONGEST = {"owner_name": 120, "place": 200, "division": 60, "document_number": 60}
PERSON, FIRM = "个人", "单位"
ACCEPTANCE_DAYS = 20
ACCEPTANCE_BASIS = "《建设项目竣工环境保护验收暂行办法》第十一条"
LAST_FEE_YEAR = 2017
# What goes into columns only: a title stands on top of the page, the last days beside it.
UNTOLD = {"title", "shown_until"}
COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "长孙",
    "宇文",
    "东方",
)
EARLIEST = date(1979, 9, 13)


def require_written(form: FormOf, typed: Typed, *, arose_on: date, today: date) -> None:
    """Raise FieldWanting for the first field that is missing or makes no sense beside the others."""
    for field in form.fields:
        if field.required and typed.get(field.label) in {None, ""}:
            raise FieldWanting(_("“%(field)s”没有写，不能提交。") % {"field": field.label}, field.label)
    if not EARLIEST <= arose_on <= today:
        raise FieldWanting(_("形成日期写今天或者以前的一天。"), "arose_on")
    until = typed.get(form.label_of("shown_until"))
    if isinstance(until, date) and until < today:
        raise FieldWanting(_("公示到的那一天已经过去了。"), form.label_of("shown_until"))
    if check := CHECKS.get(form.code):
        check(typed)


def _party(typed: Typed) -> None:
    code = str(typed.get("统一社会信用代码") or "")
    if typed.get("当事人类别") == FIRM and not uscc.is_valid(code):
        raise FieldWanting(_("当事人是单位的，写明统一社会信用代码。"), "统一社会信用代码")
    if typed.get("当事人类别") == PERSON and code:
        raise FieldWanting(_("当事人是个人的，不写信用代码，身份证号码也不能写。"), "统一社会信用代码")


def _window(typed: Typed) -> None:
    first, last = typed["公示开始"], typed["公示截止"]
    assert isinstance(first, date)  # noqa: S101  dates of the form
    assert isinstance(last, date)  # noqa: S101
    calendar = calendar_of(None)
    try:
        days = calendar.between(first, last) + calendar.is_workday(first)
    except TermError:
        days = 0
    if days < ACCEPTANCE_DAYS:
        raise FieldWanting(
            _("验收报告公示不少于 20 个工作日，这里只有 %(n)s 个。") % {"n": max(0, days)}, "公示截止", ACCEPTANCE_BASIS
        )


def _found(typed: Typed) -> None:
    if typed.get("检查结果") == "发现问题" and not typed.get("问题记录"):
        raise FieldWanting(_("检查结果是“发现问题”的，写明问题记录。"), "问题记录")


def _left(typed: Typed) -> None:
    whole, used, left = (Decimal(str(typed[name])) for name in ("可用总量（吨）", "已用（吨）", "剩余（吨）"))
    if whole - used != left:
        raise FieldWanting(_("剩余应是可用减已用，即 %(n)s 吨。") % {"n": f"{whole - used:f}"}, "剩余（吨）")


CHECKS = {
    "completion": _window, "inspection": _found, "penalty": _party, "sealing": _party, "order": _party, "quota": _left,
}  # fmt: skip


def told(value: object, kind: str = "") -> str:
    """A value as the public reads it."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Decimal):
        return f"{value:,.2f} 元" if kind == "money" else f"{value.normalize():f}"
    return "" if value is None else str(value).strip()


def title_of(form: FormOf, typed: Typed) -> str:
    """Its own title, or who it is about and what it is; in Chinese whoever writes, like every fact of a notice."""
    label = form.label_of("title")
    own = told(typed.get(label)) if label else ""
    if form.kind == "quota":
        return f"{told(typed.get('区域'))}{told(typed.get('年度'))}年{own}总量指标余额"[:200]
    if own:
        return own[:200]
    if form.kind == "petition_result":
        return f"信访件 {told(typed.get('受理编号'))} 办理结果"[:200]
    named = told(typed.get(form.label_of("owner")))
    about = told(typed.get("核定时段") or typed.get("时段"))
    return "".join((named, f"（{about}）" if about else "", form.name))[:200]


def write(notice: Notice, typed: Typed, item: DisclosureItem | None) -> None:
    """Fill a notice from what was typed; a person keeps the family name only, wherever the name stands."""
    form = fields.forms()[notice.form]
    typed = without_name(form, typed)
    notice.title = title_of(form, typed)
    kept = [field for field in form.fields if field.role not in UNTOLD]
    pairs = [[field.label, told(typed.get(field.label), field.type)] for field in kept]
    notice.facts = [pair for pair in pairs if pair[1]]
    for role, column in TEXTS.items():
        setattr(notice, column, told(typed.get(form.label_of(role)))[: LONGEST[column]])
    notice.usc_code = told(typed.get(form.label_of("usc_code")))
    until = typed.get(form.label_of("shown_until"))
    notice.shown_until = until if isinstance(until, date) else None
    notice.due_on = due_day(notice, item) if item else None


def due_day(notice: Notice, item: DisclosureItem) -> date | None:
    """The last day to publish, by the catalogue; nothing where the day lies outside every calendar."""
    assert notice.arose_on is not None  # noqa: S101  a form asks for it
    calendar = calendar_of(notice.bureau_id)
    try:
        if item.unit == Unit.WORKING_DAY:
            return calendar.add(notice.arose_on, item.amount)
        return due(calendar, notice.arose_on, item.amount, item.unit)
    except TermError:
        return None


def without_name(form: FormOf, typed: Typed) -> dict[str, Any]:
    """The same with the given name of a person masked in every text."""
    name = told(typed.get(form.label_of("owner")))
    if typed.get(form.label_of("party")) != PERSON or len(name) < 2:
        return dict(typed)
    shown = masked_name(name)
    return {label: text.replace(name, shown) if isinstance(text, str) else text for label, text in typed.items()}


def masked_name(name: str) -> str:
    """王** of whatever length the given name is: its length would help to guess it."""
    family = next((one for one in COMPOUND if name.startswith(one)), name[:1])
    return f"{family}**"
