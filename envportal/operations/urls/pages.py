"""What people see of this room."""

from django.urls import path

from envportal.operations import views
from envportal.operations.views import calendar, find, legal, permissions

urlpatterns = [
    path("demo/", views.DemoLogins.as_view(), name="demo"),
    path("about/", views.About.as_view(), name="about"),
    path("privacy/", views.Privacy.as_view(), name="privacy"),
    path("desk/calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path("desk/calendar/propose/", calendar.ProposeDay.as_view(), name="propose_day"),
    path("desk/calendar/<int:pk>/agree/", calendar.AgreeDay.as_view(), name="agree_day"),
    path("desk/calendar/<int:pk>/decline/", calendar.DeclineDay.as_view(), name="decline_day"),
    path("desk/find/", find.Find.as_view(), name="find"),
    path("desk/permissions/", permissions.Permissions.as_view(), name="permissions"),
    path("desk/legal/", legal.LegalReviews.as_view(), name="legal_reviews"),
    path("accessibility/", views.Accessibility.as_view(), name="accessibility"),
]
