"""Floor 4: page tags 网页标签, 国办发〔2017〕47号 annex (T-META-01 … T-META-07)."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article, Channel, SiteIdentity

UNKNOWN_SOURCE = "未注明"


@dataclass(frozen=True)
class Column:
    """The four column tags of a list, channel, tag or record page; none may be empty."""

    name: str
    description: str
    keywords: tuple[str, ...]
    kind: str
    url: str = ""

    @classmethod
    def of_channel(cls, channel: Channel) -> "Column":
        return cls(
            name=channel.name,
            description=channel.description or channel.name,
            keywords=tuple(channel.keyword_list),
            kind=channel.page_tag_type,
            url=channel.get_absolute_url(),
        )


def page_tags(
    request: HttpRequest, identity: SiteIdentity, column: Column | None
) -> list[tuple[str, str]]:
    """Return (name, content) of the site's and the column's tags, in the annex's letter case."""
    tags = [
        ("SiteName", identity.name),
        ("SiteDomain", identity.domain or request.get_host()),
        ("SiteIDCode", identity.site_code),
    ]
    if column:
        tags += [
            ("ColumnName", column.name),
            ("ColumnDescription", column.description),
            ("ColumnKeywords", "，".join(column.keywords)),
            ("ColumnType", column.kind),
        ]
    return tags


def article_tags(
    request: HttpRequest, article: Article, *, keywords: list[str], image: str
) -> list[tuple[str, str]]:
    """Return the tags of an article page; optional ones only where there is something to say."""
    published = (
        timezone.localtime(article.first_published_at) if article.first_published_at else None
    )
    optional = [
        ("Keywords", "，".join(keywords)),
        ("Author", article.author or article.responsible_editor),
        ("Description", article.summary),
        ("Image", request.build_absolute_uri(image) if image else ""),
        ("Url", request.build_absolute_uri(article.get_absolute_url())),
    ]
    return [
        ("ArticleTitle", article.title),
        ("PubDate", f"{published:%Y-%m-%d %H:%M}" if published else ""),
        ("ContentSource", article.source or UNKNOWN_SOURCE),
        *[(name, content) for name, content in optional if content],
    ]
