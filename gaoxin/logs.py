"""What the log does not write down."""

import logging
import re

TOKEN = re.compile(r"(/preview/+)[-A-Za-z0-9_]{20,}")


class WithoutTokens(logging.Filter):
    """Cuts the token out of the address of a preview link, whatever failed under it (ADR 0013)."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = TOKEN.sub(r"\1…", said), ()
        return True
