"""Addresses of this room."""

from django.urls import path

from envportal.ratings.views import desk, my, public

app_name = "ratings"

urlpatterns = [
    path("ratings/", public.Means.as_view(), name="means"),
    path("my/ratings/", my.Invitations.as_view(), name="mine"),
    path("my/ratings/<int:pk>/", my.Rate.as_view(), name="rate"),
    path("desk/ratings/", desk.Ratings.as_view(), name="ratings"),
]
