"""Every address of the product. Paths are Swedish and hold nothing about a person."""

from allauth.account import views as account
from django.urls import include, path, re_path, reverse_lazy

from sig.views import password, process, reconciliation


# Of allauth's pages only these: nobody signs up, and who has lost a password asks the administrator.
choose_password = account.PasswordResetFromKeyView.as_view(
    success_url=reverse_lazy("account_login")
)
account_pages = [
    path("losenord/", password.link, name="password_link"),
    re_path(
        r"^losenord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>set-password)/$",
        choose_password,
        name="account_reset_password_from_key",
    ),
    path("in/", account.login, name="account_login"),
    path("ut/", account.logout, name="account_logout"),
    path("avstangt/", account.account_inactive, name="account_inactive"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
]

urlpatterns = [
    path("", process.my_day, name="my_day"),
    path("halsa/", process.health, name="health"),
    path("konto/session/", process.session, name="session"),
    path("arenden/<uuid:pk>/", process.case, name="case"),
    path("arenden/<uuid:pk>/steg/<slug:event>/", process.step, name="step"),
    path("arenden/<uuid:pk>/avstamning/", reconciliation.case, name="reconcile"),
    path("arendeavstamning/", reconciliation.overview, name="reconciliation"),
    path("arenden/", include("cases.urls")),
    path("arenden/<uuid:pk>/medgivanden/", include("consent.urls")),
    path("", include("plans.urls")),
    path("", include("meetings.urls")),
    path("", include("organisation.urls")),
    path("", include("followup.urls")),
    path("konto/", include(account_pages)),
]
