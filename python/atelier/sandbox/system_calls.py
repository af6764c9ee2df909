"""Numbers of the system calls that the filter knows, by kind of machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Machine:
    """One kind of processor.

    `architecture`: its AUDIT_ARCH value of linux/audit.h. `numbers`: from the kernel's own tables.
    `foreign_numbers_from`: calls of a second table that begins there (x32) are never made by our programs.
    `refused`: names of `numbers` that no confined process needs, whatever else it may do.
    `of_processes`: names of calls that change any process of the account, with the argument that says which.
    """

    architecture: int
    numbers: Mapping[str, int]
    refused: tuple[str, ...]
    foreign_numbers_from: int | None = None
    of_processes: Mapping[str, int] = field(default_factory=lambda: OF_PROCESSES)


OF_PROCESSES = {
    **{"prlimit64": 0, "setpriority": 1, "ioprio_set": 1, "sched_setaffinity": 0, "sched_setscheduler": 0},
    **{"sched_setparam": 0, "sched_setattr": 0, "migrate_pages": 0, "move_pages": 0},
}

# Numbers that every kind of machine has in common: calls that came after the tables were joined.
JOINED = {
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "pidfd_open": 434,
    "clone3": 435,
    "pidfd_getfd": 438,
    "process_madvise": 440,
    "mount_setattr": 442,
    "quotactl_fd": 443,
    "process_mrelease": 448,
}

REFUSED = (
    # Ways past an empty network namespace, and interfaces with a long history of holes.
    *("io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "perf_event_open", "userfaultfd"),
    # Keys are not kept apart by any namespace.
    *("keyctl", "add_key", "request_key"),
    # Other processes' memory and descriptors.
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp", "process_madvise"),
    *("process_mrelease", "fanotify_init"),
    # New namespaces and mounts.
    *("unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount", "fsopen"),
    *("fsconfig", "fsmount", "fspick", "mount_setattr", "open_by_handle_at", "name_to_handle_at"),
    # The machine itself.
    *("reboot", "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "swapon", "swapoff"),
    *(
        "acct",
        "quotactl",
        "quotactl_fd",
        "syslog",
        "settimeofday",
        "clock_settime",
        "sethostname",
        "setdomainname",
        "vhangup",
    ),
)

X86_64 = Machine(
    architecture=0xC000003E,
    foreign_numbers_from=0x40000000,
    refused=(*REFUSED, "iopl", "ioperm", "modify_ldt", "uselib", "ustat", "sysfs"),
    numbers={
        **JOINED,
        **{"socket": 41, "connect": 42, "socketpair": 53, "clone": 56, "fork": 57, "vfork": 58, "kill": 62},
        **{"tkill": 200, "tgkill": 234, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297},
        **{"bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "keyctl": 250, "add_key": 248, "request_key": 249},
        **{"ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312},
        **{"unshare": 272, "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161},
        **{"open_by_handle_at": 304, "name_to_handle_at": 303, "reboot": 169, "kexec_load": 246},
        **{"kexec_file_load": 320, "init_module": 175, "finit_module": 313, "delete_module": 176},
        **{"swapon": 167, "swapoff": 168, "acct": 163, "quotactl": 179, "syslog": 103, "settimeofday": 164},
        **{"clock_settime": 227, "sethostname": 170, "setdomainname": 171, "vhangup": 153},
        **{"prlimit64": 302, "setpriority": 141, "ioprio_set": 251, "sched_setaffinity": 203},
        **{"sched_setscheduler": 144, "sched_setparam": 142, "sched_setattr": 314},
        **{"migrate_pages": 256, "move_pages": 279, "ioctl": 16, "personality": 135, "fanotify_init": 300},
        **{"iopl": 172, "ioperm": 173, "modify_ldt": 154, "uselib": 134, "ustat": 136, "sysfs": 139},
    },
)

AARCH64 = Machine(
    architecture=0xC00000B7,
    refused=REFUSED,
    numbers={
        **JOINED,
        **{"socket": 198, "connect": 203, "socketpair": 199, "clone": 220, "kill": 129, "tkill": 130, "tgkill": 131},
        **{"rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282},
        **{"keyctl": 219, "add_key": 217, "request_key": 218, "ptrace": 117, "process_vm_readv": 270},
        **{"process_vm_writev": 271, "kcmp": 272, "unshare": 97, "setns": 268, "mount": 40, "umount2": 39},
        **{"pivot_root": 41, "chroot": 51, "open_by_handle_at": 265, "name_to_handle_at": 264, "reboot": 142},
        **{"kexec_load": 104, "kexec_file_load": 294, "init_module": 105, "finit_module": 273, "delete_module": 106},
        **{"swapon": 224, "swapoff": 225, "acct": 89, "quotactl": 60, "syslog": 116, "settimeofday": 170},
        **{"prlimit64": 261, "setpriority": 140, "ioprio_set": 30, "sched_setaffinity": 122},
        **{"sched_setscheduler": 119, "sched_setparam": 118, "sched_setattr": 274},
        **{"migrate_pages": 238, "move_pages": 239, "ioctl": 29, "personality": 92, "fanotify_init": 262},
        **{"clock_settime": 112, "sethostname": 161, "setdomainname": 162, "vhangup": 58},
    },
)

MACHINES = {"x86_64": X86_64, "aarch64": AARCH64}
