"""A date is as precise as is known and never more."""

import pytest
from django.core.exceptions import ValidationError

from articles.models.fields import validate_partial_date


@pytest.mark.parametrize("text", ["2022", "2022-12", "2022-12-27", "2024-02-29"])
def test_real_dates_pass(text: str) -> None:
    validate_partial_date(text)


@pytest.mark.parametrize(
    "text", ["22", "2022-13", "2022-00", "2022-02-30", "2023-02-29", "2022年", "0000", "2022-1-1", "2022-12-27T"]
)  # fmt: skip
def test_others_are_refused_in_chinese(text: str) -> None:
    with pytest.raises(ValidationError, match="日期"):
        validate_partial_date(text)
