"""Addresses of this room."""

from django.urls import path

from envportal.ratings.views import desk, links, my, public

app_name = "ratings"

urlpatterns = [
    path("ratings/", public.Means.as_view(), name="means"),
    path("rate/done/", public.Done.as_view(), name="done"),
    path("rate/<str:token>/", links.RateByLink.as_view(), name="by_link"),
    path("my/ratings/<int:pk>/link/", links.MakeOwnLink.as_view(), name="own_link"),
    path("desk/ratings/open/", links.Open.as_view(), name="open"),
    path("desk/ratings/open/<int:pk>/link/", links.MakeLink.as_view(), name="link"),
    path("my/ratings/", my.Invitations.as_view(), name="mine"),
    path("my/ratings/<int:pk>/", my.Rate.as_view(), name="rate"),
    path("desk/ratings/", desk.Ratings.as_view(), name="ratings"),
]
