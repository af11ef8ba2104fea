"""Runs the checks over an article."""

from dataclasses import replace

from articles.models import Article, Waiver
from articles.proofreading.catalogue import CHECKS
from articles.proofreading.findings import Finding, finding_at, numbered
from articles.proofreading.reading import Reading, read

_FIELDS = ("kicker", "title", "subtitle", "change_note", "summary", "body", "source", "source_url")


def proofread(article: Article) -> list[Finding]:
    """Return what a proofreader would mark on *article* as saved: open errors first, as it is read."""
    return marked(read(article))


def marked(reading: Reading) -> list[Finding]:
    """Return the findings of a reading; the waived ones carry their waiver and come last."""
    found = [finding_at(spot, check) for check in CHECKS for spot in check.function(reading)]
    found.sort(key=_place)
    waivers = {
        (waiver.check_id, waiver.fingerprint): waiver
        for waiver in Waiver.objects.filter(public_id=reading.article.public_id)
    }
    findings = [
        finding
        if finding.is_error
        else replace(finding, waiver=waivers.get((finding.check_id, finding.fingerprint)))
        for finding in numbered(found)
    ]
    return sorted(findings, key=lambda one: (not one.is_open, not one.is_error))


def _place(finding: Finding) -> tuple[int, int, int]:
    where = finding.where
    order = len(_FIELDS) + where.row if where.row is not None else _FIELDS.index(where.field)
    return order, finding.start, finding.end
