"""Project pages of the upstream, each file with the reason why it may not be installed."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime

from simple_repository import errors
from simple_repository.components.core import SimpleRepository
from simple_repository.model import File

from atelier.packages.refusal import Refusal, not_allowed, not_there, upstream_silent
from atelier.packages.rules import Rules, judge


class RuledPages:
    """What of an upstream is let in.

    `needed`: names beside those of the file, since allowed packages need them; `None`: every name is.
    `changed`: the refusal of a file that was another one before.
    """

    def __init__(
        self,
        source: SimpleRepository,
        rules: Rules,
        needed: Callable[[], Collection[str] | None],
        changed: Callable[[File], Refusal | None],
    ) -> None:
        self._source, self._rules, self._needed, self._changed = source, rules, needed, changed

    def refusal_of_name(self, name: str) -> Refusal | None:
        """Whether a package is let in at all."""
        needed = self._needed()
        is_allowed = self._rules.allow is None or name in self._rules.allow or needed is None or name in needed
        return None if is_allowed else not_allowed(name)

    async def judged(self, name: str) -> list[tuple[File, Refusal | None]]:
        """All files of the upstream. Raises the refusal of a package that is not there, and of a silent upstream."""
        try:
            page = await self._source.get_project_page(name)
        except errors.PackageNotFoundError:
            raise not_there(name) from None
        except errors.SourceRepositoryUnavailable:
            raise upstream_silent(name) from None
        now = datetime.now(UTC)
        return [(file, judge(self._rules, name, file, now) or self._changed(file)) for file in page.files]
