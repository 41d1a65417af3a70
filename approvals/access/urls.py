"""Addresses of this room."""

from django.urls import path

from approvals.access.views import cases, files, public, rules

app_name = "access"

CASE, RULE, VERSION = "desk/cases/<int:pk>/screening", "desk/access/rules/<str:key>", "desk/access/versions/<int:pk>"

urlpatterns = [
    path("access/", public.Look.as_view(), name="look"),
    path("my/applications/<int:pk>/screening/", cases.MySheet.as_view(), name="my_sheet"),
    path(f"{CASE}/", cases.SheetPage.as_view(), name="sheet"),
    path(f"{CASE}/sheets/<int:number>/", cases.SheetPage.as_view(), name="kept_sheet"),
    path(f"{CASE}/facts/", cases.Correct.as_view(), name="correct"),
    path(f"{CASE}/rules/<int:rule>/", cases.Answer.as_view(), name="answer"),
    path("desk/access/", rules.Rules.as_view(), name="rules"),
    path("desk/access/regions/", rules.Regions.as_view(), name="regions"),
    path("desk/access/replacement/", rules.Replacement.as_view(), name="replacement"),
    path("desk/access/new/", rules.ProposeNew.as_view(), name="propose_new"),
    path("desk/access/import/", files.Import.as_view(), name="import"),
    path("desk/access/files/<int:pk>/", files.FilePage.as_view(), name="file"),
    path("desk/access/files/<int:pk>/agree/", files.AgreeToAll.as_view(), name="agree_file"),
    path("desk/access/files/<int:pk>/decline/", files.DeclineAll.as_view(), name="decline_file"),
    path(f"{RULE}/", rules.RulePage.as_view(), name="rule"),
    path(f"{RULE}/propose/", rules.Propose.as_view(), name="propose"),
    path(f"{VERSION}/agree/", rules.Agree.as_view(), name="agree"),
    path(f"{VERSION}/decline/", rules.Decline.as_view(), name="decline"),
]
