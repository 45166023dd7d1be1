"""The portal's addresses and one more: every component on one page, for tests only."""

from django.urls import include, path

from portal.urls import handler400, handler403, handler404, handler500
from tests.gallery.views import gallery, public_gallery

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("staff/gallery/", gallery, name="gallery"),
    path("gallery/", public_gallery, name="public-gallery"),
    path("", include("portal.urls")),
]
