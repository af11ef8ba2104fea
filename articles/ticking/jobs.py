"""The one list of what time brings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

from articles.ticking import audit_digest, cleaning, links, mail, pictures
from articles.ticking.rhythm import Every, Nightly, Rhythm


@dataclass(frozen=True)
class Job:
    """Something to do again and again. ``run`` does it, safe at twice, and says what it did.

    ``term``: how long the lease holds at most; after a crash nobody runs the job for so long.
    """

    name: str
    label: str
    rhythm: Rhythm
    run: Callable[[], str]
    term: timedelta = timedelta(minutes=10)


JOBS = (
    Job("mail", "寄送通知邮件", Every(1), mail.send),
    Job("pictures", "补做缺少的缩图", Every(30), pictures.make_awaited),
    Job("lost", "查看图片文件是否丢失", Every(60), pictures.note_lost),
    Job("clean", "清理过期的登录、链接和记号", Every(60), cleaning.clean),
    Job("contacts", "删除办结留言的联系方式", Nightly(time(3, 15)), cleaning.forget_personal_data),
    Job(
        "audit",
        "核对审计链，写审计日报",
        Nightly(time(6, 0)),
        audit_digest.digest,
        timedelta(hours=1),
    ),
    Job("all_links", "清点全部网址", Nightly(time(2, 30)), links.gather_all, timedelta(hours=1)),
    Job("new_links", "收进新公开的网址", Every(60), links.gather_recent),
    Job("links", "检查到期的网址", Every(1), links.check),
)
