"""The unit of the benchmark: Django answering a constant 20 KB, served as the site is."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = b"x" * 20 * 1024


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("", constant)]
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=[],
    ROOT_URLCONF="bench.site.bare",
    SECRET_KEY="benchmark-only-3q8x0v5k2m7c9z1b4n6-not-used-anywhere-else",
)
application = get_wsgi_application()
