"""The addresses of this room: the public's at the root, the desk's under /desk/."""

from django.urls import path, re_path

from disclosure.requests.views import desk, entering, hanging, papers, public, report, steps

app_name = "requests"
ONE = "desk/requests/<int:pk>"
urlpatterns = [
    path("requests/", public.About.as_view(), name="about"),
    path("requests/new/", public.New.as_view(), name="new"),
    path("requests/progress/", public.Follow.as_view(), name="follow"),
    path("requests/progress/supplement/", public.Supplement.as_view(), name="supplement"),
    path("requests/progress/withdraw/", public.Withdraw.as_view(), name="take_back"),
    path("requests/progress/letter/", public.FetchLetter.as_view(), name="letter"),
    path("requests/years/<int:year>/", report.Yearly.as_view(), name="year"),
    re_path(r"^requests/years/(?P<year>\d{4})\.(?P<kind>csv|xlsx)$", report.YearlyFile.as_view(), name="year_file"),
    path("desk/requests/", desk.Requests.as_view(), name="list"),
    path("desk/requests/enter/", entering.Enter.as_view(), name="enter"),
    path(f"{ONE}/", desk.RequestPage.as_view(), name="request"),
    path(f"{ONE}/letters/<int:row>/", papers.LetterPage.as_view(), name="letter_page"),
    path(f"{ONE}/letters/<int:row>.pdf", papers.LetterFile.as_view(), name="letter_file"),
    path(f"{ONE}/letters/<int:row>/posted/", hanging.Posted.as_view(), name="posted"),
    path(f"{ONE}/letters/<int:row>/handed/", hanging.Handed.as_view(), name="handed"),
    path(f"{ONE}/supplied.pdf", papers.Supplied.as_view(), name="supplied"),
    path(f"{ONE}/confirm/", steps.Confirm.as_view(), name="confirm"),
    path(f"{ONE}/ask/", steps.Ask.as_view(), name="ask"),
    path(f"{ONE}/clarified/", steps.Clarified.as_view(), name="clarified"),
    path(f"{ONE}/give-up/", steps.GiveUp.as_view(), name="give_up"),
    path(f"{ONE}/explain/", steps.Explain.as_view(), name="explain"),
    path(f"{ONE}/explained/", steps.Explained.as_view(), name="explained"),
    path(f"{ONE}/consult/", steps.Consult.as_view(), name="consult"),
    path(f"{ONE}/consult/<int:row>/send/", hanging.SendConsultation.as_view(), name="send_consultation"),
    path(f"{ONE}/consult/<int:row>/reached/", hanging.Reached.as_view(), name="reached"),
    path(f"{ONE}/consult/<int:row>/opinion/", hanging.Opinion.as_view(), name="opinion"),
    path(f"{ONE}/consult/<int:row>/drop/", hanging.Drop.as_view(), name="drop"),
    path(f"{ONE}/extend/", steps.Extend.as_view(), name="extend"),
    path(f"{ONE}/draft/", steps.Draft.as_view(), name="draft"),
    path(f"{ONE}/sign/", steps.Sign.as_view(), name="sign"),
    path(f"{ONE}/send-back/", steps.SendBack.as_view(), name="send_back"),
    path(f"{ONE}/withdraw/", steps.Withdraw.as_view(), name="withdraw"),
    path(f"{ONE}/same/", steps.Same.as_view(), name="same"),
    path(f"{ONE}/publish/", steps.Publish.as_view(), name="publish"),
    path(f"{ONE}/contest/", steps.Contest.as_view(), name="contest"),
    path(f"{ONE}/contest/<int:row>/end/", hanging.EndContest.as_view(), name="end_contest"),
    path(f"{ONE}/applicant/", entering.SeeApplicant.as_view(), name="applicant"),
    path(f"{ONE}/applicant/file/", entering.IdentityFile.as_view(), name="identity_file"),
]
