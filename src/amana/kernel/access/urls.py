from django.urls import path

from amana.kernel.access import views

app_name = "access"
urlpatterns = [
    path("open/", views.open_purpose, name="open"),
    path("end/", views.end, name="end"),
    path("emergency/<uuid:file>/", views.break_glass, name="break_glass"),
    path("review/<uuid:glass>/", views.review, name="review"),
]
