"""Addresses of environmental quality: the public's at the root, the editor's at the desk."""

from __future__ import annotations

from django.urls import path, re_path

from disclosure.quality.views.bulletins import BulletinFile, BulletinLetter, BulletinPage, Bulletins, BulletinsFeed
from disclosure.quality.views.calculators import AirCalculator, WaterCalculator
from disclosure.quality.views.desk import Abandon, Compose, Desk, EditStation, NewStation, Preview, Publish, Stations
from disclosure.quality.views.history import History, HistoryFeed
from disclosure.quality.views.home import Home
from disclosure.quality.views.media import MediumFeed, MediumPage
from disclosure.quality.views.stations import StationFeed, StationPage
from disclosure.quality.views.tables import Columns, Drop, Report, RunPage, Take, Undo, Upload

MEDIA = r"(?P<medium>air|water|drinking|noise)"
FILES = r"(?:/)?\.(?P<kind>csv|xlsx|json|atom)$"

app_name = "quality"
urlpatterns = [
    path("quality/", Home.as_view(), name="home"),
    path("quality/aqi/", AirCalculator.as_view(), name="aqi"),
    path("quality/water-class/", WaterCalculator.as_view(), name="water_class"),
    path("quality/history/", History.as_view(), name="history"),
    re_path(rf"^quality/history{FILES}", HistoryFeed.as_view(), name="history_feed"),
    path("quality/bulletins/", Bulletins.as_view(), name="bulletins"),
    re_path(rf"^quality/bulletins{FILES}", BulletinsFeed.as_view(), name="bulletins_feed"),
    path("quality/bulletins/<slug:public_id>/bulletin.pdf", BulletinLetter.as_view(), name="bulletin_letter"),
    path("quality/bulletins/<slug:public_id>/", BulletinPage.as_view(), name="bulletin"),
    re_path(
        r"^quality/bulletins/(?P<public_id>[-\w]{1,40})(?:/)?\.(?P<kind>csv|xlsx|json)$", BulletinFile.as_view(),
        name="bulletin_file",
    ),
    path("quality/stations/<slug:code>/", StationPage.as_view(), name="station"),
    re_path(rf"^quality/stations/(?P<code>[-\w]{{1,40}}){FILES}", StationFeed.as_view(), name="station_feed"),
    re_path(rf"^quality/{MEDIA}/$", MediumPage.as_view(), name="medium"),
    re_path(rf"^quality/{MEDIA}{FILES}", MediumFeed.as_view(), name="medium_feed"),
    path("desk/quality/", Desk.as_view(), name="desk"),
    path("desk/quality/stations/", Stations.as_view(), name="stations"),
    path("desk/quality/stations/new/", NewStation.as_view(), name="new_station"),
    path("desk/quality/stations/<int:pk>/", EditStation.as_view(), name="edit_station"),
    path("desk/quality/tables/new/", Upload.as_view(), name="upload"),
    path("desk/quality/tables/<int:pk>/", RunPage.as_view(), name="run"),
    path("desk/quality/tables/<int:pk>/columns/", Columns.as_view(), name="columns"),
    path("desk/quality/tables/<int:pk>/take/", Take.as_view(), name="take"),
    path("desk/quality/tables/<int:pk>/drop/", Drop.as_view(), name="drop"),
    path("desk/quality/tables/<int:pk>/undo/", Undo.as_view(), name="undo"),
    path("desk/quality/tables/<int:pk>/report.csv", Report.as_view(), name="report"),
    path("desk/quality/bulletins/new/", Compose.as_view(), name="compose"),
    path("desk/quality/bulletins/<int:pk>/", Preview.as_view(), name="preview"),
    path("desk/quality/bulletins/<int:pk>/publish/", Publish.as_view(), name="publish"),
    path("desk/quality/bulletins/<int:pk>/abandon/", Abandon.as_view(), name="abandon"),
]  # fmt: skip
