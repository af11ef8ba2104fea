"""What a person with a screen reader meets in a page, read from the HTML alone."""

from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
LANDMARKS = {"header", "nav", "main", "footer", "aside"}
SECTIONING = {"article", "section", "main", "aside", "nav"}


class Outline(HTMLParser):
    """Headings, landmarks, names and pictures of one page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = self.title = ""
        self.headings: list[int] = []
        self.landmarks: list[str] = []
        self.unnamed: list[str] = []  # what has no name of its own though it needs one
        self.ids: list[str] = []
        self.references: set[str] = set()
        self.links: list[str] = []
        self.inline: list[str] = []
        self._path: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        known = dict(attributes)
        self.language = known["lang"] if tag == "html" else self.language
        self.ids += [known["id"]] if known.get("id") else []
        for name in ("for", "aria-labelledby", "aria-describedby"):
            self.references |= set((known.get(name) or "").split())
        is_data = "src" in known or known.get("type") == "application/ld+json"
        if known.get("style") or (tag in {"script", "style"} and not is_data):
            self.inline.append(tag)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag == "a" and known.get("href"):
            self.links.append(known["href"])
        self._note_landmark(tag, known)
        self._note_unnamed(tag, known)
        if tag not in VOID:
            self._path.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._path:
            while self._path.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._path[-1:] == ["title"]:
            self.title += data

    def _note_landmark(self, tag: str, known: dict[str, str | None]) -> None:
        nested = SECTIONING & set(self._path)  # a header inside an article is none
        if tag in LANDMARKS and not (tag in {"header", "footer"} and nested):
            self.landmarks.append(tag)

    def _note_unnamed(self, tag: str, known: dict[str, str | None]) -> None:
        name = known.get("aria-label") or known.get("aria-labelledby")
        is_field = tag in {"input", "select", "textarea"} and known.get("type") != "hidden"
        if (
            (tag == "nav" and not name)
            or (tag == "img" and not {"alt", "width", "height"} <= set(known))
            or (is_field and not (name or known.get("id") or "label" in self._path))
        ):
            self.unnamed.append(self.get_starttag_text() or tag)
