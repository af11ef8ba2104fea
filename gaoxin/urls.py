"""Addresses: the admin, the probes and files; everything else belongs to the public floor."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path, re_path
from django.views.generic import RedirectView

from articles.admin import account_urls
from articles.public import sitemaps
from articles.public.urls import pages
from articles.public.views import figures, finding, media, probes, search

urlpatterns = [
    *account_urls.urlpatterns,
    path("admin/", admin.site.urls),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("favicon.ico", finding.favicon, name="favicon"),
    path("zh-hant", RedirectView.as_view(url="/zh-hant/")),
    path("robots.txt", finding.robots, name="robots"),
    path("opensearch.xml", search.description, name="opensearch"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    re_path(r"^sitemap-(?P<section>[a-z]+)\.xml$", sitemaps.section, name="sitemap_section"),
    path("figures/data.csv", figures.csv_file, name="figures_csv"),
    path("figures/data.json", figures.json_file, name="figures_json"),
    re_path(r"^media/(?P<name>.+)$", media.media, name="media"),
    *i18n_patterns(*pages, prefix_default_language=False),
]

handler400 = "articles.public.errors.bad_request"
handler403 = "articles.public.errors.permission_denied"
handler404 = "articles.public.errors.page_not_found"
handler500 = "articles.public.errors.server_error"
