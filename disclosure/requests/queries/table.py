"""The yearly report's table of requests (国办 form of 2021): its rows, and which answer is counted in which.

The form was written down from memory; nobody compared it with the print.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from disclosure.requests.states import Ground, Outcome, Remedy, Result, Who

NEW, CARRIED_IN, TOTAL, CARRIED_OUT = "new", "carried_in", "total", "carried_out"


@dataclass(frozen=True)
class Row:
    """A row of the table; `of` says which answers it counts, the ground parting those refused."""

    key: str
    label: object
    level: int = 1
    of: tuple[str, ...] = ()
    ground: str = ""


ROWS: Final = (
    Row(NEW, _("一、本年新收政府信息公开申请数量"), 0),
    Row(CARRIED_IN, _("二、上年结转政府信息公开申请数量"), 0),
    Row("open", _("三（一）予以公开"), 1, (Outcome.PUBLIC, Outcome.SUPPLIED)),
    Row("partly", _("三（二）部分公开（区分处理的，只计这一情形）"), 1, (Outcome.PARTLY,)),
    Row("secret", _("三（三）不予公开 1. 属于国家秘密"), 2, (Outcome.REFUSED,), Ground.SECRET),
    Row("forbidden", _("三（三）2. 其他法律行政法规禁止公开"), 2, (Outcome.REFUSED,), Ground.FORBIDDEN),
    Row("safety", _("三（三）3. 危及“三安全一稳定”"), 2, (Outcome.REFUSED,), Ground.SAFETY),
    Row("third_party", _("三（三）4. 保护第三方合法权益"), 2, (Outcome.REFUSED,), Ground.THIRD_PARTY),
    Row("internal", _("三（三）5. 属于三类内部事务信息"), 2, (Outcome.REFUSED,), Ground.INTERNAL),
    Row("process", _("三（三）6. 属于四类过程性信息"), 2, (Outcome.REFUSED,), Ground.PROCESS),
    Row("case_file", _("三（三）7. 属于行政执法案卷"), 2, (Outcome.REFUSED,), Ground.CASE_FILE),
    Row("register", _("三（三）8. 属于行政查询事项"), 2, (Outcome.REGISTER,)),
    Row("not_held", _("三（四）无法提供 1. 本机关不掌握相关政府信息"), 2, (Outcome.NOT_OURS, Outcome.ABSENT)),
    Row("to_make", _("三（四）2. 没有现成信息需要另行制作"), 2, (Outcome.TO_MAKE,)),
    Row("unclear", _("三（四）3. 补正后申请内容仍不明确"), 2, (Outcome.UNCLEAR,)),
    Row("petition", _("三（五）不予处理 1. 信访举报投诉类申请"), 2, (Outcome.PETITION,)),
    Row("repeated", _("三（五）2. 重复申请"), 2, (Outcome.REPEATED,)),
    Row("publication", _("三（五）3. 要求提供公开出版物"), 2, (Outcome.PUBLICATION,)),
    Row("excessive", _("三（五）4. 无正当理由大量反复申请"), 2, (Outcome.EXCESSIVE,)),
    Row("given_up", _("三（六）其他处理 1. 申请人无正当理由逾期不补正"), 2, (Outcome.GIVEN_UP,)),
    Row("other", _("三（六）3. 其他（申请人撤回）"), 2, (Outcome.WITHDRAWN,)),
    Row(TOTAL, _("三（七）总计"), 1),
    Row(CARRIED_OUT, _("四、结转下年度继续办理"), 0),
)
COLUMNS: Final = tuple(Who)
CONTESTS: Final = tuple(Remedy)
RESULTS: Final = (Result.UPHELD, Result.CORRECTED, Result.OTHER, Result.PENDING)


def row_of(outcome: str, ground: str) -> str:
    """The row an answer is counted in; what is partly public only there."""
    for row in ROWS:
        if outcome in row.of and (not row.ground or row.ground == ground):
            return row.key
    raise KeyError(outcome, ground)
