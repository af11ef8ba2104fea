"""Floor 4: the one other form of every page, larger and with its tools open (docs/adr/0009)."""

from django.http import HttpRequest

from articles.text.addresses import keep_parameter, with_parameter

NAME, ELDER = "mode", "elder"


def is_elder(request: HttpRequest) -> bool:
    """Whether the address asks for the form for older readers; any other value asks nothing."""
    return request.GET.get(NAME) == ELDER


def elder_address(address: str) -> str:
    """Return the address of an own page in the form for older readers."""
    return with_parameter(address, NAME, ELDER)


def keep_elder(page: str) -> str:
    """Return the finished page with every way to another own page leading to its elder form."""
    return keep_parameter(page, NAME, ELDER)
