"""Mounted under /arenden/<uuid:pk>/uppfoljning/."""

from django.urls import path

from followup import views


app_name = "followup"
urlpatterns = [
    path("", views.overview, name="overview"),
]
