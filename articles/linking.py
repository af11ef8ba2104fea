"""Floor 2: finds the names of records in text, links their first mention in HTML, offers the rest.

Only what the editor chose for an article is linked, so nothing is linked that nobody
signed; but the whole vocabulary is matched, so that 新材料 is not found inside
硅铝基电子新材料 nor 新市区 inside 高新区（新市区）.
"""

import html
import re
from collections.abc import Collection, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article, Enterprise, Official, Tag
from articles.text.sanitizing import plain_text

TOKEN = re.compile(r"(<[^>]*>)")
OPENING = re.compile(r"<\s*([a-z][a-z0-9]*)", re.I)
CLOSING = re.compile(r"<\s*/\s*([a-z][a-z0-9]*)", re.I)
UNLINKED_ELEMENTS = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"})
SHORTEST_ALIAS = 3
SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[”’」』）)]*|$)", re.M)
CLAUSE_END = re.compile(r"[，；：]")
LEFT_OUT = "……"
FULL_TO_HALF = str.maketrans("（）", "()")
Identity = tuple[str, int]  # the kind of a record and its key


@dataclass(frozen=True)
class Target:
    """A record that can be linked: its kind, its page and every form its name is printed in."""

    kind: str
    key: int
    name: str
    url: str
    aliases: tuple[str, ...] = ()

    @property
    def identity(self) -> Identity:
        return (self.kind, self.key)

    @cached_property
    def link(self) -> SafeString:
        """The name as a link to the record's page."""
        return format_html('<a href="{}">{}</a>', self.url, self.name)

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and those aliases that are long enough to be unmistakable."""
        return (self.name, *(a for a in self.aliases if len(a) >= SHORTEST_ALIAS))

    @cached_property
    def variants(self) -> frozenset[str]:
        """Every form, with full-width and with half-width brackets."""
        return frozenset(v for form in self.forms for v in (form, form.translate(FULL_TO_HALF)))


@dataclass(frozen=True)
class Mention:
    """A name found in text at ``text[start:end]``."""

    start: int
    end: int
    target: Target


class Matcher:
    """Finds names, longest first; a dictionary by the first two characters.

    Of records that share a form, the first one is found; with ``choosing``, the first chosen.
    """

    def __init__(self, targets: Iterable[Target]) -> None:
        self._by_form: dict[str, list[Target]] = {}
        for target in targets:
            for variant in target.variants:
                if len(variant) > 1:
                    self._by_form.setdefault(variant, []).append(target)
        lengths: dict[str, set[int]] = {}
        for form in self._by_form:
            lengths.setdefault(form[:2], set()).add(len(form))
        self._lengths = {pair: sorted(sizes, reverse=True) for pair, sizes in lengths.items()}
        first = "".join(sorted({pair[0] for pair in lengths}))
        self._beginning = re.compile(f"[{re.escape(first)}]" if first else "(?!)")
        self._chosen: frozenset[Identity] | None = None

    def choosing(self, chosen: Collection[Identity]) -> "Matcher":
        """Return a matcher that passes over the same names, but yields the *chosen* only."""
        other = copy(self)
        other._chosen = frozenset(chosen)
        return other

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield every mention in *text* from left to right; mentions never overlap."""
        position = 0
        while beginning := self._beginning.search(text, position):
            start = beginning.start()
            form = self._form_at(text, start)
            position = start + max(len(form), 1)
            target = self._target(form)
            if target is not None:
                yield Mention(start, position, target)

    def _form_at(self, text: str, position: int) -> str:
        for length in self._lengths.get(text[position : position + 2], ()):
            form = text[position : position + length]
            if form in self._by_form:
                return form
        return ""

    def _target(self, form: str) -> Target | None:
        for target in self._by_form.get(form, ()):
            if self._chosen is None or target.identity in self._chosen:
                return target
        return None


def link_first_mentions(body_html: str, matcher: Matcher) -> str:
    """Return sanitised HTML in which the first mention of each chosen record is a link.

    Never inside a link, heading or caption; the text itself does not change.
    """
    linked: set[Identity] = set()
    unlinked_depth = 0
    parts = []
    for token in TOKEN.split(body_html):
        if token.startswith("<"):
            unlinked_depth += _depth_change(token)
            parts.append(token)
        elif unlinked_depth:
            parts.append(token)
        else:
            parts.append(_link_text(token, matcher, linked))
    return "".join(parts)


def _depth_change(tag: str) -> int:
    if (closing := CLOSING.match(tag)) and closing[1].lower() in UNLINKED_ELEMENTS:
        return -1
    if (opening := OPENING.match(tag)) and opening[1].lower() in UNLINKED_ELEMENTS:
        return 1
    return 0


def _link_text(escaped: str, matcher: Matcher, linked: set[Identity]) -> str:
    """Link inside one text token; it is matched unescaped and written back escaped."""
    text = html.unescape(escaped)
    parts, position = [], 0
    for mention in matcher.mentions(text):
        if mention.target.identity in linked:
            continue
        linked.add(mention.target.identity)
        parts.append(html.escape(text[position : mention.start], quote=False))
        name = html.escape(text[mention.start : mention.end], quote=False)
        url = html.escape(mention.target.url)
        parts.append(f'<a class="name name-{mention.target.kind}" href="{url}">{name}</a>')
        position = mention.end
    if not parts:
        return escaped
    parts.append(html.escape(text[position:], quote=False))
    return "".join(parts)


@dataclass(frozen=True)
class MarkedSentence:
    """A sentence cut into pieces; the marked ones are the name."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in self.pieces)

    @property
    def is_marked(self) -> bool:
        return any(is_mark for _, is_mark in self.pieces)

    def around_the_name(self, limit: int) -> "MarkedSentence":
        """Return whole clauses of about *limit* characters from the first marked name on.

        What is left out is shown by …… at either end.
        """
        text = self.text
        if len(text) <= limit:
            return self
        ends = [0, *(match.end() for match in CLAUSE_END.finditer(text)), len(text)]
        start, name = next((at, piece) for at, (piece, marked) in self._placed() if marked)
        begin = max(end for end in ends if end <= start)
        whole = [end for end in ends if end >= start + len(name)]
        until = max([end for end in whole if end - begin <= limit], default=whole[0])
        return self._cut(begin, until)

    def _placed(self) -> Iterator[tuple[int, tuple[str, bool]]]:
        at = 0
        for piece in self.pieces:
            yield at, piece
            at += len(piece[0])

    def _cut(self, begin: int, until: int) -> "MarkedSentence":
        kept = [
            (words, marked)
            for at, (piece, marked) in self._placed()
            if (words := piece[max(0, begin - at) : max(0, until - at)])
        ]
        if begin:
            kept.insert(0, (LEFT_OUT, False))
        if until < len(self.text):
            last, marked = kept.pop()
            kept += [(last.rstrip("，；："), marked), (LEFT_OUT, False)]
        return MarkedSentence(tuple(kept))


def sentences_naming(text: str, target: Target, matcher: Matcher) -> list[MarkedSentence]:
    """Return the sentences of the plain *text* that name *target*, with the names marked."""
    return list(_sentences_naming(text, target, matcher))


def first_sentence_naming(text: str, target: Target, matcher: Matcher) -> MarkedSentence | None:
    """Return the first of ``sentences_naming``; None when no sentence names *target*."""
    return next(_sentences_naming(text, target, matcher), None)


def _sentences_naming(text: str, target: Target, matcher: Matcher) -> Iterator[MarkedSentence]:
    if not any(variant in text for variant in target.variants):
        return
    for match in SENTENCE.finditer(text):
        sentence = match[0].strip()
        if not any(variant in sentence for variant in target.variants):
            continue  # most sentences need no walk through their characters
        spans = [
            (mention.start, mention.end)
            for mention in matcher.mentions(sentence)
            if mention.target.identity == target.identity
        ]
        if spans:
            yield marked(sentence, spans)


def marked(sentence: str, spans: list[tuple[int, int]]) -> MarkedSentence:
    """Return *sentence* cut at the *spans*, which stand from left to right."""
    pieces, position = [], 0
    for start, end in spans:
        if start > position:
            pieces.append((sentence[position:start], False))
        pieces.append((sentence[start:end], True))
        position = end
    if position < len(sentence):
        pieces.append((sentence[position:], False))
    return MarkedSentence(tuple(pieces))


@dataclass(frozen=True)
class Suggestion:
    """A record that the text names and the article has not chosen."""

    kind: str  # official, enterprise, tag
    key: int
    name: str
    detail: str  # what tells namesakes apart
    form: str  # as the text prints it
    count: int
    sure: bool  # nobody else has the name, and it is too long to be met by chance


@dataclass(frozen=True)
class _Known:
    kind: str
    key: int
    name: str
    detail: str
    forms: tuple[str, ...]


def suggest(article: Article) -> list[Suggestion]:
    """Return the officials, enterprises and tags that *article* names and has not chosen.

    By name, alias and synonym, the longest match first; in the order of the text, people
    before enterprises before tags. Seven queries, however many records there are.
    """
    known = _known_records()
    by_form: dict[str, list[_Known]] = {}
    for record in known:
        for form in dict.fromkeys(record.forms):
            by_form.setdefault(form, []).append(record)
    forms = list(by_form)
    matcher = Matcher([Target("form", key, form, "") for key, form in enumerate(forms)])
    found: dict[str, int] = {}
    for text in _texts(article):
        for mention in matcher.mentions(text):
            form = forms[mention.target.key]
            found[form] = found.get(form, 0) + 1
    return _offered(found, by_form, _chosen(article))


def _known_records() -> list[_Known]:
    people = Official.objects.with_post().order_by("pk")
    enterprises = Enterprise.objects.only("full_name", "aliases", "kind").order_by("pk")
    tags = Tag.objects.only("name", "synonyms", "kind").order_by("pk")
    return [
        *(
            _Known("official", one.pk, one.name, one.disambiguator or one.post or "",
                   (one.name, *one.aliases.splitlines()))
            for one in people
        ),
        *(
            _Known("enterprise", one.pk, one.full_name, one.get_kind_display(),
                   (one.full_name, *one.aliases.splitlines()))
            for one in enterprises
        ),
        *(
            _Known("tag", one.pk, one.name, one.get_kind_display(),
                   (one.name, *one.synonyms.splitlines()))
            for one in tags
        ),
    ]  # fmt: skip


def _texts(article: Article) -> list[str]:
    captions = article.captions.values_list("caption", flat=True)
    written = (article.kicker, article.title, article.subtitle, article.summary)
    return [*written, plain_text(article.body), *captions]


def _chosen(article: Article) -> set[Identity]:
    return {
        (kind, key)
        for kind, manager in (
            ("official", article.officials),
            ("enterprise", article.enterprises),
            ("tag", article.tags),
        )
        for key in manager.values_list("pk", flat=True)
    }


def _offered(
    found: dict[str, int], by_form: dict[str, list[_Known]], chosen: set[Identity]
) -> list[Suggestion]:
    """The records behind the forms found; none where a namesake of the kind is chosen already."""
    offered: dict[Identity, Suggestion] = {}
    for form, count in found.items():
        for record in by_form[form]:
            namesakes = [one for one in by_form[form] if one.kind == record.kind]
            if any((one.kind, one.key) in chosen for one in namesakes):
                continue
            sure = len(namesakes) == 1 and len(form) >= SHORTEST_ALIAS
            identity = (record.kind, record.key)
            earlier = offered.get(identity)
            offered[identity] = Suggestion(
                record.kind,
                record.key,
                record.name,
                record.detail,
                earlier.form if earlier else form,
                count + (earlier.count if earlier else 0),
                sure or bool(earlier and earlier.sure),
            )
    order = ("official", "enterprise", "tag")
    return sorted(offered.values(), key=lambda one: order.index(one.kind))
