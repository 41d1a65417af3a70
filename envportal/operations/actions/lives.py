"""The usual stretches of a case's life, to be put one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from approvals.applications.states import Conclusion
from disclosure.board.enums import Kind
from envportal.operations.actions.days import after, ago

if TYPE_CHECKING:
    from envportal.operations.actions.days import When


@dataclass(frozen=True)
class Step:
    """What somebody does with a case, on which day and at what time."""

    when: When
    clock: str
    verb: str
    facts: dict[str, object] = field(default_factory=dict)


Life = tuple[Step, ...]


def step(when: When, clock: str, verb: str, **facts: object) -> Life:
    return (Step(when, clock, verb, facts),)


def accepted(when: When | None = None) -> Life:
    """受理, taken by the section and the acceptance notice out the same afternoon."""
    when = when or after(2)
    return taken(when) + published(when, Kind.ACCEPTANCE)


def published(when: When, kind: Kind, clock: str = "16:15") -> Life:
    return step(when, clock, "publish", kind=kind)


def asked(when: When) -> Life:
    """补正: two things are missing."""
    return step(when, "14:20", "ask_correction")


def asked_again(when: When) -> Life:
    """One of them still is."""
    return step(when, "15:35", "ask_again", why="公开本第 12 页的颗粒物排放量仍与报告表不一致")


def answered(when: When) -> Life:
    return step(when, "10:40", "supplement", answer="已补交监测报告；公开本的排放量已按报告表更正。")


def handed_over(when: When, *kinds: str, clock: str = "10:50") -> Life:
    """Letters on paper, signed for at the counter."""
    return step(when, clock, "serve", kinds=kinds)


def returned(when: When, kind: str) -> Life:
    """A letter that came back by post."""
    return step(when, "15:20", "mail_returned", kind=kind)


def commissioned(when: When) -> Life:
    return step(
        when, "09:25", "commission_expert_review", experts="云岭环评专家库 3 人评审组", planned_days=7,
        reason="新增废气治理工艺，需要论证处理效率和排气筒设置。",
    )  # fmt: skip


def reviewed(when: When, until: When | None = None) -> Life:
    """专家评审: asked for, confirmed the same day; answered on another."""
    life = commissioned(when) + step(when, "15:10", "confirm_expert_review")
    if until is None:
        return life
    opinion = "治理工艺可行；建议明确活性炭更换周期，并把排气筒监测口写入措施清单。"
    return life + step(until, "16:20", "file_expert_opinion", opinion=opinion)


def assessed(when: When, until: When | None = None) -> Life:
    """技术评估: asked for and confirmed the same day; the report comes on another."""
    life = step(
        when, "09:35", "commission_assessment", assessor="江原省环境工程评估中心", planned_days=30,
        reason="工艺路线有比选，需要核实源强和治理措施的可行性。",
    ) + step(when, "15:20", "confirm_assessment")  # fmt: skip
    return life if until is None else life + step(until, "16:05", "file_assessment")


def hearing_asked(when: When) -> Life:
    """听证: the applicant asks; the head has it organised the same day."""
    asked = step(
        when, "10:15", "ask_hearing", reason="对拟作出的决定有不同意见，请当面说明依据，并听取我方补充的材料。"
    )
    return asked + step(when, "15:40", "confirm_hearing", planned_days=35)


def hearing_told(when: When) -> Life:
    """Time, place and chair, for the first day the law allows."""
    return step(when, "09:45", "arrange_hearing")


def hearing_held(when: When) -> Life:
    """Held and signed on that day; the officer keeps the conclusion the day after at the earliest."""
    return step(when, "16:30", "file_transcript")


def opinion_kept(when: When) -> Life:
    text = "听证意见未采纳：保护区边界和规划现行有效，尚未调整，理由见笔录第三部分。"
    return step(when, "09:10", "confirm_opinion", text=text)


def lawful(when: When) -> Life:
    """法制审核, asked for by the law after a hearing."""
    text = "审批主体、程序和依据合法；听证笔录和审查意见一致。"
    return step(when, "14:20", "review_legality", outcome="passed", opinion=text)


def asked_to_review(when: When) -> Life:
    """The head sends a case for legal review since many are concerned."""
    why = "项目临近集中式饮用水水源保护区，周边居民多次来信。"
    return step(when, "16:20", "ask_legal_review", ground="public_interest", why=why)


def opinion(when: When, clock: str = "08:45", **who: str) -> Life:
    """审查意见: fit to be approved, on the conditions of its kind of plant."""
    text = "环评文件内容完整，评价结论可信，在落实所列措施和下列条件后，同意批准。"
    return step(when, clock, "write_opinion", conclusion=Conclusion.APPROVE, text=text, **who)


def against(when: When, ground: str, text: str) -> Life:
    return step(when, "08:45", "write_opinion", conclusion=Conclusion.REFUSE, text=text, ground=ground)


def proposed(when: When) -> Life:
    """拟审批, and its notice out the same afternoon: the window opens the next working day."""
    return step(when, "14:05", "propose") + published(when, Kind.PROPOSED_DECISION)


def signed(when: When, verb: str = "approve", **who: str) -> Life:
    return step(when, "10:30", verb, **who)


def announced(when: When) -> Life:
    return published(when, Kind.DECISION, "15:20")


def ready(at: int) -> Life:
    """Received 16 working days before `at` and gone the whole way: to be signed on that day."""
    return accepted() + opinion(ago(at + 8)) + proposed(ago(at + 7))


def swift(at: int) -> Life:
    """The same in 13 working days, as a pledge of five days wants it."""
    return accepted(after(1)) + opinion(ago(at + 6)) + proposed(ago(at + 6))


def done(at: int) -> Life:
    """Approved on that day and public the same afternoon."""
    return signed(ago(at)) + announced(ago(at))


def taken(when: When) -> Life:
    """受理, and the section has it the same morning."""
    return step(when, "10:05", "accept") + step(when, "11:10", "take")


def decided_here(when: When, on: When) -> Life:
    """A registration a bureau decides by its own programme: accepted on one day, signed and public on another."""
    text = "填报内容完整，属于登记表范围，同意。"
    judged = step(on, "13:20", "write_opinion", conclusion=Conclusion.APPROVE, text=text)
    return taken(when) + judged + step(on, "13:45", "propose") + step(on, "14:30", "approve") + announced(on)


def filed(when: When) -> Life:
    """备案: the owner has the ministry's number and enters it here; the public reads it the same afternoon."""
    return step(when, "10:10", "enter_filing") + step(when, "11:15", "take") + published(when, Kind.FILING)


def checked(when: When, finding: str, found: str) -> Life:
    return step(when, "15:05", "check_filing", finding=finding, found=found)
