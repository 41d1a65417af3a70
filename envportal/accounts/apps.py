from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "envportal.accounts"
    label = "accounts"
