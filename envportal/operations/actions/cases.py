"""The cases of the demo: project, when it was received, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from approvals.applications.states import DeclineGround, DocumentKind, Finding
from disclosure.board.enums import Kind
from envportal.accounts.enums import Role
from envportal.operations.actions.days import after, ago, due
from envportal.operations.actions.lives import (
    accepted,
    against,
    announced,
    answered,
    asked,
    asked_again,
    asked_to_review,
    assessed,
    checked,
    commissioned,
    decided_here,
    done,
    filed,
    handed_over,
    hearing_asked,
    hearing_held,
    hearing_told,
    lawful,
    opinion,
    opinion_kept,
    proposed,
    published,
    ready,
    returned,
    reviewed,
    signed,
    step,
    swift,
    taken,
)

if TYPE_CHECKING:
    from envportal.operations.actions.days import When
    from envportal.operations.actions.lives import Life

UNSOUND = "验收监测与报告表所用源强相差一倍以上，预测结论不能成立；补充论证后仍未说明原因。"
SITE = "项目位于饮用水水源二级保护区边界内，报告表所附选址意见与现行规划不符。"


@dataclass(frozen=True)
class Script:
    """One case: None received is a draft; without consent its letters go over the counter."""

    project: str
    received: When | None
    life: Life = ()
    consent: bool = True
    drafted_by: str = "qingyuan"
    at_counter: bool = False  # typed by the window for an enterprise without an account
    document: str = DocumentKind.TABLE
    is_promising: bool = False  # a material follows after acceptance
    is_cast: bool = False  # its texts or its owner fit this project alone


CASES = (
    # Before acceptance
    Script("ruifeng_mix", None, is_cast=True),
    Script("hexin_labels", None),
    Script("mingda_battery", None, drafted_by="lantu"),
    Script("hexin_pulp", ago(0)),
    Script("mingda_lens", ago(0), drafted_by="lantu"),
    Script("lvye_tea", ago(5)),  # to be answered today
    Script("xingyue_frames", ago(3)),
    Script("jiahe_pellets", ago(8)),  # accepted by silence; the letter is still owed
    Script("dongsheng_crates", ago(12),
           step(ago(5), "09:40", "complete_acceptance") + published(ago(5), Kind.ACCEPTANCE), drafted_by="lantu"),
    Script("lvye_pickles", ago(4), asked(ago(2))),
    Script("yuanquan_village", ago(9), asked(ago(7)) + answered(ago(4)) + asked_again(ago(2)), drafted_by="lantu"),
    Script("jiahe_doors", ago(10), asked(ago(8)) + answered(ago(2))),
    Script(
        "xingyue_stamping", ago(9),
        step(ago(7), "11:15", "decline", ground=DeclineGround.NOT_OUR_POWER, right_authority="江原省生态环境厅",
             reasons="项目含危险废物焚烧设施，依分级审批目录由省级审批。"),
        is_cast=True,
    ),
    Script("xinan_yard", None, consent=False, at_counter=True, is_cast=True),
    Script("xinan_kiln", ago(1), handed_over(ago(1), "receipt", clock="11:30"), consent=False, at_counter=True,
           is_cast=True),
    # In review
    Script("lvye_juice", ago(4), accepted(), is_promising=True),
    Script("mingda_glass", ago(3), accepted(after(1)) + assessed(ago(1)), drafted_by="lantu"),  # with the assessor
    Script("hexin_warehouse", ago(7), accepted() + commissioned(ago(1))),  # the head has to confirm
    Script("xingyue_heat", ago(9), accepted() + reviewed(ago(3))),  # the clocks stand still
    Script("mingda_cleaning", ago(8), accepted(after(1)) + reviewed(ago(2)), drafted_by="lantu"),
    Script("lvye_meat", ago(13), accepted() + assessed(ago(10), until=ago(3)) + opinion(ago(1))),
    Script("jiahe_bamboo", ago(8), accepted() + handed_over(after(3), "receipt", "acceptance") + commissioned(ago(3))
           + step(ago(3), "15:10", "confirm_expert_review") + returned(ago(1), "special_step"),
           consent=False),  # the letter came back by post, so nothing stopped
    Script("xingyue_coating", due(6),
           accepted() + opinion(after(15), "16:50") + step(ago(4), "09:20", "explain",
           explanation="治理设施论证反复两次，未及时办理专家评审停表手续，本周提出拟审批意见。")),  # red card
    # Proposed
    Script("xingyue_gears", ago(15), accepted() + reviewed(ago(12), until=ago(7)) + opinion(ago(2))
           + step(ago(1), "14:05", "propose")),
    Script("lvye_tofu", ago(14), accepted() + opinion(ago(3)) + proposed(ago(2)) + hearing_asked(ago(1))
           + hearing_told(ago(0))),  # a hearing is coming
    Script("yuanquan_reuse", ago(10), accepted(after(1)) + opinion(ago(3)) + proposed(ago(2)), drafted_by="lantu"),
    Script("hexin_boxes", ago(17), ready(1)),  # to be signed
    Script("dongsheng_regrind", ago(14), swift(1), drafted_by="lantu"),
    Script("jiahe_desks", due(-2), accepted() + opinion(ago(7)) + proposed(ago(4))),  # near its end: yellow card
    # Decided
    Script("hexin_cups", due(4),
           accepted() + opinion(ago(12)) + proposed(ago(11)) + signed(ago(4), by=Role.LEGAL)
           + announced(ago(4))),  # yellow card, saved on its last day by who acts for the leader
    Script("dongsheng_caps", ago(19), accepted(after(1)) + step(ago(13), "10:10", "extend", days=3,
           reason="受理公示期间收到三条意见，需要现场核实。") + opinion(ago(11)) + proposed(ago(11)) + done(5),
           drafted_by="lantu"),  # pledge extended
    Script("xingyue_forge", ago(46), ready(30) + done(30)),
    Script("yuanquan_plant", ago(40), swift(27) + done(27), drafted_by="lantu"),
    Script("mingda_sensor", ago(26), accepted(after(1)) + opinion(ago(19), by=Role.SECTION_HEAD) + proposed(ago(19))
           + done(13), drafted_by="lantu"),  # reviewed and proposed by one person
    Script("mingda_pcb", ago(14), swift(1) + signed(ago(1)), drafted_by="lantu"),  # the editor has the notice
    Script("dongsheng_pipes", ago(30), accepted(after(1)) + against(ago(23), "5", UNSOUND) + proposed(ago(23))
           + signed(ago(17), "refuse") + announced(ago(17)), drafted_by="lantu"),
    Script("lvye_noodles", ago(44), accepted() + against(ago(36), "1", SITE) + proposed(ago(35))
           + hearing_asked(ago(33)) + hearing_told(ago(32)) + hearing_held(ago(25)) + opinion_kept(ago(24))
           + lawful(ago(24)) + signed(ago(23), "refuse") + announced(ago(23))),  # refused after a hearing
    # Ended without a decision
    Script("jiahe_boards", ago(22), accepted() + step(ago(15), "11:05", "withdraw", reason="市场变化，项目暂缓建设。")),
    Script("yuanquan_sludge", ago(18), accepted(after(1)) + step(ago(13), "15:35", "return_participation",
           reason="受理公示期间多名居民反映未被告知，请补做公众参与后重新申报。"), drafted_by="lantu"),
    Script("dongsheng_film", ago(25), accepted(after(1)) + step(ago(20), "10:25", "terminate",
           reason="按分类管理名录应填报登记表，本申请没有可决定的事项。"), drafted_by="lantu", is_cast=True),
    Script("xingyue_battery", ago(21), accepted() + step(ago(16), "09:50", "transfer",
           new_authority="江原省生态环境厅", reason="建设内容调整后跨设区的市，由省级审批。")),
    # Reports: the public asked beforehand, ten working days on the board
    Script("dongsheng_recycle", ago(2), document=DocumentKind.REPORT, drafted_by="lantu"),
    Script("xingyue_plating", ago(7), asked(ago(4)), document=DocumentKind.REPORT),
    Script("jiahe_mdf", ago(12), accepted() + assessed(ago(8)), document=DocumentKind.REPORT),
    Script("haijin_dock", ago(18), accepted() + assessed(ago(14), until=ago(6)) + opinion(ago(4)) + proposed(ago(3))
           + asked_to_review(ago(2)), document=DocumentKind.REPORT, drafted_by="lantu"),  # waits for a lawyer
    Script("mingda_etch", ago(21), accepted(after(1)) + opinion(ago(9)) + proposed(ago(8)) + done(2),
           document=DocumentKind.REPORT, drafted_by="lantu"),
    Script("lvye_slaughter", ago(42), accepted() + assessed(ago(38), until=ago(28)) + opinion(ago(26))
           + proposed(ago(25)) + done(18), document=DocumentKind.REPORT),
    # Registrations two bureaus decide by their own programmes
    Script("lvye_cold", ago(2), taken(ago(1)), document=DocumentKind.REGISTRATION),
    Script("hexin_solar", ago(9), decided_here(ago(7), ago(5)), document=DocumentKind.REGISTRATION),
    Script("xingyue_office", ago(13), taken(ago(12)) + step(ago(11), "10:20", "withdraw", reason="改建方案调整。"),
           document=DocumentKind.REGISTRATION),
    Script("jiahe_yard", ago(30), decided_here(ago(29), ago(26)), document=DocumentKind.REGISTRATION),
    Script("yuanquan_pump", ago(1), document=DocumentKind.REGISTRATION),
    Script("mingda_solar", ago(11), decided_here(ago(10), ago(10)), document=DocumentKind.REGISTRATION),
    Script("dongsheng_pack", ago(20), decided_here(ago(19), ago(12)), document=DocumentKind.REGISTRATION),  # too late
    # A bureau under the statute alone, with registrations filed in the ministry's system
    Script("haijin_fit", ago(1), drafted_by="lantu"),
    Script("runfa_meal", ago(9), accepted() + commissioned(ago(2)), drafted_by="lantu"),
    Script("haijin_cut", ago(27), ready(11) + done(11), drafted_by="lantu"),
    Script("runfa_fish", ago(36), ready(20) + done(20), drafted_by="lantu"),
    Script("haijin_shed", ago(2), document=DocumentKind.REGISTRATION),  # the number is still to come
    Script("runfa_cold", ago(6), filed(ago(5)), document=DocumentKind.REGISTRATION),
    Script("runfa_shop", ago(24), filed(ago(23)) + checked(ago(16), Finding.CONFORMS, "现场与备案内容一致。"),
           document=DocumentKind.REGISTRATION),
    Script("haijin_paint", ago(28), filed(ago(26)) + checked(ago(18), Finding.WRONG_KIND,
           "维护间内设有溶剂型涂料喷涂工位，年用量约 12 吨，应当报批报告表。"), document=DocumentKind.REGISTRATION,
           is_cast=True),
)  # fmt: skip
