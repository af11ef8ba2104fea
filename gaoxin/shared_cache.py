"""The cache that several processes and machines share: quick, or as if it were empty.

A page never waits for it longer than a fraction of a second, and never fails because of it. What
it holds is signed: whoever gets into the cache server can neither change a page nor make
the application unpickle what it did not write.
"""

import hashlib
import hmac
import logging
import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache, RedisCacheClient, RedisSerializer
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)
PATIENCE = 0.2  # seconds, for a connection and for an answer
REST = 5.0  # seconds for which a server that failed is not asked
MARK = hashlib.sha256().digest_size


class SignedSerializer(RedisSerializer):
    """Django's, with a keyed digest before each value."""

    @cached_property
    def _key(self) -> bytes:
        return hashlib.sha256(b"gaoxin.shared_cache" + settings.SECRET_KEY.encode()).digest()

    def dumps(self, obj: Any) -> int | bytes:
        data = super().dumps(obj)
        return data if isinstance(data, int) else self._mark(data) + data

    def loads(self, data: bytes) -> Any:
        """Return the value; None for one that was not written with this site's key."""
        if data.removeprefix(b"-").isdigit():
            return int(data)
        mark, value = data[:MARK], data[MARK:]
        return super().loads(value) if hmac.compare_digest(mark, self._mark(value)) else None

    def _mark(self, data: bytes) -> bytes:
        return hmac.digest(self._key, data, hashlib.sha256)


class Server:
    """Whether the cache server failed a moment ago; one for all threads of the process."""

    rests_until = 0.0

    def ask(self, question: Callable[[], Any], *, otherwise: Any) -> Any:
        """Return the answer to *question*, or *otherwise* when the server gives none."""
        now = time.monotonic()
        if now < self.rests_until:
            return otherwise
        try:
            return question()
        except (RedisError, OSError) as error:
            if self.rests_until < now:
                logger.warning("The shared cache does not answer: %s", type(error).__name__)
            self.rests_until = time.monotonic() + REST
            return otherwise


server = Server()


class Client(RedisCacheClient):
    """Django's client; what fails is answered as an empty cache would.

    ``add`` then says that it added: whoever asks in order to work alone goes on working.
    """

    def add(self, key: str, value: Any, timeout: int | None) -> bool:
        return server.ask(lambda: super(Client, self).add(key, value, timeout), otherwise=True)

    def get(self, key: str, default: Any) -> Any:
        found = server.ask(lambda: super(Client, self).get(key, default), otherwise=default)
        return default if found is None else found

    def set(self, key: str, value: Any, timeout: int | None) -> None:
        server.ask(lambda: super(Client, self).set(key, value, timeout), otherwise=None)

    def touch(self, key: str, timeout: int | None) -> bool:
        return server.ask(lambda: super(Client, self).touch(key, timeout), otherwise=False)

    def delete(self, key: str) -> bool:
        return server.ask(lambda: super(Client, self).delete(key), otherwise=False)

    def get_many(self, keys: list[str]) -> dict[str, Any]:
        found = server.ask(lambda: super(Client, self).get_many(keys), otherwise={})
        return {key: value for key, value in found.items() if value is not None}

    def has_key(self, key: str) -> bool:
        return server.ask(lambda: super(Client, self).has_key(key), otherwise=False)

    def incr(self, key: str, delta: int) -> int:
        """Count; ValueError for a key that is not there, as Django says, or cannot be asked for."""
        number = server.ask(lambda: super(Client, self).incr(key, delta), otherwise=None)
        if number is None:
            raise ValueError(f"Key {key!r} not found.")
        return number

    def set_many(self, data: dict[str, Any], timeout: int | None) -> None:
        server.ask(lambda: super(Client, self).set_many(data, timeout), otherwise=None)

    def delete_many(self, keys: list[str]) -> None:
        server.ask(lambda: super(Client, self).delete_many(keys), otherwise=None)

    def clear(self) -> bool:
        return server.ask(lambda: super(Client, self).clear(), otherwise=False)


class SharedCache(RedisCache):
    """Django's Redis cache with short timeouts, one attempt, signed values and a memory of failure.

    The timeouts stand here, not in the settings: they are part of the promise.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
        self._options = {
            "socket_connect_timeout": PATIENCE,
            "socket_timeout": PATIENCE,
            "retry": Retry(NoBackoff(), 0),
            "serializer": SignedSerializer,
            **self._options,
        }
