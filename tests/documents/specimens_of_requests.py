"""What the letters of information requests say, one complete one of each kind."""

from __future__ import annotations

from typing import Any

from envportal.documents.models import Letter

Kind = Letter.Kind
ASKED = {
    "addressee": "政府信息公开申请人（登记编号：云环公申〔2026〕1号）", "asked": "云溪纸业九月监测报告",
    "received_on": "2026-09-14",
}  # fmt: skip
CONCERNS = {"addressee": "云溪纸业有限公司", "asked": "云溪纸业九月监测报告", "what_concerns": "报告中的工艺参数"}
LAW = "《中华人民共和国政府信息公开条例》"
REQUESTED: dict[str, dict[str, Any]] = {
    Kind.INFO_CLARIFY: ASKED
    | {"items_asked": "哪一个月的报告", "guidance": "本局按月保存监测报告", "reply_by": "2026-10-30"},
    Kind.INFO_CONSULT: CONCERNS | {"law": f"{LAW}第三十二条"},
    Kind.INFO_EXTENSION: ASKED
    | {"original_due_on": "2026-10-13", "new_due_on": "2026-10-27", "reasons": "要与企业核对", "approver": "韩松年"},
    Kind.INFO_REASONS: ASKED | {"reasons": "一个月内申请 300 件"},
    Kind.INFO_ANSWER: ASKED
    | {"decision": "你申请公开的信息可以公开，现予提供。", "law": f"{LAW}第三十六条", "supplied": "报告 1 份，12 页"},
    Kind.INFO_REFUSED: ASKED
    | {"decision": "你申请公开的信息不予公开。", "law": f"{LAW}第十六条", "reasons": "会商记录，仍在讨论中"},
    Kind.INFO_THIRD_TOLD: CONCERNS | {"reasons": "不公开会影响下游饮水安全"},
}
