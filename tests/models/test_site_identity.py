"""T-FOOT-03: the numbers in the foot have the form that the authorities give them."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import SiteIdentity

GOOD = {
    "site_code": ("6501040001", "bm14000002"),
    "icp_number": ("闽ICP备06036078号-2", "新ICP备12345678号"),
    "public_security_number": ("陕公网安备 34060002010001号", "新公网安备65010402000001号"),
}
BAD = {
    "site_code": ("650104000", "BM14000002", "bm140000021"),
    "icp_number": ("ICP备06036078号", "新ICP备123号", "新ICP证12345678号"),
    "public_security_number": ("新公网安备6501040200001号", "公网安备65010402000001号"),
}


def problems(field: str, value: str) -> list[str]:
    try:
        SiteIdentity(name="某网站", **{field: value}).clean_fields()
    except ValidationError as error:
        return error.message_dict.get(field, [])
    return []


@pytest.mark.parametrize(("field", "value"), [(f, v) for f, some in GOOD.items() for v in some])
def test_a_number_of_the_right_form_is_taken(field: str, value: str) -> None:
    assert problems(field, value) == []


@pytest.mark.parametrize(("field", "value"), [(f, v) for f, some in BAD.items() for v in some])
def test_any_other_is_refused_with_the_right_form(field: str, value: str) -> None:
    assert problems(field, value)[0].startswith("应")
