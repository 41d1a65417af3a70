"""Addresses of this room; the names of allauth's views are allauth's, since it looks them up."""

from django.urls import path, re_path

from envportal.accounts.views import agents, people, profile, register, saved, signin, verification

urlpatterns = [
    path("accounts/login/", signin.Login.as_view(), name="account_login"),
    path("accounts/logout/", signin.Logout.as_view(), name="account_logout"),
    path("accounts/inactive/", signin.Inactive.as_view(), name="account_inactive"),
    path("accounts/reauthenticate/", signin.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("accounts/password/change/", signin.ChangePassword.as_view(), name="account_change_password"),
    path("accounts/password/reset/", signin.ResetPassword.as_view(), name="account_reset_password"),
    path("accounts/password/reset/sent/", signin.ResetPasswordSent.as_view(), name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        signin.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/done/", signin.NewPasswordDone.as_view(), name="account_reset_password_from_key_done"
    ),
    path("accounts/code/", signin.Code.as_view(), name="mfa_authenticate"),
    path("accounts/code/again/", signin.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("accounts/second-factor/", signin.SecondFactor.as_view(), name="mfa_index"),
    path("accounts/second-factor/enrol/", signin.Enrol.as_view(), name="mfa_activate_totp"),
    path("accounts/second-factor/drop/", signin.Unenrol.as_view(), name="mfa_deactivate_totp"),
    path("accounts/second-factor/codes/", signin.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("accounts/second-factor/codes/new/", signin.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("register/", register.Register.as_view(), name="register"),
    path("my/account/", profile.Account.as_view(), name="my_account"),
    path("my/enterprise/", register.OwnEnterprise.as_view(), name="own_enterprise"),
    path("my/enterprise/mend/", register.Mend.as_view(), name="mend_enterprise"),
    path("my/grants/", agents.Grants.as_view(), name="grants"),
    path("my/grants/new/", agents.GiveGrant.as_view(), name="give_grant"),
    path("my/grants/<int:pk>/revoke/", agents.RevokeGrant.as_view(), name="revoke_grant"),
    path("desk/account/", profile.Account.as_view(), name="desk_account"),
    path("desk/enterprises/", verification.Enterprises.as_view(), name="enterprises"),
    path("desk/enterprises/<int:pk>/", verification.Verify.as_view(), name="verify_enterprise"),
    path("desk/enterprises/<int:pk>/doubt/", verification.Doubt.as_view(), name="doubt_enterprise"),
    path("desk/enterprises/<int:pk>/claim/", verification.ConfirmClaim.as_view(), name="confirm_claim"),
    path("desk/enterprises/<int:pk>/claim/decline/", verification.DeclineClaim.as_view(), name="decline_claim"),
    path("desk/saved/", saved.SavedLists.as_view(), name="saved_lists"),
    path("desk/saved/new/", saved.SaveList.as_view(), name="save_list"),
    path("desk/saved/<int:pk>/drop/", saved.DropList.as_view(), name="drop_list"),
    path("desk/people/", people.People.as_view(), name="people"),
    path("desk/people/new/", people.NewStaff.as_view(), name="new_staff"),
    path("desk/people/<int:pk>/", people.Person.as_view(), name="person"),
    path("desk/people/<int:pk>/disable/", people.Disable.as_view(), name="disable_person"),
    path("desk/people/<int:pk>/readmit/", people.Readmit.as_view(), name="readmit_person"),
    path("desk/people/<int:pk>/second-factor/", people.ResetSecondFactor.as_view(), name="reset_second_factor"),
    path("desk/people/<int:pk>/roles/<slug:role>/grant/", people.GrantRole.as_view(), name="grant_role"),
    path("desk/people/<int:pk>/roles/<slug:role>/decline/", people.DeclineRole.as_view(), name="decline_role"),
    path("desk/people/<int:pk>/roles/<slug:role>/revoke/", people.RevokeRole.as_view(), name="revoke_role"),
]
