"""Addresses of this room: the public's at the root, an enterprise's under /my/, the counter's under /desk/."""

from django.urls import path

from approvals.appointments.views import desk, mine, public, setting

MY, ONE, SET = "my/appointments/", "desk/appointments/<int:pk>/", "desk/appointments/settings/"
app_name = "appointments"
urlpatterns = [
    path("appointments/", public.Choose.as_view(), name="choose"),
    path("appointments/book/<int:service>/", public.Book.as_view(), name="book"),
    path("appointments/progress/", public.Follow.as_view(), name="follow"),
    path("appointments/change/", public.Change.as_view(), name="change"),
    path("appointments/cancel/", public.Cancel.as_view(), name="cancel_by_code"),
    path("appointments/figures/", public.Figures.as_view(), name="figures"),
    path(MY, mine.Mine.as_view(), name="mine"),
    path(f"{MY}book/<int:pk>/", mine.MyBook.as_view(), name="my_book"),
    path(f"{MY}<int:pk>/", mine.MyOne.as_view(), name="my_one"),
    path(f"{MY}<int:pk>/change/", mine.MyChange.as_view(), name="my_change"),
    path(f"{MY}<int:pk>/cancel/", mine.MyCancel.as_view(), name="my_cancel"),
    path("desk/appointments/", desk.Today.as_view(), name="today"),
    path("desk/appointments/walk-in/", desk.WalkIn.as_view(), name="walk_in"),
    path("desk/appointments/book/<int:pk>/", desk.BookFor.as_view(), name="book_for"),
    path(ONE, desk.OnePage.as_view(), name="one"),
    path(f"{ONE}receipt/", desk.Receipt.as_view(), name="receipt"),
    path(f"{ONE}arrive/", desk.Arrive.as_view(), name="arrive"),
    path(f"{ONE}serve/", desk.Serve.as_view(), name="serve"),
    path(f"{ONE}miss/", desk.Miss.as_view(), name="miss"),
    path(f"{ONE}cancel/", desk.Cancel.as_view(), name="cancel"),
    path(SET, setting.Settings.as_view(), name="settings"),
    path(f"{SET}service/", setting.SetService.as_view(), name="set_service"),
    path(f"{SET}counter/", setting.SetCounter.as_view(), name="set_counter"),
    path(f"{SET}hours/", setting.SetHours.as_view(), name="set_hours"),
    path(f"{SET}closed/", setting.CloseDay.as_view(), name="close_day"),
    path(f"{SET}rule/", setting.SetRule.as_view(), name="set_rule"),
]
