from django.urls import path

from organisation import views


app_name = "organisation"
urlpatterns = [
    path("", views.deputies, name="deputies"),
    path("<uuid:pk>/avsluta/", views.end, name="end_deputy"),
]
