"""Addresses of this room."""

from django.urls import path

from approvals.green.views import desk, public

app_name = "green"

urlpatterns = [
    # /green-channel/ is the column of the board; here stands the register, with what each costs others.
    path("green-channel/projects/", public.Listed.as_view(), name="list"),
    path("green-channel/projects.json", public.Data.as_view(), name="json"),
    path("desk/green/", desk.Listed.as_view(), name="desk"),
    path("desk/green/definition/", desk.Define.as_view(), name="define"),
    path("desk/green/<int:pk>/", desk.ChannelPage.as_view(), name="channel"),
    path("desk/green/<int:pk>/grant/", desk.Grant.as_view(), name="grant"),
    path("desk/green/<int:pk>/decline/", desk.Decline.as_view(), name="decline"),
    path("desk/green/<int:pk>/end/", desk.End.as_view(), name="end"),
    path("desk/cases/<int:pk>/green/", desk.Ask.as_view(), name="ask"),
]
