"""Addresses of this room."""

from django.urls import path

from enforcement.fees.views import calculator, desk, my, payments

app_name = "fees"

urlpatterns = [
    path("desk/fees/", desk.Fees.as_view(), name="list"),
    path("desk/fees/new/", desk.Declare.as_view(), name="declare"),
    path("desk/fees/payments/", payments.Payments.as_view(), name="payments"),
    path("desk/fees/payments/import/", payments.Import.as_view(), name="import"),
    path("desk/fees/payments/runs/<int:pk>/", payments.RunPage.as_view(), name="run"),
    path("desk/fees/payments/<int:pk>/match/", payments.MatchPayment.as_view(), name="match"),
    path("desk/fees/payments/<int:pk>/reverse/", payments.Reverse.as_view(), name="reverse"),
    path("desk/fees/<int:pk>/", desk.FeePage.as_view(), name="fee"),
    path("desk/fees/<int:pk>/sheet/", desk.Sheet.as_view(), name="sheet"),
    path("desk/fees/<int:pk>/verify/", desk.Verify.as_view(), name="verify"),
    path("desk/fees/<int:pk>/recheck/", desk.Recheck.as_view(), name="recheck"),
    path("desk/fees/<int:pk>/demand/", desk.Demand.as_view(), name="demand"),
    path("desk/fees/<int:pk>/pay/", desk.Pay.as_view(), name="pay"),
    path("desk/fees/<int:pk>/relieve/", desk.Relieve.as_view(), name="relieve"),
    path("desk/fees/<int:pk>/accrue/", desk.Accrue.as_view(), name="accrue"),
    path("desk/fees/<int:pk>/refund/", desk.Refund.as_view(), name="refund"),
    path("desk/fees/<int:pk>/ask-write-off/", desk.AskWriteOff.as_view(), name="ask_write_off"),
    path("desk/fees/<int:pk>/answer-write-off/", desk.AnswerWriteOff.as_view(), name="answer_write_off"),
    path("desk/fees/<int:pk>/hand-over/", desk.HandOver.as_view(), name="hand_over"),
    path("fees/calculator/", calculator.Calculator.as_view(), name="calculator"),
    path("my/fees/", my.Mine.as_view(), name="mine"),
    path("my/fees/new/", my.DeclareOwn.as_view(), name="declare_own"),
    path("my/fees/<int:pk>/", my.MinePage.as_view(), name="mine_one"),
    path("my/fees/<int:pk>/object/", my.ObjectTo.as_view(), name="object"),
]
