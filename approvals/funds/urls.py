"""Addresses of this room."""

from django.urls import path

from approvals.funds.views import desk, outside

app_name = "funds"

MINE = "my/funds/<int:pk>"
ONE = "desk/funds/<int:pk>"
PROGRAMME = "desk/funds/programmes"

urlpatterns = [
    path("funds/", outside.Told.as_view(), name="told"),
    path("my/funds/", outside.Mine.as_view(), name="mine"),
    path("my/funds/new/", outside.New.as_view(), name="new"),
    path(f"{MINE}/", outside.MyPage.as_view(), name="my_page"),
    path(f"{MINE}/hand-in/", outside.HandIn.as_view(), name="hand_in"),
    path(f"{MINE}/withdraw/", outside.Withdraw.as_view(), name="withdraw"),
    path("desk/funds/", desk.Listed.as_view(), name="list"),
    path(f"{PROGRAMME}/", desk.Programmes.as_view(), name="programmes"),
    path(f"{PROGRAMME}/new/", desk.SetUp.as_view(), name="set_up"),
    path(f"{PROGRAMME}/<int:pk>/publish/", desk.Publish.as_view(), name="publish"),
    path(f"{PROGRAMME}/<int:pk>/results/", desk.PublishResults.as_view(), name="publish_results"),
    path(f"{ONE}/", desk.FundPage.as_view(), name="fund"),
    path(f"{ONE}/take/", desk.Take.as_view(), name="take"),
    path(f"{ONE}/advise/", desk.Advise.as_view(), name="advise"),
    path(f"{ONE}/send-back/", desk.SendBack.as_view(), name="send_back"),
    path(f"{ONE}/recommend/", desk.Recommend.as_view(), name="recommend"),
    path(f"{ONE}/decline/", desk.Decline.as_view(), name="decline"),
    path(f"{ONE}/decision/", desk.NoteDecision.as_view(), name="note_decision"),
    path(f"{ONE}/payment/", desk.NotePayment.as_view(), name="note_payment"),
    path(f"{ONE}/result/", desk.CheckResult.as_view(), name="check_result"),
]
