"""Mounted at the root: the follow-up of a case, and what other stadsdelar hand over."""

from django.urls import include, path

from followup.views import handing_over, overview, receiving


app_name = "followup"

of_case = [
    path("", overview.overview, name="overview"),
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

urlpatterns = [
    path("arenden/<uuid:pk>/uppfoljning/", include(of_case)),
    path("overlamnanden/", receiving.received_list, name="received_list"),
    path("overlamnanden/<uuid:pk>/", include(received)),
]
