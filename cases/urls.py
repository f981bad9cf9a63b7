"""Paths are Swedish, and hold nothing about a person."""

from django.urls import path

from cases.views import (
    decisions,
    emergency,
    investigation,
    journal,
    lists,
    log,
    needs,
    opening,
    people,
    protection,
    referrals,
    threats,
    todos,
)


app_name = "cases"
urlpatterns = [
    path("", lists.case_list, name="list"),
    path("sok/", lists.case_search, name="search"),
    path("nytt/", opening.new, name="new"),
    path("nodatkomst/", emergency.emergency, name="emergency"),
    path("nodatkomst/granska/", emergency.accesses, name="emergencies"),
    path("<uuid:pk>/nodatkomst/<uuid:access>/avsluta/", emergency.end, name="emergency_end"),
    path("<uuid:pk>/nodatkomst/<uuid:access>/last/", emergency.acknowledge, name="emergency_read"),
    path("<uuid:pk>/skydd/", protection.protection, name="protection"),
    path("<uuid:pk>/aktualisering/", referrals.referral, name="referral"),
    path("<uuid:pk>/aktualisering/skydd/", referrals.protection, name="child_protection"),
    path("<uuid:pk>/aktualisering/forhand/", referrals.preliminary, name="child_preliminary"),
    path("<uuid:pk>/aktualisering/forlangning/", referrals.extension, name="child_extension"),
    path("<uuid:pk>/utredning/", investigation.investigation, name="investigation"),
    path("<uuid:pk>/inventering/", needs.needs, name="needs"),
    path("<uuid:pk>/inventering/skriv-pa/", needs.sign, name="needs_sign"),
    path("<uuid:pk>/hotbild/", threats.threat, name="threat"),
    path("<uuid:pk>/hotbild/atgarder/", threats.decide, name="threat_decide"),
    path("<uuid:pk>/kriterier/", investigation.criteria, name="criteria"),
    path("<uuid:pk>/beslut/", decisions.decision, name="decision"),
    path("<uuid:pk>/beslut/samtycke/", decisions.insats_consent, name="insats_consent"),
    path("<uuid:pk>/handlaggare/", people.staff, name="staff"),
    path("<uuid:pk>/handlaggare/<uuid:role>/avsluta/", people.release, name="release"),
    path("<uuid:pk>/journal/", journal.journal, name="journal"),
    path("<uuid:pk>/att-gora/", todos.todos, name="todos"),
    path("<uuid:pk>/att-gora/<uuid:todo>/klart/", todos.done, name="todo_done"),
    path("<uuid:pk>/journal/text/", journal.as_text, name="journal_text"),
    path("<uuid:pk>/journal/till-akt/", journal.file, name="journal_file"),
    path("<uuid:pk>/journal/<uuid:note>/invandning/", journal.dissent, name="dissent"),
    path("<uuid:pk>/logg/", log.log, name="log"),
]
