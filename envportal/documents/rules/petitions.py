"""What the letters about a tip-off or a petition must say (信访工作条例第22条至第36条; 环保举报热线工作管理办法).

They name the case and what it is about, never who reported it: no field has room for a name.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import LetterKind as Kind
from envportal.documents.rules.field_types import DAY, LINE, NAME, WORDS, Choice, Field, Text

ABOUT: dict[str, Field] = {"petition_kind": Text(10), "matter": NAME, "received_on": DAY}
REQUIRED: dict[str, dict[str, Field]] = {
    Kind.PETITION_REGISTERED: ABOUT | {"channel": Text(40), "told_by": DAY},
    Kind.PETITION_ROUTED: ABOUT | {"routed_to": NAME},
    Kind.PETITION_ACCEPTED: ABOUT | {"accepted_on": DAY},
    Kind.PETITION_DECLINED: ABOUT | {"reasons": WORDS},
    Kind.PETITION_TRANSFER: ABOUT | {"to_authority": NAME, "reasons": WORDS, "content": WORDS},
    Kind.PETITION_EXTENDED: ABOUT | {"original_due_on": DAY, "new_due_on": DAY, "reasons": WORDS, "approver": Text(60)},
    Kind.PETITION_ANSWER: ABOUT
    | {"finding": Text(20), "found": WORDS, "done": WORDS, "responsible": LINE, "answered_for": NAME},
    Kind.PETITION_REVIEWED: ABOUT
    | {"stage": Text(10), "asked_on": DAY, "conclusion": Text(40), "reasons": WORDS, "organ": NAME},
}
OPTIONAL: dict[str, dict[str, Field]] = {
    Kind.PETITION_ROUTED: {"reasons": WORDS, "told_by": DAY},
    Kind.PETITION_ACCEPTED: {"told_by": DAY, "merged": Choice(("yes",))},
    Kind.PETITION_DECLINED: {"right_authority": NAME, "way": LINE},
    Kind.PETITION_ANSWER: {"review_until": DAY, "organ": NAME},
    Kind.PETITION_REVIEWED: {"review_until": DAY},
}
LABELS = {
    "petition_kind": _("举报或者信访"),
    "matter": _("反映的事项"),
    "channel": _("渠道"),
    "told_by": _("告知或者办结的最后一天"),
    "routed_to": _("转给谁办"),
    "to_authority": _("接收机关"),
    "content": _("反映的内容"),
    "done": _("处理和整改情况"),
    "responsible": _("责任人被处理情况"),
    "answered_for": _("办理科室"),
    "review_until": _("申请复查或者复核的最后一天"),
    "organ": _("复查复核机关"),
    "stage": _("阶段"),
}
