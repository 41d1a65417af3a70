"""Addresses of this room."""

from django.urls import path, re_path

from approvals.aftercare.states import Step
from approvals.aftercare.views import desk, mine, plans

app_name = "aftercare"

MINE = "my/aftercare/<int:pk>"
CASE = "desk/aftercare/<int:pk>"
STEP = rf"(?P<pk>\d+)/phases/(?P<phase>\d+)/(?P<step>{'|'.join(Step.values)})/$"

urlpatterns = [
    path("acceptance-draws/", plans.Draws.as_view(), name="draws"),
    path("my/aftercare/", mine.Mine.as_view(), name="mine"),
    path(f"{MINE}/", mine.MyCase.as_view(), name="my_case"),
    re_path(rf"^my/aftercare/{STEP}", mine.Report.as_view(), name="report"),
    path(f"{MINE}/phases/<int:phase>/longer/", mine.Lengthen.as_view(), name="lengthen"),
    path(f"{MINE}/correct/<int:milestone>/", mine.MyCorrect.as_view(), name="my_correct"),
    path(f"{MINE}/split/", mine.Split.as_view(), name="split"),
    path(f"{MINE}/change/", mine.DeclareChange.as_view(), name="declare_change"),
    path(f"{MINE}/changes/<int:change>/new-application/", mine.NameNew.as_view(), name="name_new"),
    path(f"{MINE}/re-examination/", mine.AskReExamination.as_view(), name="ask_re_examination"),
    path(f"{MINE}/conditions/<int:duty>/", mine.ReportDuty.as_view(), name="report_duty"),
    path("desk/aftercare/", desk.Listed.as_view(), name="list"),
    path("desk/aftercare/adopt/", plans.Adopt.as_view(), name="adopt"),
    path("desk/aftercare/plans/", plans.Plans.as_view(), name="plans"),
    path("desk/aftercare/plans/new/", plans.SetPlan.as_view(), name="set_plan"),
    path("desk/aftercare/completion/", plans.CompletionChecks.as_view(), name="completion"),
    path("desk/aftercare/completion/new/", plans.RecordCompletion.as_view(), name="record_completion"),
    path(f"{CASE}/", desk.Case.as_view(), name="case"),
    re_path(rf"^desk/aftercare/{STEP}", desk.Record.as_view(), name="record"),
    path(f"{CASE}/phases/<int:phase>/check/", desk.Check.as_view(), name="check"),
    path(f"{CASE}/correct/<int:milestone>/", desk.DeskCorrect.as_view(), name="correct"),
    path(f"{CASE}/changes/<int:change>/", desk.JudgeChange.as_view(), name="judge_change"),
    path(f"{CASE}/re-examination/", desk.ProposeAnswer.as_view(), name="propose_answer"),
    path(f"{CASE}/re-examination/sign/", desk.Answer.as_view(), name="answer"),
]
