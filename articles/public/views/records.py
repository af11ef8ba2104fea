"""Tags, officials, enterprises and pictures: each record's page lists what names it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles.catalogue.reading import subject_of
from articles.linking import MarkedSentence, sentences_naming
from articles.models import Article, Enterprise, Official, PhotoCaption, Tag
from articles.public.listing import by_kind, listed, neighbours, tag_in_use, tags_in_use
from articles.public.moved import to_kept_tag
from articles.public.naming import names_under
from articles.public.page import public_page, show
from articles.public.page_tags import Column
from articles.public.paging import Listing, page_of
from articles.public.pictures import group_captions, have_files, is_lost, stored
from articles.public.rendering import leave_url
from articles.public.structured_data import organization, person, photograph
from articles.public.vocabulary import matcher_for
from articles.text.sanitizing import plain_text

PICTURES = 24
NEIGHBOURS = 12
NAMES = 60


@dataclass(frozen=True)
class Naming:
    """An article that names a record, with the sentences that do."""

    article: Article
    sentences: list[MarkedSentence]


def _reports(request: HttpRequest, record: Tag | Official | Enterprise) -> Page:
    return page_of(request, Listing(request.site, subject_of(record)))


def _pictures(**chosen: object) -> dict[str, Any]:
    rows = PhotoCaption.objects.published().filter(**chosen).select_related("article")
    return _grouped(rows.newest_first()[:PICTURES])


def _grouped(rows: Iterable[PhotoCaption]) -> dict[str, Any]:
    groups = group_captions(rows)
    return {"captions": groups, "has_pictures": have_files(groups)}


def _named(request: HttpRequest, record: Official | Enterprise) -> dict[str, Any]:
    """Return what the pages of officials and enterprises have in common."""
    link = {f"{record._meta.model_name}s": record}
    page = _reports(request, record)
    matcher, target = matcher_for(record)
    return {
        "page": page,
        "namings": [
            Naming(row, sentences_naming(plain_text(row.body), target, matcher))
            for row in listed(page.object_list)
        ],
        **_pictures(**link),
        "tags": record.tags.all(),
        "feed_url": reverse(f"{record._meta.model_name}_feed", args=[record.slug]),
    }


@public_page
def tags(request: HttpRequest) -> HttpResponse:
    """All tags, grouped by kind."""
    found = tags_in_use(request.site)
    column = Column("标签", "按主题查找本站的报道、图片和企业", ("标签", "主题"), "工作动态")
    return show(request, "articles/tag_list.html", column, groups=by_kind(found))


@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of all four kinds that carries one tag."""
    found = tag_in_use(request.site, slug)
    if found is None:
        return to_kept_tag(slug, route="tag")
    page = _reports(request, found)
    page.object_list = listed(page.object_list)
    column = Column(
        f"标签：{found.name}",
        found.description or f"带有“{found.name}”标签的报道、图片、企业和负责人",
        (found.name, *found.synonyms.splitlines()),
        "工作动态",
    )
    return show(
        request,
        "articles/tag_detail.html",
        column,
        tag=found,
        feed_url=reverse("tag_feed", args=[slug]),
        synonyms=found.synonyms.splitlines(),
        page=page,
        **_pictures(tags=found),
        names=names_under(
            Official.objects.in_use().filter(tags=found),
            Enterprise.objects.in_use().filter(Q(tags=found) | Q(cluster=found)),
            most=NAMES,
        ),
        neighbours=neighbours(found, most=NEIGHBOURS),
    )


@public_page
def officials(request: HttpRequest) -> HttpResponse:
    """Officials named in reports."""
    page = page_of(request, Official.objects.in_use().with_post())
    column = Column("领导之窗", "报道中提到的负责人", ("负责人", "领导"), "负责人信息")
    return show(request, "articles/official_list.html", column, page=page)


@public_page
def official(request: HttpRequest, slug: str) -> HttpResponse:
    """What the reports say of one official."""
    found = get_object_or_404(Official.objects.in_use(), slug=slug)
    if is_lost(found.portrait):
        found.portrait = ""
    posts = found.posts.all()
    column = Column(found.name, f"报道中提到{found.name}的内容", (found.name,), "负责人信息")
    return show(
        request,
        "articles/official_detail.html",
        column,
        official=found,
        posts=posts,
        structured_data=person(request, found, titles=[post.title for post in posts]),
        **_named(request, found),
    )


@public_page
def enterprises(request: HttpRequest) -> HttpResponse:
    """Enterprises, parks and institutions named in reports."""
    page = page_of(
        request,
        Enterprise.objects.in_use().select_related("cluster").order_by("kind", "slug"),
        size=60,
    )
    column = Column(
        "企业、园区与机构", "报道中提到的企业、园区与公共机构", ("企业", "园区", "机构"), "概况信息"
    )
    return show(request, "articles/enterprise_list.html", column, page=page)


@public_page
def enterprise(request: HttpRequest, slug: str) -> HttpResponse:
    """What the reports say of one enterprise, park or institution."""
    found = get_object_or_404(Enterprise.objects.in_use().select_related("cluster"), slug=slug)
    column = Column(
        found.full_name,
        f"报道中提到{found.full_name}的内容",
        (found.full_name, *found.aliases.splitlines()),
        "概况信息",
    )
    return show(
        request,
        "articles/enterprise_detail.html",
        column,
        enterprise=found,
        structured_data=organization(request, found),
        website_url=leave_url(found.website),
        aliases=found.aliases.splitlines(),
        **_named(request, found),
    )


@public_page
def photos(request: HttpRequest) -> HttpResponse:
    """All pictures and video slots, by report."""
    rows = PhotoCaption.objects.published().select_related("article")
    page = page_of(request, rows.newest_first(), size=48)
    column = Column("图片", "本站报道的图片与视频", ("图片", "视频"), "工作动态")
    return show(request, "articles/photo_list.html", column, page=page, **_grouped(page))


@public_page
def photo(request: HttpRequest, public_id: str, number: str) -> HttpResponse:
    """One picture with its caption and what it shows."""
    found = get_object_or_404(
        PhotoCaption.objects.published().select_related("article"),
        article__public_id=public_id,
        number=int(number),
    )
    column = Column("图片", found.caption, ("图片", found.caption), "工作动态")
    stored([found])
    siblings = list(PhotoCaption.objects.filter(article=found.article).select_related("article"))
    at = siblings.index(found)
    return show(
        request,
        "articles/photo_detail.html",
        column,
        photo=found,
        structured_data=photograph(request, found),
        siblings=siblings,
        place=at + 1,
        previous=siblings[at - 1] if at else None,
        next=siblings[at + 1] if at + 1 < len(siblings) else None,
        enterprises=found.enterprises.all(),
        officials=found.officials.all(),
        tags=found.tags.all(),
    )
