"""Addresses of this room."""

from django.urls import path

from enforcement.monitoring.views import desk, my

app_name = "monitoring"

urlpatterns = [
    path("desk/monitoring/", desk.Orders.as_view(), name="list"),
    path("desk/monitoring/for/<int:pk>/", desk.Ask.as_view(), name="ask"),
    path("desk/monitoring/<int:pk>/", desk.OrderPage.as_view(), name="order"),
    path("desk/monitoring/<int:pk>/sample/", desk.TakeSample.as_view(), name="sample"),
    path("desk/monitoring/<int:pk>/report/", desk.Report.as_view(), name="report"),
    path("desk/monitoring/<int:pk>/accept/", desk.Accept.as_view(), name="accept"),
    path("desk/monitoring/<int:pk>/send-back/", desk.SendBack.as_view(), name="send_back"),
    path("desk/monitoring/<int:pk>/reject/", desk.Reject.as_view(), name="reject"),
    path("desk/monitoring/<int:pk>/cancel/", desk.Cancel.as_view(), name="cancel"),
    path("desk/monitoring/<int:pk>/leave/", desk.Leave.as_view(), name="leave"),
    path("my/monitoring/", my.Mine.as_view(), name="mine"),
    path("my/monitoring/<int:pk>/", my.MinePage.as_view(), name="mine_one"),
]
