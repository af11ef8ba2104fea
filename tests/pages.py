"""What a visitor gets."""

from django.test import Client


def page(client: Client, address: str, status: int = 200) -> str:
    """Return the page as it is sent, once it has answered with *status*."""
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()
