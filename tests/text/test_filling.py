"""Text put into HTML stays text; only what is HTML already goes through."""

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.text.filling import filled


@pytest.mark.parametrize("value", ["<b>", "a & b", "\"'", 7, None, "{}", SafeString("<i>好</i>")])
def test_it_gives_what_format_html_gives(value: object) -> None:
    form = '<p title="{}">{}</p>'

    assert filled(form, value, value) == format_html(form, value, value)
