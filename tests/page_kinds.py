"""One public page of every kind, on the seeded site: the table that tests for everyone walk."""

ARTICLE = "/articles/20220001/"
PAGE_KINDS = {
    "home": "/",
    "channel": "/channels/yuan-qu-dong-tai/",
    "archive": "/archive/",
    "article": ARTICLE,
    "other article": "/articles/20190001/",
    "source": f"{ARTICLE}source/",
    "tags": "/tags/",
    "tag": "/tags/xin-cai-liao/",
    "officials": "/officials/",
    "official": "/officials/cui-yu-miao/",
    "enterprises": "/enterprises/",
    "enterprise": "/enterprises/zhong-dian-ke/",
    "photos": "/photos/",
    "photo": "/photos/20220001-1/",
    "site map": "/site-map/",
    "not found": "/articles/20990001/",
}
