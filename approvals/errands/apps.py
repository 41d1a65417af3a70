from django.apps import AppConfig


class ErrandsConfig(AppConfig):
    name = "approvals.errands"
    label = "errands"
