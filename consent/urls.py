from django.urls import path

from consent.views import information, overview, paper, police, withdrawal


app_name = "consent"
urlpatterns = [
    path("", overview.consents, name="list"),
    path("information/", information.information, name="information"),
    path("nytt/", paper.new, name="new"),
    path("nytt/rad/<int:number>/", paper.new_row, name="new_row"),
    path("aterkalla-allt/", withdrawal.withdraw_all, name="withdraw_all"),
    path("<uuid:row>/aterkalla/", withdrawal.withdraw, name="withdraw"),
    path("polisen/", police.police, name="police"),
    path("polisen/<uuid:question>/svar/", police.police_answer, name="police_answer"),
    path("<uuid:consent>/utskrift/", paper.print_consent, name="print"),
]
