"""Experts in the demo: a register with ties, a panel that led to a revision, and one that still writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from approvals.applications import actions as applications
from approvals.applications.models import Application, SpecialStep
from approvals.experts import actions, queries
from approvals.experts.models import Expert, Seat
from envportal.accounts.models import Bureau, Enterprise, User
from envportal.operations.actions.cast import DATA, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from envportal.accounts.models import User as Person
    from envportal.operations.actions.days import Days
    from envportal.operations.actions.stage import Play

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU, KEEPER = "yunxi", "xuwangshu"
# Code of the expert, whose enterprise, kind, from, to, and where it is known from.
TIES = (
    ("z02", "qingyuan", "consulted", date(2024, 5, 1), None, "本人申明：受聘为技术顾问"),
    ("z07", "xingyue", "shares", date(2023, 3, 1), None, "国家企业信用信息公示系统"),
    ("z09", "hexin", "employed", date(2015, 7, 1), date(2022, 6, 30), "本人申明"),
)
# The finished panel and the one that still writes; both were asked for on the morning their review was.
FINISHED, WRITING = "xingyue_gears", "xingyue_heat"
ASKED, ANSWERED, JOINED, FILED, REVISED, JUDGED = 12, 11, 8, 7, 5, 4
POINTS = ("活性炭更换周期没有写明", "排气筒监测口的位置图缺失", "非正常工况的排放源强没有核算")
ANSWERS = (
    ("36", "写明每 3 个月更换一次，每次更换记入台账"), ("附图 5", "补充了监测口位置图，标明与弯头的距离"),
    ("41—42", "补充了治理设施检修时的排放源强和停产检修的措施"),
)  # fmt: skip


@dataclass(frozen=True)
class Panel:
    """One draw of the demo and whose case it is on."""

    play: Play
    number: int

    def draw(self, at: datetime) -> None:
        case = Application.objects.select_related("consultant").get(pk=self.play.pk)
        seed = sha256(f"demo {self.number}".encode()).hexdigest()[:32]
        actions.draw(
            case.pk, specialities=["air", "process"], size=3, seed=seed, against=[case.consultant],
            by=self.officer, at=at,
        )  # fmt: skip

    @property
    def officer(self) -> Person:
        return User.objects.get(cases_held=self.play.pk)

    def seats(self, state: str) -> list[Seat]:
        found = Seat.objects.filter(draw__case=self.play.pk, state=state)
        return list(found.select_related("expert__person").order_by("position"))

    def answer(self, at: datetime) -> None:
        """The second of the finished panel cannot come, so the fourth of the order is asked; the others can."""
        for seat in self.seats("invited"):
            declines = self.number == 1 and seat.position == 2
            reason = "同一时间在外地授课" if declines else ""
            by = seat.expert.person or self.officer
            actions.answer(seat.pk, accepts=not declines, reason=reason, by=by, at=at)

    def opine(self, at: datetime, most: int = 7) -> None:
        """Typed, or signed on paper and taken in."""
        for seat in self.seats("accepted")[:most]:
            opinion = f"{seat.expert.speciality_names}：治理工艺可行，{POINTS[seat.position % len(POINTS)]}，请补充。"
            if seat.expert.person is not None:
                actions.opine(seat.pk, opinion=opinion, by=seat.expert.person, at=at)
                continue
            actions.take_in_paper(seat.pk, opinion=opinion, file=_signed(seat.pk), by=self.officer, at=at)

    def join(self, at: datetime) -> None:
        """The first with an account writes for all; where nobody has one, the paper is taken in."""
        opinion = "；".join(("治理工艺总体可行，修改以后可以作为审批依据", *POINTS))
        drawn = queries.latest(Application.objects.select_related("case").get(pk=self.play.pk).case)
        if drawn is None:
            return
        seats = self.seats("opined")
        lead = next((seat for seat in seats if seat.expert.person is not None), None)
        if lead is not None and lead.expert.person is not None:
            actions.join(lead.pk, opinion=opinion, by=lead.expert.person, at=at)
            return
        actions.take_in_joint_paper(drawn.pk, opinion=opinion, file=_signed(0), by=self.officer, at=at)

    def ask_revision(self, at: datetime) -> None:
        after, on = SpecialStep.objects.get(application=self.play.pk), timezone.localdate(at)
        applications.ask_revision(
            self.play.pk, after=after, points=POINTS, wanted_by=on + timedelta(days=4), by=self.officer, at=at
        )

    def answer_revision(self, at: datetime) -> None:
        file = SimpleUploadedFile("报告表（修改）.pdf", _varied(b"revised"), content_type="application/pdf")
        public = SimpleUploadedFile("公开本（修改）.pdf", _varied(b"revised, public"), content_type="application/pdf")
        applications.answer_revision(
            self.play.pk, file=file, public=public, by=self.play.owner, at=at,
            answers=[{"page": page, "change": change} for page, change in ANSWERS],
        )  # fmt: skip

    def judge_revision(self, at: datetime) -> None:
        applications.judge_revision(
            self.play.pk, verdicts=[
                {"verdict": "settled", "why": ""}, {"verdict": "settled", "why": ""},
                {"verdict": "open", "why": "检修时的源强取值没有依据，写进批准条件"},
            ], by=self.officer, at=at,
        )  # fmt: skip


def turns(programme: Sequence[Play], days: Days, opened: int) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    plays = {play.script.project: play for play in programme}
    yield days.ago(opened), "08:57", _enter
    yield days.ago(opened - 2), "16:40", _tie
    done, writing = Panel(plays[FINISHED], 1), Panel(plays[WRITING], 2)
    yield days.ago(ASKED), "08:20", done.draw
    yield days.ago(ANSWERED), "11:30", done.answer
    yield days.ago(ANSWERED), "15:30", done.answer  # who came in for the one who could not
    yield days.ago(JOINED + 1), "16:30", done.opine
    yield days.ago(JOINED), "10:40", done.join
    yield days.ago(FILED), "17:20", done.ask_revision
    yield days.ago(REVISED), "15:10", done.answer_revision
    yield days.ago(JUDGED), "10:20", done.judge_revision
    yield days.ago(3), "08:20", writing.draw
    yield days.ago(2), "11:30", writing.answer
    yield days.ago(1), "16:30", lambda at: writing.opine(at, most=1)


def _enter(at: datetime) -> None:
    for row in table("experts"):
        actions.enter(Bureau.objects.get(code=BUREAU), row, at=at)


def _tie(at: datetime) -> None:
    codes = {row["key"]: row["uscc"] for row in table("enterprises")}
    for code, key, kind, since, until, source in TIES:
        unit = Enterprise.objects.get(uscc=codes[key])
        actions.enter_tie(
            Expert.objects.get(bureau__code=BUREAU, code=code).pk, uscc=unit.uscc, name=unit.name, kind=kind,
            since=since, until=until, source=source, by=User.objects.get(username=KEEPER), at=at,
        )  # fmt: skip


def _signed(number: int) -> SimpleUploadedFile:
    name = "专家意见（签字）.pdf" if number else "专家组意见（签字）.pdf"
    return SimpleUploadedFile(name, _varied(b"seat %d" % number), content_type="application/pdf")


def _varied(words: bytes) -> bytes:
    """The demo's one scan, told apart by a comment after its end: the same bytes would be the same file."""
    return (DATA / "declaration.pdf").read_bytes() + b"\n%% " + words + b"\n"
