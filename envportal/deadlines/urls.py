"""Addresses of this room."""

from django.urls import path

from envportal.deadlines.views import term_rules
from envportal.deadlines.views.calculator import Calculator

app_name = "deadlines"

RULE, PROPOSAL = "desk/rules/<int:pk>", "desk/rules/proposals/<int:pk>"

urlpatterns = [
    path("calculator/", Calculator.as_view(), name="calculator"),
    path("desk/rules/", term_rules.Rules.as_view(), name="rules"),
    path(f"{RULE}/", term_rules.Rule.as_view(), name="rule"),
    path(f"{RULE}/verify/", term_rules.Verify.as_view(), name="verify_rule"),
    path(f"{RULE}/propose/", term_rules.Propose.as_view(), name="propose_version"),
    path(f"{PROPOSAL}/agree/", term_rules.Agree.as_view(), name="agree_version"),
    path(f"{PROPOSAL}/decline/", term_rules.Decline.as_view(), name="decline_version"),
]
