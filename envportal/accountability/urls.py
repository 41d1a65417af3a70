"""Addresses of this room."""

from django.urls import path, re_path

from envportal.accountability.views import calls, entries, public, records

app_name = "accountability"

RECORD, PART = "desk/accountability", "desk/accountability/parts/<int:pk>"
ENTRY, CALL = "desk/self-examination/<int:pk>", "desk/return-calls/<uuid:pk>"

urlpatterns = [
    path(f"{RECORD}/", records.Records.as_view(), name="records"),
    path(f"{RECORD}/new/", records.Open.as_view(), name="open"),
    path(f"{RECORD}/grades/", records.Grades.as_view(), name="grades"),
    path(f"{RECORD}/<int:pk>/", records.RecordPage.as_view(), name="record"),
    path(f"{RECORD}/<int:pk>/close/", records.Close.as_view(), name="close"),
    path(f"{PART}/answer/", records.Answer.as_view(), name="answer"),
    path(f"{PART}/decide/", records.Decide.as_view(), name="decide"),
    path(f"{PART}/appeal/", records.Appeal.as_view(), name="appeal"),
    path(f"{PART}/review/", records.Review.as_view(), name="review"),
    path("desk/self-examination/", entries.Entries.as_view(), name="entries"),
    path("desk/self-examination/new/", entries.Open.as_view(), name="open_entry"),
    path(f"{ENTRY}/", entries.EntryPage.as_view(), name="entry"),
    path(f"{ENTRY}/publish/", entries.Publish.as_view(), name="publish"),
    path(f"{ENTRY}/finish/", entries.Finish.as_view(), name="finish"),
    path(f"{ENTRY}/check/", entries.Check.as_view(), name="check"),
    path(f"{ENTRY}/send-back/", entries.SendBack.as_view(), name="send_back"),
    path(f"{ENTRY}/proof/", entries.ProofFile.as_view(), name="proof"),
    path("desk/return-calls/", calls.Calls.as_view(), name="calls"),
    path(f"{CALL}/", calls.CallPage.as_view(), name="call"),
    path(f"{CALL}/contact/", calls.Contact.as_view(), name="contact"),
    path(f"{CALL}/made/", calls.Made.as_view(), name="made"),
    path(f"{CALL}/entry/", calls.FollowEntry.as_view(), name="follow_entry"),
    path(f"{CALL}/record/", calls.FollowRecord.as_view(), name="follow_record"),
    path(f"{CALL}/check/", calls.CheckCall.as_view(), name="check_call"),
    path(f"{CALL}/again/", calls.CallAgain.as_view(), name="call_again"),
    path("accountability/", public.Figures.as_view(), name="figures"),
    path("self-examination/", public.Ledger.as_view(), name="ledger"),
    re_path(r"^self-examination\.json$", public.LedgerJson.as_view(), name="ledger_json"),
]
