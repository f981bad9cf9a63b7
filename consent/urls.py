from django.urls import path

from consent import views


app_name = "consent"
urlpatterns = [
    path("", views.consents, name="list"),
    path("information/", views.information, name="information"),
    path("nytt/", views.new, name="new"),
    path("nytt/rad/<int:number>/", views.new_row, name="new_row"),
    path("aterkalla-allt/", views.withdraw_all, name="withdraw_all"),
    path("<uuid:row>/aterkalla/", views.withdraw, name="withdraw"),
    path("polisen/", views.police, name="police"),
    path("polisen/<uuid:question>/svar/", views.police_answer, name="police_answer"),
    path("<uuid:consent>/utskrift/", views.print_consent, name="print"),
]
