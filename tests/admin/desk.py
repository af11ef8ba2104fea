"""What the desk posts, shared by the tests of the admin."""

from articles.models import Article, Channel

ADD = "/admin/articles/article/add/"


def form(channel: Channel, **fields: object) -> dict:
    return {
        "channel": channel.pk, "title": "新的报道", "body": "<p>正文。</p>", "source": "区融媒体中心",
        "tags": "", "captions-TOTAL_FORMS": 0, "captions-INITIAL_FORMS": 0,
        "key_figures-TOTAL_FORMS": 0, "key_figures-INITIAL_FORMS": 0,
        "related_links-TOTAL_FORMS": 0, "related_links-INITIAL_FORMS": 0, "seen_saves": 0,
        **fields,
    }  # fmt: skip


def a_caption_row(**fields: object) -> dict:
    row = {"kind": "photo", "position": 1, "caption": "厂房", "tags": "", **fields}
    return {
        "captions-TOTAL_FORMS": 1,
        **{f"captions-0-{name}": value for name, value in row.items()},
    }


def change_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"
