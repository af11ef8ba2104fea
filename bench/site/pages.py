"""Which pages are measured, with few articles and with many."""

from dataclasses import dataclass
from urllib.parse import quote

import psycopg

from bench.words import FREQUENT, RARE

PAGE_SIZE = 20
DEEP = 2000
VISIBLE = (
    "SELECT a.public_id FROM articles_article a WHERE a.status = 'signed'"
    " AND length(a.public_id) = 10 ORDER BY a.public_id"
)
IN_CHANNEL = (
    "SELECT count(*) FROM articles_article a JOIN articles_channel c ON c.id = a.channel_id"
    " WHERE a.status = 'signed' AND c.slug = 'channel-0'"
)


@dataclass(frozen=True)
class Pages:
    """The addresses of one filled database."""

    articles: list[str]
    last_full_page: int

    @classmethod
    def of(cls, database: str) -> "Pages":
        with psycopg.connect(database) as connection:
            numbers = [number for (number,) in connection.execute(VISIBLE).fetchall()]
            (rows,) = connection.execute(IN_CHANNEL).fetchone()
        return cls([f"/articles/{number}/" for number in numbers], rows // PAGE_SIZE)

    @property
    def warm(self) -> str:
        """An article that is never measured."""
        return self.articles[-1]

    @property
    def light(self) -> str:
        """A page that has little but what all pages share."""
        return "/figures/"

    @property
    def deep(self) -> int:
        return min(DEEP, self.last_full_page)

    def lists(self) -> dict[str, str]:
        """Return the pages that must cost the same however many articles there are."""
        return {
            "channel list, page 1": "/channels/channel-0/",
            f"channel list, page {self.deep:,}": f"/channels/channel-0/?page={self.deep}",
            "tag page (a tag on half of all)": "/tags/tag-0/",
            "tag page (a tag on one of 30)": "/tags/tag-20/",
            "archive, a month": "/archive/2016/01/",
            "archive, a year": "/archive/2016/",
            "archive": "/archive/",
            "home page": "/",
            "an official's page": "/officials/o-0/",
        }

    def searches(self) -> dict[str, str]:
        return {
            "rare": f"/search/?q={quote(RARE)}",
            "frequent": f"/search/?q={quote(FREQUENT)}",
        }

    def kinds(self) -> dict[str, str]:
        """Return an address of each kind of page that can be profiled."""
        return {
            "list": "/channels/channel-0/",
            "tag": "/tags/tag-0/",
            "archive": "/archive/2016/01/",
            "search": self.searches()["frequent"],
            "home": "/",
        }
