"""What the public says in the demo: comments in every state, a request for a hearing, and the opinion box."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid5

from disclosure.board import board
from disclosure.board.enums import Kind
from disclosure.participation import actions
from disclosure.participation.actions import Typed
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau
from envportal.accounts.queries import staff_with
from envportal.cases.models import Case
from envportal.operations.actions.days import ago

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from disclosure.participation.models import Submission, Topic
    from envportal.operations.actions.days import Days, When
    from envportal.operations.actions.stage import Play

    Done = Callable[[datetime], object]

NIGHT = "厂界离我家卧室不到一百米，晚上十点以后还有装卸和风机的声音。能不能夜里停？联系我 13900000000。"
NIGHT_TOO = "夜里噪声大，孩子睡不好，希望十点以后不生产。"
ROAD = "厂门口的路窄，货车一多就堵，上学时段能不能错开？"
RUDE = "你们局和老板都是一伙的，骂什么难听的都不过分！"
LATE = "刚刚看到公示，想问一下固体废物往哪里运。"
FLOOD = "雨天厂区的水直接流到田里，请把雨水和废水分开，装上阀门。"
HEARD = "码头夜间作业直接影响我们二十几户的休息和养殖，请当面听我们说。"


@dataclass(frozen=True)
class Voice:
    """One comment: on which script's notice, when, and what the editor made of it."""

    project: str
    when: When
    text: str
    hidden: str = ""
    shown: When | None = None
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Weighed:
    """Comments of a script, by their place among its own, considered together."""

    project: str
    when: When
    places: tuple[int, ...]
    summary: str
    disposition: str
    reason: str
    changed: str = ""


NAMED: dict[str, Any] = {"name": "季春和", "contact": "13900000000"}
VOICES = (
    Voice("hexin_boxes", ago(6), NIGHT, shown=ago(5), told={"is_affected": True, **NAMED}),
    Voice("hexin_boxes", ago(5), NIGHT_TOO, shown=ago(5)),
    Voice("hexin_boxes", ago(5), RUDE, hidden="insult", shown=ago(4)),
    Voice("hexin_cups", ago(9), ROAD, shown=ago(8)),
    Voice("hexin_cups", ago(5), LATE, shown=ago(4)),
    Voice("yuanquan_reuse", ago(1), FLOOD, shown=ago(0)),
    Voice("lvye_tofu", ago(1), NIGHT_TOO),
    Voice("jiahe_desks", ago(2), ROAD, shown=ago(1),
          told={"who": "organisation", "name": "青石镇中心小学", "contact": "0999-000 0456",
                "credit_code": "12520900ME0000000X"}),
    Voice("haijin_dock", ago(1), FLOOD, told={"is_affected": True}),
)  # fmt: skip
WEIGHED = (
    Weighed("hexin_boxes", ago(3), (0, 1), "夜间噪声", "adopted", "与现场监测一致，夜间噪声接近限值。",
            "增加一条：22:00 至次日 6:00 不得生产和装卸"),
    Weighed("hexin_boxes", ago(3), (2,), "对本局工作作风的指责", "not", "没有说到本项目的环境影响，已转监察了解。"),
    Weighed("hexin_cups", ago(7), (0,), "厂门口交通", "partly", "道路不归本局管，已函告交通部门；运输时段写入批复。",
            "运输避开 7:30 至 8:30"),
    Weighed("hexin_cups", ago(4), (1,), "固体废物去向", "not",
            "报告表第 4 章已写明去向，均委托有资质单位；本条逾期收到，予以答复。"),
)  # fmt: skip


@dataclass(frozen=True)
class Mail:
    """A message of the opinion box."""

    when: When
    subject: str
    text: str
    heading: str = ""
    answer: str = ""
    cannot_why: str = ""
    answered: When | None = None
    released: When | None = None
    told: dict[str, Any] = field(default_factory=dict)


MAILS = (
    Mail(ago(20), "question", "家门口要开洗车店，需要办环评吗？", "洗车店要不要办环评",
         "单纯洗车的不在分类管理名录内，不用办环评；设喷漆工位的要报批报告表。废水要接入污水管网，排水许可请问住建部门。",
         answered=ago(17), released=ago(16)),
    Mail(ago(15), "suggestion", "建议把每个月的空气质量排名贴到小区公告栏。", "空气质量排名进小区",
         "谢谢建议。排名已在网上公布，进小区公告栏由街道安排，本局把材料寄给了各街道。",
         cannot_why="公告栏由街道和物业管理，本局无权决定张贴。", answered=ago(12), released=ago(11)),
    Mail(ago(14), "complaint", "窗口让我跑了三次，每次说的都不一样。我的电话 13900000000。"),  # late
    Mail(ago(9), "question", "旧水泥厂地块什么时候修复？", told={"is_private": True, **NAMED}),
    Mail(ago(6), "praise", "上次咨询的工作人员很耐心，谢谢。", "谢谢您的鼓励", "谢谢，已转告窗口。",
         answered=ago(2)),
    Mail(ago(8), "question", "我家自来水有味道，找谁？", "自来水有味道找谁",
         "请打供水公司电话；水源地有异常请拨 12369。",
         answered=ago(5), released=ago(4), told={"is_private": True, **NAMED}),
    Mail(ago(1), "suggestion", "能不能把办事指南做成大字版？"),
)  # fmt: skip


class Public:
    """What was sent so far, by script."""

    def __init__(self, programme: Sequence[Play]) -> None:
        self.plays = {play.script.project: play for play in programme}
        self.sent: dict[str, list[Submission]] = {}
        self.count = 0

    def key(self) -> str:
        """The same in every database, so that the same seed tells the same story."""
        self.count += 1
        return str(uuid5(NAMESPACE_OID, f"demo voice {self.count}"))

    def say(self, voice: Voice, at: datetime) -> None:
        notice = board.current(Case.objects.get(pk=self.plays[voice.project].pk), Kind.PROPOSED_DECISION)
        assert notice is not None  # noqa: S101  the script published it before
        key = self.key()
        made = actions.post_comment(notice, Typed(voice.text, **voice.told), key=key, address=key, at=at)
        self.sent.setdefault(voice.project, []).append(made)

    def moderate(self, voice: Voice, place: int, at: datetime) -> None:
        one = self.sent[voice.project][place]
        editor = self.plays[voice.project].actor(Role.EDITOR)
        actions.moderate(one.pk, hidden_why=voice.hidden, moderation_note="", also="", by=editor, at=at)

    def weigh(self, weighed: Weighed, at: datetime) -> Topic | None:
        play = self.plays[weighed.project]
        return actions.consider(
            play.pk, comments=[self.sent[weighed.project][place] for place in weighed.places], topic=None,
            summary=weighed.summary, disposition=weighed.disposition, reason=weighed.reason, changed=weighed.changed,
            by=play.actor(Role.OFFICER), at=at,
        )  # fmt: skip

    def ask_hearing(self, project: str, at: datetime) -> None:
        notice = board.current(Case.objects.get(pk=self.plays[project].pk), Kind.PROPOSED_DECISION)
        assert notice is not None  # noqa: S101  the script published it before
        told = Typed(HEARD, side="interested", address="海津市港湾街道渔业路 6 号", **NAMED)
        key = self.key()
        actions.post_hearing(notice, told, key=key, address=key, at=at)


class Box:
    """One message on its way."""

    pk = 0

    def __init__(self, mail: Mail, public: Public) -> None:
        self.mail, self.public = mail, public

    @property
    def bureau(self) -> Bureau:
        return Bureau.objects.order_by("pk").filter(sections__kind="window").distinct()[0]

    def write(self, at: datetime) -> None:
        typed, key = Typed(self.mail.text, subject=self.mail.subject, **self.mail.told), self.public.key()
        self.pk = actions.post_message(self.bureau, typed, key=key, address=key, at=at).pk

    def answer(self, at: datetime) -> None:
        said = {"heading": self.mail.heading, "text": self.mail.answer, "cannot_why": self.mail.cannot_why}
        actions.answer(self.pk, by=staff_with(self.bureau, Role.CLERK)[0], at=at, **said)

    def release(self, at: datetime) -> None:
        editor = staff_with(self.bureau, Role.EDITOR)[0]
        actions.moderate(self.pk, hidden_why="", moderation_note="", also="", by=editor, at=at)


def spoken(programme: Sequence[Play], days: Days) -> Iterator[tuple[date, str, Done]]:
    """Day, time of day, and what is done then."""
    public = Public(programme)
    yield from _comments(public, days)
    yield days.ago(1), "08:20", _with(public.ask_hearing, "haijin_dock")
    for number, mail in enumerate(MAILS):
        yield from _mail(Box(mail, public), number, days)


def _comments(public: Public, days: Days) -> Iterator[tuple[date, str, Done]]:
    places: dict[str, int] = {}
    for voice in VOICES:
        place = places.get(voice.project, 0)
        places[voice.project] = place + 1
        yield voice.when(days, days.today), f"08:{10 + place}", _with(public.say, voice)
        if voice.shown:
            yield voice.shown(days, days.today), f"09:{10 + place}", _moderate(public, voice, place)
    for weighed in WEIGHED:
        yield weighed.when(days, days.today), "09:40", _with(public.weigh, weighed)


def _mail(box: Box, number: int, days: Days) -> Iterator[tuple[date, str, Done]]:
    mail = box.mail
    yield mail.when(days, days.today), f"08:{30 + number}", box.write
    if mail.answered:
        yield mail.answered(days, days.today), f"14:{30 + number}", box.answer
    if mail.released:
        yield mail.released(days, days.today), f"16:{30 + number}", box.release


def _with(do: Callable[[Any, datetime], object], what: object) -> Done:
    return lambda at: do(what, at)


def _moderate(public: Public, voice: Voice, place: int) -> Done:
    return lambda at: public.moderate(voice, place, at)
