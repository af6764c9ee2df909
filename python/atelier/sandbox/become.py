"""Become an account of one's own inside of namespaces, then another program.

Arguments: a JSON text with the fields of `Account`, then the program and its arguments. It is root that comes here,
with just the rights that this takes; what goes on from here has none.
"""

import json
import os
import resource
import sys
from dataclasses import dataclass, field

from atelier.sandbox.kernel import drop_bounding_set, drop_capabilities


@dataclass(frozen=True)
class Account:
    """Ids of the machine that nobody else has; `groups` are those of what it shares with others.

    `most_processes`: processes and threads of the account at one time.
    """

    uid: int
    gid: int
    most_processes: int
    groups: list[int] = field(default_factory=list)


def main() -> None:
    """Replaces this process; comes back only with an exception."""
    account = Account(**json.loads(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_NPROC, (account.most_processes, account.most_processes))
    os.setgroups(account.groups)
    os.setresgid(account.gid, account.gid, account.gid)
    # While it may: an ordinary account cannot.
    drop_bounding_set()
    os.setresuid(account.uid, account.uid, account.uid)
    drop_capabilities()
    # Files of others stay theirs: what is made in a folder that is shared is of the folder's group.
    os.umask(0o007)
    # Without a shell: no word of the command is read a second time.
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606


if __name__ == "__main__":
    main()
