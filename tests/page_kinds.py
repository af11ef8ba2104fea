"""One public page of every kind, on the seeded site: the table that tests for everyone walk."""

ARTICLE = "/articles/20220001/"
PAGE_KINDS = {
    "home": "/",
    "channel": "/channels/yuan-qu-dong-tai/",
    "archive": "/archive/",
    "archive month": "/archive/2026/11/",
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
    "figures": "/figures/",
    "feedback": "/feedback/",
    "feedback about an article": "/feedback/?article=20220001",
    "feedback status": "/feedback/status/?receipt=20261120-AAAAAAAA",
    "feedback replies": "/feedback/replies/",
    "site map": "/site-map/",
    "not found": "/articles/20990001/",
}
