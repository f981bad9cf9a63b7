"""Every address of the product. Paths are Swedish and hold nothing about a person."""

from allauth.account import views as account
from django.urls import include, path

from sig.views import process, reconciliation


# Of allauth's pages only these: nobody signs up, and passwords are set by the administrator.
account_pages = [
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
    path("arenden/<uuid:pk>/plan/", include("plans.urls")),
    path("", include("meetings.urls")),
    path("", include("organisation.urls")),
    path("", include("followup.urls")),
    path("konto/", include(account_pages)),
]
