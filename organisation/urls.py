from django.urls import path

from organisation import views


app_name = "organisation"
urlpatterns = [
    path("ersattare/", views.deputies, name="deputies"),
    path("ersattare/<uuid:pk>/avsluta/", views.end, name="end_deputy"),
    path("aviseringar/", views.notices, name="notices"),
]
