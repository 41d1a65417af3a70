"""What the letters about tip-offs and petitions say, one complete one of each kind."""

from __future__ import annotations

from typing import Any

from envportal.documents.models import Letter

Kind = Letter.Kind
ABOUT = {"petition_kind": "信访", "matter": "青石镇噪声问题", "received_on": "2026-09-14"}
PETITIONS: dict[str, dict[str, Any]] = {
    Kind.PETITION_REGISTERED: ABOUT | {"channel": "来信", "told_by": "2026-09-29"},
    Kind.PETITION_ROUTED: ABOUT | {"routed_to": "本局执法大队", "told_by": "2026-09-29"},
    Kind.PETITION_ACCEPTED: ABOUT | {"accepted_on": "2026-09-16", "told_by": "2026-11-16"},
    Kind.PETITION_DECLINED: ABOUT | {"reasons": "该事项已经由人民法院受理。", "right_authority": "云溪市人民法院"},
    Kind.PETITION_TRANSFER: ABOUT
    | {
        "to_authority": "云溪市住房和城乡建设局", "reasons": "建筑施工噪声属于你单位职责。",
        "content": "工地夜间连续浇筑，噪声扰民。",
    },
    Kind.PETITION_EXTENDED: ABOUT
    | {
        "original_due_on": "2026-11-16", "new_due_on": "2026-12-16", "reasons": "等待夜间监测。", "approver": "韩松年",
    },
    Kind.PETITION_ANSWER: ABOUT
    | {
        "finding": "属实", "found": "10月12日夜间监测，厂界噪声 58 分贝，超标 3 分贝。",
        "done": "责令改正，加装消声器后监测达标。", "responsible": "无", "answered_for": "执法大队",
        "review_until": "2026-11-20", "organ": "江原省生态环境厅",
    },
    Kind.PETITION_REVIEWED: ABOUT
    | {
        "stage": "复查", "asked_on": "2026-11-10", "conclusion": "维持", "reasons": "原答复认定事实清楚。",
        "organ": "江原省生态环境厅", "review_until": "2027-01-08",
    },
}  # fmt: skip
