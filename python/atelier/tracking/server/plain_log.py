"""Log lines that no text out of a request can begin anew."""

import logging
import re

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class PlainRecord(logging.LogRecord):
    """A record whose message is one line, whatever names it quotes."""

    def getMessage(self) -> str:  # noqa: N802 - the name that logging looks for
        """Called by every formatter."""
        return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), super().getMessage())


def write_plain_log() -> None:
    """From now on, every logger of this process writes such lines."""
    logging.setLogRecordFactory(PlainRecord)
