"""What the letters of information requests must say, by their kind (政府信息公开条例第30条至第36条)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import LetterKind as Kind
from envportal.documents.rules.field_types import DAY, LINE, NAME, WORDS, Field, Text

# An applicant is named by the number of the request: a letter is kept where many read it.
ASKED: dict[str, Field] = {"addressee": NAME, "asked": NAME, "received_on": DAY}
CONCERNS: dict[str, Field] = {"addressee": NAME, "asked": NAME, "what_concerns": WORDS}
REQUIRED: dict[str, dict[str, Field]] = {
    Kind.INFO_CLARIFY: ASKED | {"items_asked": WORDS, "guidance": WORDS, "reply_by": DAY},
    Kind.INFO_CONSULT: CONCERNS | {"law": LINE},
    Kind.INFO_EXTENSION: ASKED | {"original_due_on": DAY, "new_due_on": DAY, "reasons": WORDS, "approver": Text(120)},
    Kind.INFO_REASONS: ASKED | {"reasons": WORDS},
    Kind.INFO_ANSWER: ASKED | {"decision": WORDS, "law": LINE},
    Kind.INFO_REFUSED: ASKED | {"decision": WORDS, "law": LINE},
    Kind.INFO_THIRD_TOLD: CONCERNS | {"reasons": WORDS},
}
SAID: dict[str, Field] = {"reasons": WORDS, "search": WORDS, "supplied": WORDS, "place": WORDS}
OPTIONAL: dict[str, dict[str, Field]] = {Kind.INFO_ANSWER: SAID, Kind.INFO_REFUSED: SAID}
WITH_REMEDIES = {Kind.INFO_ANSWER, Kind.INFO_REFUSED, Kind.INFO_THIRD_TOLD}
LABELS = {
    "asked": _("申请公开的信息"),
    "items_asked": _("需要补正的事项"),
    "guidance": _("指导和释明"),
    "reply_by": _("补正期限"),
    "what_concerns": _("涉及的信息"),
    "decision": _("答复的内容"),
    "search": _("检索的经过"),
    "supplied": _("提供的内容"),
}
