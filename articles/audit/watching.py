"""Which records are watched, and what of them: the one list of what content the trail holds."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import Group, User
from django.db import models

from articles.models import (
    Article,
    AuditEntry,
    CalendarDay,
    Channel,
    Delegation,
    Enterprise,
    HomeFigure,
    HouseTerm,
    KeyFigure,
    Official,
    PhotoCaption,
    Post,
    PreviewLink,
    PreviewVisit,
    RelatedLink,
    SiteIdentity,
    StoredPicture,
    Tag,
    TaggedArticle,
    TaggedEnterprise,
    TaggedOfficial,
    TaggedPhotoCaption,
    Waiver,
)

CONTENT, WORKFLOW, RIGHTS, SETTINGS = (
    AuditEntry.Category.CONTENT,
    AuditEntry.Category.WORKFLOW,
    AuditEntry.Category.RIGHTS,
    AuditEntry.Category.SETTINGS,
)


@dataclass(frozen=True)
class Watched:
    """One kind of record.

    ``skipped``: fields that say nothing of what somebody did. ``digested``: long texts, kept
    by the versions, of which the trail has hash and length. ``owner``: the foreign key to the
    record that this one is a part of. ``links``: many-to-many fields. ``undoable``: values are
    kept whole, also at deletion, so that each change can be taken back.
    """

    model: type[models.Model]
    category: str
    skipped: frozenset[str] = frozenset()
    digested: frozenset[str] = frozenset()
    owner: str = ""
    links: tuple[str, ...] = ()
    undoable: bool = False
    public: frozenset[str] = frozenset()

    @cached_property
    def fields(self) -> dict[str, models.Field]:
        """The columns that are recorded, by their names."""
        return {
            field.name: field
            for field in self.model._meta.concrete_fields
            if not field.primary_key and field.name not in self.skipped
        }

    def category_of(self, changes: dict[str, list]) -> str:
        """Return under what a change is filed: who may work where is a matter of rights."""
        return RIGHTS if RIGHTS_LINKS & set(changes) else self.category

    def owner_of(self, record: models.Model) -> str:
        """Return the identity of the record that *record* is a part of, or its own."""
        if not self.owner:
            return f"{self.model._meta.label_lower}:{record.pk}"
        field = self.model._meta.get_field(self.owner)
        return f"{field.related_model._meta.label_lower}:{getattr(record, field.attname)}"


RIGHTS_LINKS = {"staff"}
NAMED = ("tags", "officials", "enterprises")
LIST = (
    Watched(
        Article,
        CONTENT,
        skipped=frozenset({"saves", "saved_at", "created_at", "manuscript_sha256"}),
        digested=frozenset({"body", "manuscript"}),
        links=NAMED,
    ),
    Watched(PhotoCaption, CONTENT, owner="article", links=NAMED),
    Watched(KeyFigure, CONTENT, owner="article"),
    Watched(RelatedLink, CONTENT, owner="article"),
    Watched(Official, CONTENT, links=("tags",), undoable=True),
    Watched(Post, CONTENT, owner="official", undoable=True),
    Watched(Enterprise, CONTENT, links=("tags",), undoable=True),
    Watched(Tag, CONTENT, undoable=True),
    Watched(HomeFigure, CONTENT, undoable=True),
    Watched(Channel, SETTINGS, links=("staff",), undoable=True),
    Watched(SiteIdentity, SETTINGS, undoable=True, public=frozenset({"contact"})),
    Watched(HouseTerm, SETTINGS, undoable=True),
    Watched(CalendarDay, SETTINGS, undoable=True),
    Watched(Waiver, WORKFLOW, skipped=frozenset({"actor", "actor_name", "at"})),
    # A password leaves no value of any kind; that it was changed is told by the door.
    Watched(
        User,
        RIGHTS,
        skipped=frozenset({"password", "last_login", "date_joined"}),
        links=("groups", "user_permissions"),
    ),
    Watched(Group, RIGHTS, links=("permissions",)),
    Watched(Delegation, RIGHTS, skipped=frozenset({"created_at"})),
    Watched(PreviewLink, RIGHTS, skipped=frozenset({"token_hash", "made_at"}), owner="article"),
    Watched(PreviewVisit, RIGHTS, owner="link"),
    Watched(StoredPicture, CONTENT),
)
WATCHED: dict[type[models.Model], Watched] = {watched.model: watched for watched in LIST}
THROUGH_OF_TAGS = {
    Article: TaggedArticle,
    PhotoCaption: TaggedPhotoCaption,
    Official: TaggedOfficial,
    Enterprise: TaggedEnterprise,
}


def through_tables() -> dict[type[models.Model], tuple[Watched, str]]:
    """Return the tables of links: which kind of record and which field each belongs to."""
    return {
        through_of(watched.model, link): (watched, link)
        for watched in LIST
        for link in watched.links
    }


def through_of(model: type[models.Model], link: str) -> type[models.Model]:
    """Return the table that holds the links *link* of *model*."""
    if link == "tags":
        return THROUGH_OF_TAGS[model]
    return model._meta.get_field(link).remote_field.through


def watched_kind(kind: str) -> Watched | None:
    """Return what is watched under the label *kind* (``articles.official``), or None."""
    return next((one for one in LIST if one.model._meta.label_lower == kind), None)
