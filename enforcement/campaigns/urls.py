"""Addresses of this room."""

from django.urls import path, re_path

from enforcement.campaigns.views import desk, my, public, tables, targets, visiting

app_name = "campaigns"

urlpatterns = [
    path("desk/campaigns/", desk.Campaigns.as_view(), name="list"),
    path("desk/campaigns/kinds/", desk.Kinds.as_view(), name="kinds"),
    path("desk/campaigns/new/", desk.Open.as_view(), name="open"),
    path("desk/campaigns/<int:pk>/", desk.CampaignPage.as_view(), name="campaign"),
    path("desk/campaigns/<int:pk>/edit/", desk.Edit.as_view(), name="edit"),
    path("desk/campaigns/<int:pk>/start/", desk.Start.as_view(), name="start"),
    path("desk/campaigns/<int:pk>/cancel/", desk.Cancel.as_view(), name="cancel"),
    path("desk/campaigns/<int:pk>/tell/", desk.Tell.as_view(), name="tell"),
    path("desk/campaigns/<int:pk>/close/", desk.Close.as_view(), name="close"),
    path("desk/campaigns/<int:pk>/targets/", targets.Targets.as_view(), name="targets"),
    path("desk/campaigns/<int:pk>/add/", targets.Add.as_view(), name="add"),
    path("desk/campaigns/<int:pk>/list-table/", tables.UploadList.as_view(), name="list_table"),
    path("desk/campaigns/<int:pk>/progress-table/", tables.UploadProgress.as_view(), name="progress_table"),
    path("desk/campaigns/targets/<int:pk>/", targets.TargetPage.as_view(), name="target"),
    path("desk/campaigns/targets/<int:pk>/change/", targets.Change.as_view(), name="change"),
    path("desk/campaigns/targets/<int:pk>/take-off/", targets.TakeOff.as_view(), name="take_off"),
    path("desk/campaigns/targets/<int:pk>/begin/", targets.Begin.as_view(), name="begin"),
    path("desk/campaigns/targets/<int:pk>/report/", targets.Report.as_view(), name="report"),
    path("desk/campaigns/targets/<int:pk>/verify/", targets.Verify.as_view(), name="verify"),
    path("desk/campaigns/targets/<int:pk>/send-back/", targets.SendBack.as_view(), name="send_back"),
    path("desk/campaigns/targets/<int:pk>/take-back/", targets.TakeBack.as_view(), name="take_back"),
    path("desk/campaigns/targets/<int:pk>/as-person/", targets.AsPerson.as_view(), name="as_person"),
    path("desk/campaigns/targets/<int:pk>/ask-change/", targets.AskChange.as_view(), name="ask_change"),
    path("desk/campaigns/targets/<int:pk>/visit/", visiting.AskVisit.as_view(), name="ask_visit"),
    path("desk/campaigns/requests/<int:pk>/", targets.AnswerChange.as_view(), name="answer"),
    path("desk/campaigns/proofs/<int:pk>/", targets.ProofFile.as_view(), name="proof"),
    re_path(r"^desk/campaigns/tables/(?P<kind>targets|progress)\.csv$", tables.Sample.as_view(), name="sample"),
    path("desk/campaigns/tables/<int:pk>/", tables.RunPage.as_view(), name="run"),
    path("desk/campaigns/tables/<int:pk>/columns/", tables.Columns.as_view(), name="columns"),
    path("desk/campaigns/tables/<int:pk>/apply/", tables.Apply.as_view(), name="apply"),
    path("desk/campaigns/tables/<int:pk>/drop/", tables.Drop.as_view(), name="drop"),
    path("desk/campaigns/tables/<int:pk>/report.csv", tables.Report.as_view(), name="table_report"),
    path("my/campaigns/", my.Mine.as_view(), name="mine"),
    path("my/campaigns/<int:pk>/", my.MinePage.as_view(), name="mine_one"),
    path("my/campaigns/targets/<int:pk>/begin/", my.Begin.as_view(), name="my_begin"),
    path("my/campaigns/targets/<int:pk>/report/", my.Report.as_view(), name="my_report"),
    path("my/campaigns/proofs/<int:pk>/", my.MyProof.as_view(), name="my_proof"),
    path("campaigns/progress/", public.Overview.as_view(), name="overview"),
    path("campaigns/<int:pk>/", public.CampaignPage.as_view(), name="public"),
    re_path(r"^campaigns/(?P<pk>\d+)\.(?P<kind>csv|xlsx)$", public.CampaignFile.as_view(), name="public_file"),
]
