from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "enforcement.orders"
    label = "orders"
