"""Floor 0: text put into HTML. What ``format_html`` does, at a third of its price."""

from html import escape


def filled(form: str, *values: object) -> str:
    """Return *form* with each ``{}`` replaced by a value, escaped unless it is HTML already.

    HTML is what has ``__html__``, as Django's safe strings do.

    >>> filled('<a href="{}">{}</a>', '/?a&b="', "1 < 2")
    '<a href="/?a&amp;b=&quot;">1 &lt; 2</a>'
    """
    return form.format(*[v if hasattr(v, "__html__") else escape(str(v)) for v in values])
