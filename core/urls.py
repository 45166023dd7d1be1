"""Addresses of the machinery itself."""

from django.urls import path

from core.views import documents, drafts

app_name = "core"
urlpatterns = [
    path("staff/documents/<uuid:key>/", documents.progress, name="document-progress"),
    path("staff/documents/<uuid:key>/retry/", documents.retry, name="document-retry"),
    path("staff/documents/<uuid:key>/file/", documents.download, name="document-download"),
    path("staff/drafts/", drafts.save_draft, name="draft-save"),
    path("verify/", documents.verify_form, name="verify-form"),
    path("verify/<str:number>/", documents.verify, name="verify"),
]
