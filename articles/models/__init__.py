"""Floor 1: tables, constraints, querysets; one file a model."""

from .account import Account, PasswordRecord, RecoveryCode
from .append_only import AppendOnly
from .article import Article, PublicIdCounter
from .article_version import ArticleVersion
from .audit_digest import AuditDigest
from .audit_entry import AuditChain, AuditEntry
from .bulk_job import BulkItem, BulkJob
from .calendar_day import CalendarDay
from .channel import Channel
from .delegation import Delegation
from .enterprise import Enterprise
from .feedback import Feedback, FeedbackAttempt, FeedbackStep
from .generation import Generation
from .granted_right import GrantedRight
from .home_figure import HomeFigure
from .key_figure import KeyFigure
from .lease import Lease
from .letter import Letter
from .link_check import LinkCheck, LinkUse
from .notification import Notification
from .official import Official, Post
from .photo_caption import BodyPicture, PhotoCaption
from .presence import Presence
from .preview_link import PreviewLink, PreviewVisit
from .proofreading import HouseTerm, Severity, Waiver
from .related_link import RelatedLink
from .saved_filter import SavedFilter
from .search_document import SearchDocument, SearchFacet, SearchState
from .secrecy_review import SecrecyReview
from .site_identity import SiteIdentity
from .staff_session import StaffSession
from .stored_picture import StoredPicture
from .tag import (
    Tag,
    TaggedArticle,
    TaggedEnterprise,
    TaggedOfficial,
    TaggedPhotoCaption,
    TagRedirect,
)
from .workflow_step import WorkflowStep

__all__ = [
    "Account",
    "AppendOnly",
    "Article",
    "ArticleVersion",
    "AuditChain",
    "AuditDigest",
    "AuditEntry",
    "BodyPicture",
    "BulkItem",
    "BulkJob",
    "CalendarDay",
    "Channel",
    "Delegation",
    "Enterprise",
    "Feedback",
    "FeedbackAttempt",
    "FeedbackStep",
    "Generation",
    "GrantedRight",
    "HomeFigure",
    "HouseTerm",
    "KeyFigure",
    "Lease",
    "Letter",
    "LinkCheck",
    "LinkUse",
    "Notification",
    "Official",
    "PasswordRecord",
    "PhotoCaption",
    "Post",
    "Presence",
    "PreviewLink",
    "PreviewVisit",
    "PublicIdCounter",
    "RecoveryCode",
    "RelatedLink",
    "SavedFilter",
    "SearchDocument",
    "SearchFacet",
    "SearchState",
    "SecrecyReview",
    "Severity",
    "SiteIdentity",
    "StaffSession",
    "StoredPicture",
    "Tag",
    "TagRedirect",
    "TaggedArticle",
    "TaggedEnterprise",
    "TaggedOfficial",
    "TaggedPhotoCaption",
    "Waiver",
    "WorkflowStep",
]
