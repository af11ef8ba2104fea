"""Floor 4: the addresses readers know; stable from the first release."""

from django.urls import path, re_path

from articles.public import feeds
from articles.public.views import (
    archive,
    articles,
    feedback,
    figures,
    finding,
    home,
    preview,
    records,
    search,
    sharing,
)

# The same addresses stand again under /zh-hant/.
pages = [
    path("", home.home, name="home"),
    path("channels/<slug:slug>/", articles.channel, name="channel"),
    re_path(r"^archive/$", archive.archive, name="archive"),
    re_path(r"^archive/(?P<year>[0-9]{4})/$", archive.year, name="archive_year"),
    re_path(
        r"^archive/(?P<year>[0-9]{4})/(?P<month>0[1-9]|1[0-2])/$",
        archive.month,
        name="archive_month",
    ),
    re_path(r"^articles/(?P<public_id>[0-9]{8,12})/$", articles.article, name="article"),
    re_path(
        r"^articles/(?P<public_id>[0-9]{8,12})/source/$", articles.source, name="article_source"
    ),
    re_path(r"^articles/(?P<public_id>[0-9]{8,12})/qr\.svg$", sharing.qr, name="article_qr"),
    path("tags/", records.tags, name="tags"),
    path("tags/<slug:slug>/", records.tag, name="tag"),
    path("officials/", records.officials, name="officials"),
    path("officials/<slug:slug>/", records.official, name="official"),
    path("enterprises/", records.enterprises, name="enterprises"),
    path("enterprises/<slug:slug>/", records.enterprise, name="enterprise"),
    path("photos/", records.photos, name="photos"),
    re_path(
        r"^photos/(?P<public_id>[0-9]{8,12})-(?P<number>[0-9]{1,4})/$", records.photo, name="photo"
    ),
    path("figures/", figures.figures, name="figures"),
    path("site-map/", finding.site_map, name="site_map"),
    path("leave/", finding.leave, name="leave"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/replies/", feedback.replies, name="feedback_replies"),
    path("feedback/status/", feedback.lookup, name="feedback_lookup"),
    re_path(
        r"^feedback/(?P<receipt>[0-9]{8}-[0-9A-Za-z]{8})/$",
        feedback.progress,
        name="feedback_status",
    ),
    re_path(r"^preview/(?P<token>[-A-Za-z0-9_]{1,128})/$", preview.preview, name="preview"),
    re_path(
        r"^preview/(?P<token>[-A-Za-z0-9_]{1,128})/media/(?P<name>.+)$",
        preview.preview_media,
        name="preview_media",
    ),
    path("search/", search.search, name="search"),
    path("feeds/articles.xml", feeds.articles, name="feed"),
    path("feeds/channels/<slug:slug>.xml", feeds.channel, name="channel_feed"),
    path("feeds/tags/<slug:slug>.xml", feeds.tag, name="tag_feed"),
    path("feeds/officials/<slug:slug>.xml", feeds.official, name="official_feed"),
    path("feeds/enterprises/<slug:slug>.xml", feeds.enterprise, name="enterprise_feed"),
]
