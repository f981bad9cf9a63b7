from django.urls import path

from consent.views import (
    grounds,
    information,
    originals,
    overview,
    paper,
    police,
    withdrawal,
)


app_name = "consent"
urlpatterns = [
    path("", overview.consents, name="list"),
    path("information/", information.information, name="information"),
    path("information/brev/", information.letter, name="letter"),
    path("nytt/", paper.new, name="new"),
    path("nytt/rad/<int:number>/", paper.new_row, name="new_row"),
    path("aterkalla-allt/", withdrawal.withdraw_all, name="withdraw_all"),
    path("<uuid:row>/aterkalla/", withdrawal.withdraw, name="withdraw"),
    path("polisen/", police.police, name="police"),
    path("polisen/<uuid:question>/svar/", police.police_answer, name="police_answer"),
    path("utan-medgivande/", grounds.new, name="ground_new"),
    path("utan-medgivande/<uuid:ground>/", grounds.ground, name="ground"),
    path("utan-medgivande/<uuid:ground>/beslut/", grounds.decide, name="ground_decide"),
    path("utan-medgivande/<uuid:ground>/lamna-ut/", grounds.carry_out, name="ground_carry_out"),
    path("<uuid:consent>/original/", originals.add, name="original_add"),
    path("original/<uuid:original>/", originals.original, name="original"),
    path("<uuid:consent>/utskrift/", paper.print_consent, name="print"),
]
