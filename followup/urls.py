"""Mounted at the root: the follow-up of a case, and what other stadsdelar hand over."""

from django.urls import include, path

from followup.views import (
    assessments,
    central,
    checklist,
    deviations,
    ending,
    handing_over,
    lead_group,
    overview,
    receiving,
    reports,
    statistics,
    submissions,
)


app_name = "followup"

of_case = [
    path("", overview.overview, name="overview"),
    path("bedomning/", assessments.assessment, name="assessment"),
    path("bedomning/borja/", assessments.start, name="assessment_start"),
    path("bedomning/skriv-pa/", assessments.sign, name="assessment_sign"),
    path("bedomning/del/<slug:section>/", assessments.part, name="assessment_part"),
    path("bedomning/<int:number>/", assessments.version, name="assessment_version"),
    path("kontaktforsok/", ending.contacts, name="contacts"),
    path("efter/<uuid:check_pk>/", ending.after_check, name="after_check"),
    path("skicka/", submissions.submission, name="submission"),
    path("skicka/chef/", submissions.by_manager, name="submission_by_manager"),
    path("overlamna/", handing_over.transfer, name="transfer"),
    path("overlamna/<uuid:transfer_pk>/aterta/", handing_over.withdraw, name="transfer_withdraw"),
    path(
        "overlamna/<uuid:transfer_pk>/handlingar/",
        handing_over.documents,
        name="transfer_documents",
    ),
]

received = [
    path("", receiving.received, name="received"),
    path("ta-emot/", receiving.accept, name="received_accept"),
    path("avboj/", receiving.decline, name="received_decline"),
    path("byt/", receiving.reassign_opening, name="received_reassign"),
    path("oppna/", receiving.open_case, name="received_open"),
    path("bekrafta/", receiving.confirm, name="received_confirm"),
    path("handlingar/<uuid:document_pk>/", receiving.document, name="received_document"),
]

of_reports = [
    path("", reports.reports, name="reports"),
    path("<uuid:pk>/", reports.report, name="report"),
    path("<uuid:pk>/skriv-pa/", reports.sign, name="report_sign"),
    path("<uuid:pk>/bestall/", reports.order, name="report_order"),
]

of_deviations = [
    path("", deviations.deviations, name="deviations"),
    path("ny/", deviations.report, name="deviation_new"),
    path("<uuid:pk>/", deviations.deviation, name="deviation"),
    path("<uuid:pk>/<slug:slug>/", deviations.step, name="deviation_step"),
]

of_lead_group = [
    path("", lead_group.lead_minutes, name="lead_minutes"),
    path("<int:district_pk>/nytt/", lead_group.new, name="lead_minutes_new"),
    path("<uuid:pk>/", lead_group.one, name="lead_minutes_one"),
    path("<uuid:pk>/skriv-pa/", lead_group.sign, name="lead_minutes_sign"),
    path("<uuid:pk>/protokoll.pdf", lead_group.paper, name="lead_minutes_pdf"),
]

of_checklist = [
    path("", checklist.checklists, name="checklists"),
    path("<int:district_pk>/<int:year>/", checklist.checklist, name="checklist"),
    path("<int:district_pk>/<int:year>/skriv-pa/", checklist.sign, name="checklist_sign"),
    path("<int:district_pk>/<int:year>/<slug:code>/", checklist.answer, name="checklist_answer"),
]

urlpatterns = [
    path("arsrapporter/", include(of_reports)),
    path("statistik/", statistics.statistics, name="statistics"),
    path(
        "statistik/tabell.csv", statistics.statistics_file, {"ending": "csv"}, name="statistics_csv"
    ),
    path(
        "statistik/tabell.xlsx",
        statistics.statistics_file,
        {"ending": "xlsx"},
        name="statistics_xlsx",
    ),
    path("arenden/<uuid:pk>/avvikelse/", deviations.report_from_case, name="deviation_of_case"),
    path("avvikelser/", include(of_deviations)),
    path("checklista/", include(of_checklist)),
    path("ledningsgruppen/", include(of_lead_group)),
    path("arenden/<uuid:pk>/uppfoljning/", include(of_case)),
    path("staden/", central.central, name="central"),
    path("staden/tabeller.xlsx", central.central_file, name="central_xlsx"),
    path("overlamnanden/", receiving.received_list, name="received_list"),
    path("overlamnanden/<uuid:pk>/", include(received)),
]
