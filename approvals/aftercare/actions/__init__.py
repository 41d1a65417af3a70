"""The verbs of this room: one function, one transaction, the approval's case locked first."""

from approvals.aftercare.actions.begin import adopt, begin, ended, split
from approvals.aftercare.actions.changes import declare_change, judge_change, name_new
from approvals.aftercare.actions.checks import check
from approvals.aftercare.actions.completion import record_completion
from approvals.aftercare.actions.milestones import correct, lengthen, record, report
from approvals.aftercare.actions.plans import set_plan
from approvals.aftercare.actions.reexamination import answer, ask_re_examination, propose_answer
from approvals.aftercare.actions.reports import report_duty

__all__ = [
    "adopt", "answer", "ask_re_examination", "begin", "check", "correct", "declare_change", "ended", "judge_change",
    "lengthen", "name_new", "propose_answer", "record", "record_completion", "report", "report_duty", "set_plan",
    "split",
]  # fmt: skip
