from django.urls import path

from amana.kernel.access import views

app_name = "access"
urlpatterns = [
    path("open/", views.open_purpose, name="open"),
    path("end/", views.end, name="end"),
    path("emergency/", views.find_for_emergency, name="emergency"),
    path("emergency/<uuid:file>/", views.break_glass, name="break_glass"),
    path("notices/", views.notices, name="notices"),
    path("review/<uuid:glass>/", views.review, name="review"),
]
