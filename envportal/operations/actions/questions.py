"""The pre-application reviews of the demo: what was asked before an application, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from approvals.applications import actions as applications
from approvals.prereview import actions
from approvals.prereview.models import PreReview
from approvals.prereview.states import Outcome
from disclosure.board.enums import DocumentKind
from envportal.accounts.enums import Role
from envportal.accounts.models import Enterprise, User
from envportal.accounts.queries import staff_with
from envportal.operations.actions.days import ago
from envportal.operations.actions.lives import Life, step

if TYPE_CHECKING:
    from datetime import date

    from envportal.operations.actions.days import Days, When
    from envportal.operations.actions.stage import Play

Done = Callable[[datetime], object]
VERBS: dict[str, tuple[str, Callable[..., PreReview]]] = {
    "take": (Role.OFFICER, actions.take),
    "ask_more": (Role.OFFICER, actions.ask_more),
    "supply": (Role.OWNER, actions.supply),
    "answer": (Role.OFFICER, actions.answer),
    "withdraw": (Role.OWNER, actions.withdraw),
}
POINTS: list[actions.PointWords] = [
    {
        "what": "厂界外 80 米有一处村民点，草稿的环境保护目标没有列出",
        "rule": "《建设项目环境影响报告表编制技术指南（污染影响类）》第3条",
        "remedy": "补列目标，并补作厂界噪声预测",
    },
    {
        "what": "废气只写“经处理后排放”",
        "rule": "《建设项目环境影响报告表编制技术指南（污染影响类）》第4条",
        "remedy": "写明处理工艺、设计风量、效率和排气筒高度",
    },
]
MORE = "请说明厂界四周 500 米内的住户、学校和水源，附一张示意图的文字说明。"
SUPPLIED = "东侧 80 米为村民点 6 户，其余三侧为工业用地；500 米内没有学校和水源。"
MEND = "选址和文件类别可行。草稿先按下列两点修改，再提出申请。"


@dataclass(frozen=True)
class Question:
    """One pre-review: of a project nobody applied for yet, or of the one a script of the programme is about."""

    asked: When
    owner: str = ""
    project: str = ""
    place: str = ""
    question: str = "选址是否可行，该报哪一类文件，草稿还缺什么？"
    life: Life = ()
    before: str = ""  # the script whose application follows it


QUESTIONS = (
    Question(ago(3), "lvye", "山泉水灌装车间新建项目", "云溪市松坪乡泉口村 3 号地块",
             "取水口上游有一处村民点，选址是否可行？", step(ago(2), "10:30", "take")),
    # Nobody answered: red card.
    Question(ago(15), "jiahe", "定制家具水性漆喷涂线项目", "云溪市城关街道林产路 9 号",
             "改用水性漆以后，还要报报告表吗？", step(ago(13), "09:50", "take")),
    Question(ago(24), "mingda", "厂区员工食堂改建项目", "东岭市滨河街道科创路 21 号", "改建食堂要不要办环评？",
             step(ago(22), "14:15", "withdraw", reason="改由物业公司建设，不再需要。")),
    Question(ago(27), before="hexin_boxes",
             life=step(ago(26), "09:15", "take") + step(ago(25), "10:20", "ask_more", more=MORE)
             + step(ago(23), "15:30", "supply", supplied=SUPPLIED)
             + step(ago(20), "16:05", "answer", outcome=Outcome.MEND_FIRST, opinion=MEND, points=POINTS)),
)  # fmt: skip


class Asking:
    """One pre-review on the stage; it exists once its draft was made."""

    pk = 0

    def __init__(self, question: Question, play: Play | None) -> None:
        self.question, self.play = question, play

    @property
    def owner(self) -> User:
        return self.play.owner if self.play else User.objects.get(username=self.question.owner)

    @property
    def enterprise(self) -> Enterprise:
        return Enterprise.objects.select_related("bureau").get(users=self.owner)

    def ask(self, at: datetime) -> None:
        of, bureau = self.question, self.enterprise.bureau
        name, place = (self.play.project["name"], self.play.project["place"]) if self.play else (of.project, of.place)
        found = actions.create_draft(
            self.enterprise, bureau, by=self.owner, at=at, project_name=name, place=place, question=of.question,
            document_kind=DocumentKind.TABLE,
        )  # fmt: skip
        self.pk = actions.ask(found.pk, by=self.owner, at=at).pk

    def do(self, verb: str, facts: dict[str, object], at: datetime) -> None:
        role, action = VERBS[verb]
        action(self.pk, by=self._actor(role), at=at, **facts)

    def follow(self, at: datetime) -> None:
        """The draft of the application names this one."""
        if self.play:
            applications.follow(self.play.pk, pre_review=PreReview.objects.get(pk=self.pk), by=self.owner, at=at)

    def _actor(self, role: str) -> User:
        return self.owner if role == Role.OWNER else staff_with(self.enterprise.bureau, role)[0]


def asked_before(programme: Sequence[Play], days: Days) -> Iterator[tuple[date, str, Done]]:
    """Day, time of day, and what is done then."""
    plays = {play.script.project: play for play in programme}
    for question in QUESTIONS:
        asking = Asking(question, plays.get(question.before))
        day = question.asked(days, days.today)
        yield day, "09:05", asking.ask
        for one in question.life:
            yield one.when(days, day), one.clock, _act(asking, one.verb, one.facts)
        if asking.play and asking.play.script.received:
            # After the latest draft was begun, before the earliest is handed in: see `play._script`.
            yield asking.play.script.received(days, days.today), "08:38", asking.follow


def _act(asking: Asking, verb: str, facts: dict[str, object]) -> Done:
    return lambda at: asking.do(verb, facts, at)
