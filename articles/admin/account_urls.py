"""Addresses of the door; they stand before the admin's own, whose login they replace."""

from django.contrib import admin
from django.urls import path

from articles.admin import account_login, account_own, account_security

page = admin.site.admin_view

urlpatterns = [
    path("admin/login/", account_login.login, name="staff_login"),
    path("admin/login/code/", account_login.code, name="staff_code"),
    path("admin/session/", account_own.session, name="staff_session"),
    path("admin/password_change/", page(account_own.password), name="staff_password"),
    path("admin/account/", page(account_own.account), name="staff_account"),
    path("admin/account/end/", page(account_own.end_sessions), name="staff_end_sessions"),
    path("admin/account/second-factor/", page(account_own.enrol), name="staff_enrol"),
    path("admin/account/second-factor/qr.svg", page(account_own.qr), name="staff_qr"),
    path("admin/account/second-factor/codes/", page(account_own.codes), name="staff_codes"),
    path("admin/account/second-factor/remove/", page(account_own.remove), name="staff_remove"),
    path(
        "admin/auth/user/<int:pk>/security/<slug:act>/",
        page(account_security.act_on),
        name="staff_security",
    ),
]
