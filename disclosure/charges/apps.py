from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "disclosure.charges"
    label = "charges"
