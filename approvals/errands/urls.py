"""Addresses of this room."""

from django.urls import path

from approvals.errands.views import above, asker, desk

app_name = "errands"

MINE = "my/errands/<int:pk>"
ONE = "desk/errands/<int:pk>"
BELOW = "desk/errands/from-below"

urlpatterns = [
    path("my/errands/", asker.Mine.as_view(), name="mine"),
    path("my/errands/new/", asker.New.as_view(), name="new"),
    path(f"{MINE}/", asker.MyPage.as_view(), name="my_page"),
    path(f"{MINE}/supply/", asker.Supply.as_view(), name="supply"),
    path(f"{MINE}/withdraw/", asker.Withdraw.as_view(), name="withdraw"),
    path(f"{MINE}/packages/<int:number>/", asker.MyPackage.as_view(), name="my_package"),
    path("desk/errands/", desk.Listed.as_view(), name="list"),
    path("desk/errands/delegations/", desk.Delegations.as_view(), name="delegations"),
    path(f"{BELOW}/", above.FromBelow.as_view(), name="from_below"),
    path(f"{BELOW}/<int:pk>/", above.BelowPage.as_view(), name="below"),
    path(f"{BELOW}/<int:pk>/answer/", above.Answer.as_view(), name="answer"),
    path(f"{BELOW}/<int:pk>/packages/<int:number>/", above.BelowPackage.as_view(), name="below_package"),
    path(f"{ONE}/", desk.ErrandPage.as_view(), name="errand"),
    path(f"{ONE}/take/", desk.Take.as_view(), name="take"),
    path(f"{ONE}/want/", desk.Want.as_view(), name="want"),
    path(f"{ONE}/put-in/", desk.PutIn.as_view(), name="put_in"),
    path(f"{ONE}/send/", desk.Send.as_view(), name="send"),
    path(f"{ONE}/note/", desk.Note.as_view(), name="note"),
    path(f"{ONE}/seek/", desk.Seek.as_view(), name="seek"),
    path(f"{ONE}/seek/answer/", desk.AnswerSought.as_view(), name="answer_sought"),
    path(f"{ONE}/give-up/", desk.GiveUp.as_view(), name="give_up"),
    path(f"{ONE}/packages/<int:number>/", desk.DeskPackage.as_view(), name="package"),
]
