"""Static files as they are served: hashed names, compressed once, our own sheets made lean."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

import rcssmin
import rjsmin
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "articles/"
IMPORT = re.compile(r'^@import "([\w./-]+\.css)";\n?', re.M)


class LeanStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Puts imported sheets in place of their ``@import`` and leaves comments and blanks out.

    Developers write one file a component and their browsers follow the imports; readers
    get one file.
    """

    def post_process(
        self,
        paths: dict[str, tuple[Storage, str]],
        dry_run: bool = False,  # noqa: FBT001, FBT002
        **options: Any,
    ) -> Iterator[tuple]:
        for name, (storage, path) in paths.items():
            if not dry_run and name.startswith(OURS) and name.endswith((".css", ".js")):
                with open(self.path(name), "w", encoding="utf-8") as file:
                    file.write(_lean(storage, path))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)


def _lean(storage: Storage, path: str) -> str:
    text = _read(storage, path)
    if path.endswith(".js"):
        return rjsmin.jsmin(text)
    whole = IMPORT.sub(lambda found: _read(storage, _beside(path, found[1])), text)
    return rcssmin.cssmin(whole)


def _beside(path: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _read(storage: Storage, path: str) -> str:
    with storage.open(path) as file:
        return file.read().decode()
