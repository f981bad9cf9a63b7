"""Paths are Swedish, and hold nothing about a person."""

from django.urls import path

from cases.views import (
    decisions,
    disqualifications,
    investigation,
    journal,
    lists,
    log,
    needs,
    opening,
    people,
    threats,
)


app_name = "cases"
urlpatterns = [
    path("", lists.case_list, name="list"),
    path("sok/", lists.case_search, name="search"),
    path("nytt/", opening.new, name="new"),
    path("<uuid:pk>/aktualisering/", opening.referral, name="referral"),
    path("<uuid:pk>/utredning/", investigation.investigation, name="investigation"),
    path("<uuid:pk>/inventering/", needs.needs, name="needs"),
    path("<uuid:pk>/inventering/skriv-pa/", needs.sign, name="needs_sign"),
    path("<uuid:pk>/hotbild/", threats.threat, name="threat"),
    path("<uuid:pk>/hotbild/atgarder/", threats.decide, name="threat_decide"),
    path("<uuid:pk>/kriterier/", investigation.criteria, name="criteria"),
    path("<uuid:pk>/beslut/", decisions.decision, name="decision"),
    path("<uuid:pk>/beslut/pdf/", decisions.pdf, name="decision_pdf"),
    path("<uuid:pk>/beslut/samtycke/", decisions.insats_consent, name="insats_consent"),
    path("<uuid:pk>/handlaggare/", people.staff, name="staff"),
    path("<uuid:pk>/handlaggare/<uuid:role>/avsluta/", people.release, name="release"),
    path("<uuid:pk>/jav/", disqualifications.disqualify, name="disqualify"),
    path("<uuid:pk>/jav/<uuid:disqualification>/", disqualifications.trial, name="trial"),
    path("<uuid:pk>/journal/", journal.journal, name="journal"),
    path("<uuid:pk>/logg/", log.log, name="log"),
]
