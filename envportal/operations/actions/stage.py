"""The stage of the demo: who acts in a case, and each verb of a script as the action it calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from approvals.applications import actions, queries
from approvals.applications.models import Application
from approvals.applications.queries.hearing import earliest_hearing
from approvals.applications.states import DocumentKind, FileKind
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Enterprise, User
from envportal.accounts.queries import staff_with
from envportal.cases.enums import Pollutant
from envportal.deadlines.queries import calendar_of
from envportal.documents.models import Letter
from envportal.documents.queries import wording as words
from envportal.operations.actions import corrected, screened, window
from envportal.operations.actions.cast import DATA, table
from envportal.operations.rules import code_at
from envportal.supervision import actions as supervision
from envportal.supervision.models import Card

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from envportal.operations.actions.cases import Script

FILES: dict[str, dict[FileKind, tuple[str, str]]] = {
    DocumentKind.REPORT: {
        FileKind.REPORT: ("报告书.pdf", "report_table.pdf"), FileKind.PUBLIC: ("公开本.pdf", "public_version.pdf"),
    },
    DocumentKind.TABLE: {
        FileKind.TABLE: ("报告表.pdf", "report_table.pdf"), FileKind.PUBLIC: ("公开本.pdf", "public_version.pdf"),
    },
}  # fmt: skip
WAYS = {"submit": actions.submit, "file": actions.file_registration, "hand_over": actions.hand_over}
# Verbs of the application that one person does with nothing but what the script says.
PLAIN: dict[str, tuple[str, Callable[..., Application]]] = {
    "accept": (Role.CLERK, actions.accept),
    "take": (Role.OFFICER, actions.take),
    "complete_acceptance": (Role.CLERK, actions.complete_acceptance),
    "ask_correction": (Role.CLERK, corrected.ask),
    "ask_again": (Role.CLERK, corrected.ask_again),
    "supplement": (Role.OWNER, corrected.supplement),
    "decline": (Role.CLERK, actions.decline),
    "withdraw": (Role.OWNER, actions.withdraw),
    "commission_expert_review": (Role.OFFICER, actions.commission_expert_review),
    "file_expert_opinion": (Role.OFFICER, actions.file_expert_opinion),
    "return_participation": (Role.OFFICER, actions.return_participation),
    "commission_assessment": (Role.OFFICER, actions.commission_assessment),
    "confirm_assessment": (Role.SECTION_HEAD, actions.confirm_assessment),
    "ask_hearing": (Role.OWNER, actions.ask_hearing),
    "confirm_hearing": (Role.SECTION_HEAD, actions.confirm_hearing),
    "ask_legal_review": (Role.SECTION_HEAD, actions.ask_legal_review),
    "review_legality": (Role.LEGAL, actions.review_legality),
    "confirm_opinion": (Role.OFFICER, actions.confirm_opinion),
    "confirm_expert_review": (Role.SECTION_HEAD, actions.confirm_expert_review),
    "propose": (Role.SECTION_HEAD, actions.propose),
    "terminate": (Role.SECTION_HEAD, actions.terminate),
    "transfer": (Role.SECTION_HEAD, actions.transfer),
    "extend": (Role.LEADER, actions.extend),
    "check_filing": (Role.OFFICER, actions.check_filing),
}


@dataclass
class Play:
    """One script on the stage; its application exists once its draft was made."""

    script: Script
    project: dict[str, str]
    kind: dict[str, str]
    number: int  # its place in the programme
    delay: timedelta  # how much later in the day than the script says
    pk: int = 0

    @cached_property
    def owner(self) -> User:
        return User.objects.get(username=self.project["owner"])

    @cached_property
    def enterprise(self) -> Enterprise:
        uscc = next(row["uscc"] for row in table("enterprises") if row["key"] == self.project["owner"])
        return Enterprise.objects.select_related("bureau").get(uscc=uscc)

    @cached_property
    def author(self) -> User:
        """Who types: somebody of the enterprise, or the window for those who come to it."""
        return self.actor(Role.CLERK) if self.script.at_counter else self.owner

    def actor(self, role: str) -> User:
        if role == Role.OWNER:
            return self.owner
        if role == Role.OFFICER:
            return User.objects.get(cases_held=self.pk)
        return staff_with(self.enterprise.bureau, role).exclude(section__kind=SectionKind.ENFORCEMENT)[0]

    def do(self, verb: str, at: datetime, facts: dict[str, object]) -> None:
        """One step of the script, by whoever does such steps."""
        own = getattr(self, f"_{verb}", None)
        if own is not None:
            own(at=at, **facts)
            return
        role, action = PLAIN[verb]
        action(self.pk, by=self.actor(role), at=at, **facts)

    def _draft(self, at: datetime) -> None:
        owner, name = self.enterprise, self.project["name"]
        application = actions.create_draft(
            owner, owner.bureau, document_kind=self.script.document, project_name=name, by=self.author, at=at
        )  # fmt: skip
        self.pk = application.pk

    def _begin(self, at: datetime) -> None:
        actions.save_step(self.pk, by=self.author, at=at, **self._about_project(timezone.localdate(at)))

    def _fill(self, at: datetime) -> None:
        if self.script.document == DocumentKind.REGISTRATION:
            actions.save_step(
                self.pk, by=self.author, at=at, portal_service=self.script.consent, **self._contact()
            )  # fmt: skip
            return
        told = {**self._about_drafting(), **self._about_emissions()}
        told |= screened.site(self.enterprise.bureau, self.project["division"])
        actions.save_step(self.pk, by=self.author, at=at, **told)
        for kind, (name, source) in FILES[self.script.document].items():
            actions.attach(self.pk, file=_pdf(name, source), kind=kind, by=self.author, at=at)
        if self.script.is_promising:
            window.promise(self.pk, by=self.author, at=at)
        if self.script.document == DocumentKind.REPORT:
            statement = _pdf("公众参与说明.pdf", "public_version.pdf")
            told = self._about_consultation(timezone.localdate(at))
            actions.save_participation(self.pk, file=statement, by=self.author, at=at, **told)

    def _submit(self, at: datetime) -> None:
        application = Application.objects.get(pk=self.pk)
        way = queries.way_of_filing(application, timezone.localdate(at))
        if self.script.at_counter:
            signed = SimpleUploadedFile(
                "承诺书（签字）.pdf", (DATA / "declaration.pdf").read_bytes(), content_type="application/pdf"
            )
            sheet = queries.check_code(application, way)
            actions.submit_at_counter(self.pk, file=signed, sheet=sheet, by=self.author, at=at)
            return
        WAYS[way](self.pk, declared=True, by=self.owner, at=at)

    def _enter_filing(self, at: datetime) -> None:
        on = timezone.localdate(at)
        number = f"{on.year}{self.enterprise.bureau.division}{self.number:08d}"
        receipt = _pdf("登记表备案回执.pdf", "public_version.pdf")
        actions.enter_filing(self.pk, number=number, filed_on=on, file=receipt, by=self.owner, at=at)

    def _write_opinion(self, at: datetime, by: str = Role.OFFICER, **facts: str) -> None:
        screened.judged(self.pk, by=self.actor(Role.OFFICER), at=at)
        picked = words.shipped()["condition.solid.general"].text
        conditions = queries.typed(f"{self.kind['conditions']}\n{picked}")
        actions.write_opinion(self.pk, by=self.actor(by), at=at, conditions=conditions, **facts)

    def _file_assessment(self, at: datetime) -> None:
        opinion = "源强核算方法正确，治理措施可行；建议补充非正常工况的监测计划。"
        file = _pdf("技术评估报告.pdf", "report_table.pdf")
        actions.file_assessment(self.pk, opinion=opinion, file=file, by=self.actor(Role.OFFICER), at=at)

    def _arrange_hearing(self, at: datetime) -> None:
        application = Application.objects.select_related("case__bureau").get(pk=self.pk)
        held_on = earliest_hearing(application, timezone.localdate(at))
        actions.arrange_hearing(
            self.pk, held_on=held_on, held_at=time(9, 30), place="本局三楼第一会议室", chair=self.actor(Role.LEGAL),
            by=self.actor(Role.OFFICER), at=at,
        )  # fmt: skip

    def _file_transcript(self, at: datetime) -> None:
        summary = "申请人：保护区边界正在调整，请求调整以后再决定。审查人员：现行边界和规划没有变化，选址不符。"
        actions.file_transcript(
            self.pk, signed_on=timezone.localdate(at), summary=summary, file=_pdf("听证笔录.pdf", "public_version.pdf"),
            by=self.actor(Role.OFFICER), at=at,
        )  # fmt: skip

    def _approve(self, at: datetime, by: str = Role.LEADER) -> None:
        signatory = self.actor(by)
        actions.approve(self.pk, code=code_at(signatory.username, at), by=signatory, at=at)

    def _refuse(self, at: datetime) -> None:
        leader = self.actor(Role.LEADER)
        actions.refuse(self.pk, code=code_at(leader.username, at), by=leader, at=at)

    def _publish(self, at: datetime, kind: str) -> None:
        notice = Notice.objects.get(case=self.pk, kind=kind, state=board.State.PENDING)
        board.publish(notice.pk, by=self.actor(Role.EDITOR), at=at)

    def _serve(self, at: datetime, kinds: tuple[str, ...]) -> None:
        """Handed over at the counter, all at once, to whoever came for them."""
        waiting = Letter.objects.filter(case=self.pk, kind__in=kinds, served_on=None).order_by("pk")
        first, *also = waiting.values_list("pk", flat=True)
        actions.record_service(
            self.pk, letter=first, also=also, receiver=self.enterprise.legal_representative, capacity="head",
            identity="居民身份证，尾号 0318", by=self.actor(Role.CLERK), at=at,
        )  # fmt: skip

    def _mail_returned(self, at: datetime, kind: str) -> None:
        letter, on = Letter.objects.get(case=self.pk, kind=kind), timezone.localdate(at)
        actions.record_failed_service(
            self.pk, letter=letter.pk, way="post", on=on, reason="收件地址无人签收，邮件退回",
            tracking=f"XA{self.number:09d}CN", by=self.actor(Role.CLERK), at=at,
        )  # fmt: skip

    def _explain(self, at: datetime, explanation: str) -> None:
        card = Card.objects.get(case=self.pk, colour="red", clock__matter="statutory")
        supervision.explain(card.pk, explanation=explanation, by=self.actor(Role.OFFICER), at=at)

    def _about_project(self, on: date) -> dict[str, Any]:
        row, serial = self.project, 100000 + self.number * 7919 % 900000
        return {
            "project_code": f"{on:%y%m}-{self.enterprise.bureau.division}-07-02-{serial}",
            **{f"project_{name}": row[name] for name in ("place", "division", "industry")},
            "nature": row["nature"],
            "investment": Decimal(row["investment"]),
            "environmental_investment": Decimal(row["environmental"]),
            "starts_on": on + timedelta(days=120),
            "overview": row["overview"],
            "impacts": self.kind["impacts"],
        }

    def _about_drafting(self) -> dict[str, Any]:
        unit = User.objects.select_related("enterprise").get(username=self.script.drafted_by)
        return {
            "consultant": unit.enterprise,
            "lead_author": unit.name,
            "lead_author_credit": f"BH{len(unit.username) * 12345:06d}",
            "nothing_withheld": self.number % 3 != 0,
            "withheld": "" if self.number % 3 else "设备清单中的型号和供应商：涉及商业秘密。",
            "no_attachments": True,
            **self._contact(),
            "portal_service": self.script.consent,
        }

    def _about_consultation(self, on: date) -> dict[str, Any]:
        """Ten working days and more, over by a fortnight before the report is filed."""
        before = calendar_of(None).subtract
        return {
            "is_simplified": False, "park_plan": "", "engaged_on": before(on, 70), "disclosed_on": before(on, 66),
            "draft_from": before(on, 30), "draft_to": before(on, 18),
            "web_address": f"https://{self.owner.username}.example/eia", "newspaper": "江原日报",
            "printed_on": before(on, 28), "printed_again_on": before(on, 22),
            "posted_at": f"{self.project['division']}便民服务中心公告栏", "full_text_on": before(on, 10),
            "opinions": len(self.project["name"]) % 7,
        }  # fmt: skip

    def _contact(self) -> dict[str, str]:
        if self.script.at_counter:  # as it was told when the draft was made
            return {}
        person = self.owner
        return {"contact_name": person.name, "contact_phone": person.phone, "contact_email": person.email}

    def _about_emissions(self) -> dict[str, Any]:
        share = Decimal(self.project["investment"]) / 1000
        tonnes = {name: (Decimal(self.kind[name]) * share).quantize(Decimal("0.001")) for name in Pollutant.values}
        return {"heavy_metals": False, **{f"emission_{name}": amount for name, amount in tonnes.items()}}


def _pdf(name: str, source: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (DATA / source).read_bytes(), content_type="application/pdf")
