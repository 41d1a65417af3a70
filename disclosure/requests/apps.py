from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "disclosure.requests"
    label = "requests"
