"""Addresses of sign-in, the own account, and the settings of the three administrators."""

from django.urls import path

from accounts.views import (
    account,
    audit,
    calendar,
    departures,
    imports,
    posts,
    second_factor,
    sign_in,
    unit_changes,
    units,
    users,
)

app_name = "accounts"

_USER = "staff/settings/users/<slug:username>/"

urlpatterns = [
    path("accounts/sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("accounts/sign-out/", sign_in.sign_out, name="sign-out"),
    path("accounts/second-factor/", second_factor.Verify.as_view(), name="second-factor"),
    path(
        "accounts/second-factor/set-up/",
        second_factor.SetUp.as_view(),
        name="second-factor-setup",
    ),
    path("accounts/second-factor/picture/", second_factor.picture, name="second-factor-picture"),
    path(
        "accounts/password/<str:token>/",
        account.PasswordByLink.as_view(),
        name="password-link",
    ),
    path("staff/account/", account.account, name="account"),
    path("staff/account/password/", account.ChangePassword.as_view(), name="password"),
    path("staff/account/sessions/", account.end_sessions, name="end-sessions"),
    path("staff/account/recovery-codes/", second_factor.new_codes, name="recovery-codes"),
    path("staff/account/post/", account.switch_post, name="switch-post"),
    path("staff/settings/users/", users.users_list, name="users"),
    path("staff/settings/users/new/", users.user_new, name="user-new"),
    path("staff/settings/people/", imports.people_import, name="people-import"),
    path("staff/settings/people/template/", imports.people_template, name="people-template"),
    path(_USER, users.user_detail, name="user"),
    path(_USER + "edit/", users.user_edit, name="user-edit"),
    path(_USER + "link/", users.user_link, name="user-link"),
    path(_USER + "active/", users.user_active, name="user-active"),
    path(_USER + "second-factor/", posts.second_factor_reset, name="second-factor-reset"),
    path(_USER + "posts/", posts.post_grant, name="post-grant"),
    path(_USER + "leaving/", departures.leaving, name="leaving"),
    path(
        _USER + "leaving/<int:post_id>/hand-over/",
        departures.hand_over,
        name="leaving-hand-over",
    ),
    path(_USER + "leaving/close/", departures.close, name="leaving-close"),
    path("staff/settings/posts/<int:post_id>/end/", posts.post_end, name="post-end"),
    path(
        "staff/settings/posts/<int:post_id>/hand-over/",
        posts.post_hand_over,
        name="post-hand-over",
    ),
    path("staff/settings/units/", units.units_list, name="units"),
    path("staff/settings/units/new/", units.unit_new, name="unit-new"),
    path("staff/settings/units/import/", imports.unit_import, name="unit-import"),
    path("staff/settings/units/template/", imports.unit_template, name="unit-template"),
    path("staff/settings/units/<slug:code>/", units.unit_edit, name="unit"),
    path("staff/settings/units/<slug:code>/rename/", unit_changes.unit_rename, name="unit-rename"),
    path("staff/settings/units/<slug:code>/merge/", unit_changes.unit_merge, name="unit-merge"),
    path("staff/settings/calendar/", calendar.year, name="calendar"),
    path("staff/settings/calendar/<str:day>/", calendar.day, name="calendar-day"),
    path("staff/settings/audit/", audit.audit_list, name="audit"),
    path("staff/settings/audit/verify/", audit.audit_verify, name="audit-verify"),
]
