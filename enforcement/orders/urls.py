"""Addresses of this room."""

from django.urls import path

from enforcement.orders.views import desk, my, opening, voiding

app_name = "orders"

urlpatterns = [
    path("desk/orders/", desk.Orders.as_view(), name="orders"),
    path("desk/orders/new/", opening.NewOrder.as_view(), name="new_order"),
    path("desk/orders/letters/<int:pk>/void/", voiding.ProposeVoid.as_view(), name="propose_void"),
    path("desk/orders/voidings/<int:pk>/agree/", voiding.AgreeVoid.as_view(), name="agree_void"),
    path("desk/orders/voidings/<int:pk>/decline/", voiding.DeclineVoid.as_view(), name="decline_void"),
    path("desk/orders/<int:pk>/", desk.OrderPage.as_view(), name="order"),
    path("desk/orders/<int:pk>/<slug:verb>/", desk.OrderStep.as_view(), name="order_step"),
    path("desk/penalties/", desk.Penalties.as_view(), name="penalties"),
    path("desk/penalties/new/", opening.NewPenalty.as_view(), name="new_penalty"),
    path("desk/penalties/calculator/", opening.Calculator.as_view(), name="calculator"),
    path("desk/penalties/<int:pk>/", desk.PenaltyPage.as_view(), name="penalty"),
    path("desk/penalties/<int:pk>/<slug:verb>/", desk.PenaltyStep.as_view(), name="penalty_step"),
    path("desk/sealings/", desk.Sealings.as_view(), name="sealings"),
    path("desk/sealings/new/", opening.NewSealing.as_view(), name="new_sealing"),
    path("desk/sealings/<int:pk>/", desk.SealingPage.as_view(), name="sealing"),
    path("desk/sealings/<int:pk>/<slug:verb>/", desk.SealingStep.as_view(), name="sealing_step"),
    path("my/orders/", my.Orders.as_view(), name="my_orders"),
    path("my/orders/<int:pk>/", my.OrderPage.as_view(), name="my_order"),
    path("my/orders/<int:pk>/<slug:verb>/", my.OrderStep.as_view(), name="my_order_step"),
    path("my/sealings/", my.Sealings.as_view(), name="my_sealings"),
    path("my/sealings/<int:pk>/", my.SealingPage.as_view(), name="my_sealing"),
    path("my/penalties/", my.Penalties.as_view(), name="my_penalties"),
    path("my/penalties/<int:pk>/", my.PenaltyPage.as_view(), name="my_penalty"),
    path("my/penalties/<int:pk>/<slug:verb>/", my.PenaltyStep.as_view(), name="my_penalty_step"),
]
