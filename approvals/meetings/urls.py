"""Addresses of this room."""

from django.urls import path

from approvals.meetings.views import calendar, items, meeting, papers, settings, steps

app_name = "meetings"

ONE = "desk/meetings/<int:pk>"
ITEM = "desk/meetings/items/<int:pk>"

urlpatterns = [
    path("desk/meetings/", calendar.Home.as_view(), name="home"),
    path("desk/meetings/list/", calendar.Listed.as_view(), name="list"),
    path("desk/meetings/waiting/", calendar.WaitingList.as_view(), name="waiting"),
    path("desk/meetings/rules/", settings.Rules.as_view(), name="rules"),
    path("desk/meetings/rules/new/", settings.SetRule.as_view(), name="set_rule"),
    path("desk/meetings/convene/", steps.Convene.as_view(), name="convene"),
    path(f"{ONE}/", meeting.MeetingPage.as_view(), name="meeting"),
    path(f"{ONE}/minutes/", meeting.Minutes.as_view(), name="minutes"),
    path(f"{ONE}/minutes/pdf/", meeting.MinutesPdf.as_view(), name="minutes_pdf"),
    path(f"{ONE}/put-on/", steps.PutOn.as_view(), name="put_on"),
    path(f"{ONE}/cancel/", steps.Cancel.as_view(), name="cancel"),
    path(f"{ONE}/attend/", steps.Attend.as_view(), name="attend"),
    path(f"{ONE}/open/", steps.Open.as_view(), name="open"),
    path(f"{ONE}/close/", steps.Close.as_view(), name="close"),
    path(f"{ONE}/reopen/", steps.Reopen.as_view(), name="reopen"),
    path(f"{ONE}/papers/", papers.Papers.as_view(), name="papers"),
    path(f"{ONE}/papers/send/", papers.SendPapers.as_view(), name="send_papers"),
    path(f"{ONE}/confirm/", steps.Confirm.as_view(), name="confirm"),
    path(f"{ITEM}/", items.ItemPage.as_view(), name="item"),
    path(f"{ITEM}/files/<int:document>/", items.Paper.as_view(), name="paper"),
    path(f"{ITEM}/read/", items.ReadPapers.as_view(), name="read_papers"),
    path(f"{ITEM}/recuse/", items.Recuse.as_view(), name="recuse"),
    path(f"{ITEM}/take-off/", items.TakeOff.as_view(), name="take_off"),
    path(f"{ITEM}/opinion/", items.Opine.as_view(), name="opine"),
    path(f"{ITEM}/written/", items.Write.as_view(), name="write"),
    path(f"{ITEM}/reopen/", items.ReopenItem.as_view(), name="reopen_item"),
    path(f"{ITEM}/record/", items.Record.as_view(), name="record"),
    path(f"{ITEM}/conclude/", items.Conclude.as_view(), name="conclude"),
    path(f"{ITEM}/postpone/", items.Postpone.as_view(), name="postpone"),
    path("desk/cases/<int:pk>/meeting/", steps.HandIn.as_view(), name="hand_in"),
]
