"""Addresses of this procedure."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from approvals.applications.views import (
    applicant,
    bundle,
    corrections,
    counter,
    delegations,
    desk,
    drafts,
    filing,
    following,
    hearing,
    later,
    legal,
    offered,
    opinion,
    precheck,
    public,
    revisions,
    revocation,
    roles,
    same_day,
    service,
    special_steps,
    steps,
    today,
    voiding,
)

app_name = "applications"

MINE = "my/applications/<int:pk>"
CASE = "desk/cases/<int:pk>"
LETTER = f"{CASE}/letters/<int:letter>"

urlpatterns = [
    path("my/", applicant.Mine.as_view(), name="mine"),
    path("my/applications/new/", applicant.New.as_view(), name="new"),
    path(f"{MINE}/", applicant.MyCase.as_view(), name="mine_case"),
    path(f"{MINE}/tasks/", applicant.Tasks.as_view(), name="tasks"),
    path(f"{MINE}/project/", drafts.Project.as_view(), name="step_project"),
    path(f"{MINE}/site/", drafts.Site.as_view(), name="step_site"),
    path(f"{MINE}/drafting/", drafts.Drafting.as_view(), name="step_drafting"),
    path(f"{MINE}/document/", drafts.Document.as_view(), name="step_document"),
    path(f"{MINE}/participation/", drafts.Participation.as_view(), name="step_participation"),
    path(f"{MINE}/public/", drafts.PublicVersion.as_view(), name="step_public"),
    path(f"{MINE}/attachments/", drafts.Attachments.as_view(), name="step_attachments"),
    path(f"{MINE}/later/", later.PromiseLater.as_view(), name="step_later"),
    path(f"{MINE}/later/<int:material>/", later.FileLater.as_view(), name="file_later"),
    path(f"{MINE}/emissions/", drafts.Emissions.as_view(), name="step_emissions"),
    path(f"{MINE}/contact/", drafts.Contact.as_view(), name="step_contact"),
    path(f"{MINE}/files/<int:document>/remove/", drafts.RemoveFile.as_view(), name="remove_file"),
    path(f"{MINE}/pre-review/", following.Follow.as_view(), name="follow"),
    path(f"{MINE}/items/<int:item>/", corrections.AnswerItem.as_view(), name="answer_item"),
    path(f"{MINE}/pre-check/", precheck.PreCheck.as_view(), name="pre_check"),
    path(f"{MINE}/check/", filing.Check.as_view(), name="check"),
    path(f"{MINE}/filing/", filing.EnterFiling.as_view(), name="enter_my_filing"),
    path(f"{MINE}/filing/mend/", filing.MendMyFiling.as_view(), name="mend_my_filing"),
    path(f"{MINE}/receipt/", applicant.Receipt.as_view(), name="receipt"),
    path(f"{MINE}/hearing/", hearing.AskHearing.as_view(), name="ask_hearing"),
    path(f"{MINE}/hearing/withdraw/", hearing.WithdrawHearing.as_view(), name="withdraw_hearing"),
    path(f"{MINE}/revision/", revisions.AnswerRevision.as_view(), name="answer_revision"),
    path(f"{MINE}/revocation/answer/", revocation.AnswerRevocation.as_view(), name="answer_revocation"),
    path(f"{MINE}/give-up/", revocation.GiveUpApproval.as_view(), name="give_up_approval"),
    path(f"{MINE}/withdraw/", applicant.Withdraw.as_view(), name="withdraw"),
    path(f"{MINE}/delete/", drafts.DeleteDraft.as_view(), name="delete_draft"),
    path(f"{MINE}/bundle", bundle.MyBundle.as_view(), name="my_bundle"),
    path("if-today/", today.IfToday.as_view(), name="if_today"),
    path("same-day/", same_day.Published.as_view(), name="same_day_public"),
    path("desk/same-day/", same_day.Screen.as_view(), name="same_day"),
    path("desk/same-day/<int:pk>/take-up/", same_day.TakeUp.as_view(), name="take_up_same_day"),
    path("desk/same-day/<int:pk>/reply/", same_day.Reply.as_view(), name="reply_not_needed"),
    path("desk/same-day/<int:pk>/unfinished/", same_day.Unfinished.as_view(), name="say_why_unfinished"),
    path("industries/", drafts.Industries.as_view(), name="industries"),
    path("desk/delegations/", delegations.Delegations.as_view(), name="delegations"),
    path("desk/delegations/new/", delegations.Delegate.as_view(), name="delegate"),
    path("desk/delegations/<int:pk>/agree/", delegations.AgreeDelegation.as_view(), name="agree_delegation"),
    path("desk/delegations/<int:pk>/decline/", delegations.DeclineDelegation.as_view(), name="decline_delegation"),
    path("desk/delegations/<int:pk>/end/", delegations.EndDelegation.as_view(), name="end_delegation"),
    path("who-decides/", roles.WhoDecides.as_view(), name="who_decides"),
    path("who-decides.json", roles.WhoDecidesData.as_view(), name="who_decides_json"),
    path("desk/roles/", roles.Roles.as_view(), name="roles"),
    path("desk/roles/set/", roles.SetRoles.as_view(), name="set_roles"),
    path(f"{CASE}/conditions/<int:condition>/offer/", offered.OfferCondition.as_view(), name="offer_condition"),
    path("desk/", desk.Home.as_view(), name="desk"),
    path("desk/cases/", desk.Cases.as_view(), name="cases"),
    path("desk/service/", service.ServiceQueue.as_view(), name="service_queue"),
    path(f"{CASE}/bundle", bundle.CaseBundle.as_view(), name="bundle"),
    path(f"{CASE}/", desk.CasePage.as_view(), name="case"),
    path(f"{CASE}/letters/<int:letter>/void/", voiding.ProposeVoid.as_view(), name="propose_void"),
    path(f"{CASE}/voidings/<int:voiding>/agree/", voiding.AgreeVoid.as_view(), name="agree_void"),
    path(f"{CASE}/voidings/<int:voiding>/decline/", voiding.DeclineVoid.as_view(), name="decline_void"),
    path(f"{CASE}/accept/", steps.Accept.as_view(), name="accept"),
    path(f"{CASE}/complete-acceptance/", steps.CompleteAcceptance.as_view(), name="complete_acceptance"),
    path(f"{CASE}/ask-correction/", corrections.AskCorrection.as_view(), name="ask_correction"),
    path(f"{CASE}/judge-correction/", corrections.JudgeCorrection.as_view(), name="judge_correction"),
    path(f"{CASE}/accept-with-defects/", corrections.AcceptWithDefects.as_view(), name="accept_with_defects"),
    path(f"{CASE}/decline/", steps.Decline.as_view(), name="decline"),
    path(f"{CASE}/take/", steps.Take.as_view(), name="take"),
    path(f"{CASE}/assign/", steps.Assign.as_view(), name="assign"),
    path(f"{CASE}/expert-review/", special_steps.CommissionExpertReview.as_view(), name="commission_expert_review"),
    path(f"{CASE}/expert-review/confirm/", special_steps.ConfirmExpertReview.as_view(), name="confirm_expert_review"),
    path(f"{CASE}/expert-review/opinion/", special_steps.FileExpertOpinion.as_view(), name="file_expert_opinion"),
    path(f"{CASE}/expert-review/call-off/", special_steps.CallOffExpertReview.as_view(), name="call_off_expert_review"),
    path(f"{CASE}/experts/draw/", special_steps.DrawExperts.as_view(), name="draw_experts"),
    path(f"{CASE}/assessment/", special_steps.CommissionAssessment.as_view(), name="commission_assessment"),
    path(f"{CASE}/assessment/confirm/", special_steps.ConfirmAssessment.as_view(), name="confirm_assessment"),
    path(f"{CASE}/assessment/report/", special_steps.FileAssessment.as_view(), name="file_assessment"),
    path(f"{CASE}/assessment/call-off/", special_steps.CallOffAssessment.as_view(), name="call_off_assessment"),
    path(f"{CASE}/hearing/request/", hearing.RecordHearingRequest.as_view(), name="record_hearing_request"),
    path(f"{CASE}/hearing/take-up/", public.TakeUpHearingRequest.as_view(), name="take_up_hearing_request"),
    path(f"{CASE}/hearing/withdraw/", hearing.RecordHearingWithdrawal.as_view(), name="record_hearing_withdrawal"),
    path(f"{CASE}/hearing/confirm/", hearing.ConfirmHearing.as_view(), name="confirm_hearing"),
    path(f"{CASE}/hearing/notice/", hearing.ArrangeHearing.as_view(), name="arrange_hearing"),
    path(f"{CASE}/hearing/transcript/", hearing.FileTranscript.as_view(), name="file_transcript"),
    path(f"{CASE}/hearing/opinion/", hearing.ConfirmOpinion.as_view(), name="confirm_opinion"),
    path(f"{CASE}/opinion/", opinion.WriteOpinion.as_view(), name="write_opinion"),
    path(f"{CASE}/revision/ask/", revisions.AskRevision.as_view(), name="ask_revision"),
    path(f"{CASE}/revision/judge/", revisions.JudgeRevision.as_view(), name="judge_revision"),
    path(f"{CASE}/revision/call-off/", revisions.CallOffRevision.as_view(), name="call_off_revision"),
    path(f"{CASE}/legal-review/ask/", legal.AskLegalReview.as_view(), name="ask_legal_review"),
    path(f"{CASE}/legal-review/", legal.ReviewLegality.as_view(), name="review_legality"),
    path(f"{CASE}/propose/", steps.Propose.as_view(), name="propose"),
    path(f"{CASE}/extend/", steps.Extend.as_view(), name="extend"),
    path(f"{CASE}/send-back/", steps.SendBack.as_view(), name="send_back"),
    path(f"{CASE}/go-on/", public.GoOn.as_view(), name="go_on"),
    path(f"{CASE}/approve/", steps.Approve.as_view(), name="approve"),
    path(f"{CASE}/refuse/", steps.Refuse.as_view(), name="refuse"),
    path(f"{CASE}/return-participation/", steps.ReturnParticipation.as_view(), name="return_participation"),
    path(f"{CASE}/terminate/", steps.Terminate.as_view(), name="terminate"),
    path(f"{CASE}/transfer/", steps.Transfer.as_view(), name="transfer"),
    path(f"{CASE}/revocation/propose/", revocation.ProposeRevocation.as_view(), name="propose_revocation"),
    path(f"{CASE}/revocation/answer/", revocation.RecordAnswer.as_view(), name="record_answer"),
    path(f"{CASE}/revocation/hearing/", revocation.FileRevocationHearing.as_view(), name="file_revocation_hearing"),
    path(f"{CASE}/revocation/end/", revocation.EndApproval.as_view(), name="end_approval"),
    path(f"{CASE}/revocation/drop/", revocation.DropRevocation.as_view(), name="drop_revocation"),
    path(f"{CASE}/filing/", filing.EnterFilingAtTheDesk.as_view(), name="enter_filing"),
    path(f"{CASE}/filing/mend/", filing.MendFiling.as_view(), name="mend_filing"),
    path(f"{CASE}/filing/end/", filing.EndFiling.as_view(), name="end_filing"),
    path(f"{CASE}/filing/check/", filing.CheckFiling.as_view(), name="check_filing"),
    path(f"{LETTER}/served/", service.RecordService.as_view(), name="record_service"),
    path(f"{LETTER}/served/<slug:way>/", service.RecordService.as_view(), name="record_service_by"),
    path(f"{LETTER}/not-served/", service.RecordFailedService.as_view(), name="record_failed_service"),
    path(f"{LETTER}/service/correct/", service.CorrectService.as_view(), name="correct_service"),
]

COUNTER = "desk/counter/<int:pk>"


def _at_counter(mine: list[URLPattern]) -> list[URLPattern | URLResolver]:
    """The applicant's pages once more where the window clerk types for somebody, under the same names."""
    return [
        path(
            str(page.pattern).replace(MINE, COUNTER, 1),
            counter.page(page.name, _class_of(page)).as_view(),
            name=page.name,
        )
        for page in mine
        if page.name and str(page.pattern).startswith(MINE) and counter.has_page(page.name)
    ]


def _class_of(page: URLPattern) -> Any:
    return page.callback.view_class  # type: ignore[attr-defined]


COUNTER_PAGES: list[URLPattern | URLResolver] = [
    path("desk/counter/", counter.Start.as_view(), name="mine"),
    path("desk/counter/enterprises/new/", counter.RegisterHere.as_view(), name="register"),
    path("desk/counter/enterprises/<int:enterprise>/new/", counter.New.as_view(), name="new"),
    *_at_counter(urlpatterns),
]
urlpatterns += [path("", include((COUNTER_PAGES, "counter")))]  # type: ignore[list-item]
