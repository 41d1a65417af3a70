"""Addresses of this room."""

from django.urls import path, re_path

from approvals.zones.views import cases, desk, public

app_name = "zones"

urlpatterns = [
    path("zones/", public.Zones.as_view(), name="public"),
    path("zones/<slug:code>/", public.ZonePage.as_view(), name="zone"),
    path("desk/zones/", desk.Plans.as_view(), name="plans"),
    path("desk/zones/new/", desk.AddZone.as_view(), name="add_zone"),
    path("desk/zones/begin/", desk.Begin.as_view(), name="begin"),
    path("desk/zones/<int:pk>/", desk.PlanPage.as_view(), name="plan"),
    path("desk/zones/<int:pk>/conclude/", desk.Conclude.as_view(), name="conclude"),
    re_path(
        r"^desk/zones/(?P<pk>\d+)/(?P<verb>draft|submit|send_back|follow_up|confirm|end)/$",
        desk.Step.as_view(),
        name="step",
    ),
    path("desk/zones/cases/<int:pk>/", cases.CasePage.as_view(), name="case"),
    path("desk/zones/cases/<int:pk>/place/", cases.Place.as_view(), name="place"),
]
