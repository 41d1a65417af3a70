"""Addresses of this room."""

from django.urls import path

from approvals.prereview.views import asker, desk

app_name = "prereview"

MINE = "my/pre-reviews/<int:pk>"
CASE = "desk/pre-reviews/<int:pk>"

urlpatterns = [
    path("my/pre-reviews/", asker.Mine.as_view(), name="mine"),
    path("my/pre-reviews/new/", asker.New.as_view(), name="new"),
    path(f"{MINE}/", asker.MyPage.as_view(), name="my_page"),
    path(f"{MINE}/edit/", asker.Edit.as_view(), name="edit"),
    path(f"{MINE}/file/", asker.Attach.as_view(), name="attach"),
    path(f"{MINE}/ask/", asker.Ask.as_view(), name="ask"),
    path(f"{MINE}/delete/", asker.Discard.as_view(), name="discard"),
    path(f"{MINE}/receipt/", asker.Receipt.as_view(), name="receipt"),
    path(f"{MINE}/supply/", asker.Supply.as_view(), name="supply"),
    path(f"{MINE}/withdraw/", asker.Withdraw.as_view(), name="withdraw"),
    path("desk/pre-reviews/", desk.Listed.as_view(), name="list"),
    path(f"{CASE}/", desk.CasePage.as_view(), name="case"),
    path(f"{CASE}/take/", desk.Take.as_view(), name="take"),
    path(f"{CASE}/ask-more/", desk.AskMore.as_view(), name="ask_more"),
    path(f"{CASE}/answer/", desk.Answer.as_view(), name="answer"),
]
