"""System calls by number, for what Python has no function for."""

import ctypes
import os
import platform

_LIBC = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "x86_64": {
        **{"keyctl": 250, "add_key": 248, "request_key": 249, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323},
        **{"ptrace": 101, "process_vm_readv": 310, "kcmp": 312, "unshare": 272, "setns": 308, "mount": 165},
        **{"umount2": 166, "pivot_root": 155, "chroot": 161, "name_to_handle_at": 303, "open_by_handle_at": 304},
        **{"reboot": 169, "kexec_load": 246, "init_module": 175, "delete_module": 176, "swapon": 167, "acct": 163},
        **{"quotactl": 179, "syslog": 103, "settimeofday": 164, "sethostname": 170, "clone": 56, "prlimit64": 302},
        **{"setpriority": 141, "sched_setaffinity": 203, "ioprio_set": 251, "tkill": 200, "rt_sigqueueinfo": 129},
        **{"iopl": 172, "ioperm": 173, "modify_ldt": 154, "vhangup": 153, "personality": 135, "fanotify_init": 300},
        **{"process_vm_writev": 311, "finit_module": 313, "kexec_file_load": 320, "swapoff": 168, "adjtimex": 159},
        **{"setdomainname": 171, "clock_settime": 227, "tgkill": 234, "sched_setscheduler": 144, "capset": 126},
        **{"move_pages": 279, "migrate_pages": 256, "shmget": 29, "semget": 64, "msgget": 68, "mq_open": 240},
    },
    "aarch64": {
        **{"keyctl": 219, "add_key": 217, "request_key": 218, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282},
        **{"ptrace": 117, "process_vm_readv": 270, "kcmp": 272, "unshare": 97, "setns": 268, "mount": 40},
        **{"umount2": 39, "pivot_root": 41, "chroot": 51, "name_to_handle_at": 264, "open_by_handle_at": 265},
        **{"reboot": 142, "kexec_load": 104, "init_module": 105, "delete_module": 106, "swapon": 224, "acct": 89},
        **{"quotactl": 60, "syslog": 116, "settimeofday": 170, "sethostname": 161, "clone": 220, "prlimit64": 261},
        **{"setpriority": 140, "sched_setaffinity": 122, "ioprio_set": 30, "tkill": 130, "rt_sigqueueinfo": 138},
        **{"vhangup": 58, "personality": 92, "fanotify_init": 262, "process_vm_writev": 271, "finit_module": 273},
        **{"kexec_file_load": 294, "swapoff": 225, "adjtimex": 171, "setdomainname": 162, "clock_settime": 112},
        **{"tgkill": 131, "sched_setscheduler": 119, "capset": 91, "move_pages": 239, "migrate_pages": 238},
        **{"shmget": 194, "semget": 190, "msgget": 186, "mq_open": 180},
    },
}
JOINED = {"pidfd_send_signal": 424, "io_uring_setup": 425, "open_tree": 428, "move_mount": 429, "fsopen": 430}
JOINED |= {"pidfd_open": 434, "clone3": 435, "pidfd_getfd": 438, "mount_setattr": 442}
JOINED |= {"io_uring_enter": 426, "io_uring_register": 427, "fsconfig": 431, "fsmount": 432, "fspick": 433}
JOINED |= {"process_madvise": 440, "quotactl_fd": 443, "process_mrelease": 448}


def kernel_call(name: str, *arguments: object) -> int:
    """Make a call; OSError when the kernel refuses it, NotImplementedError where this machine has no such call."""
    number = {**JOINED, **NUMBERS.get(platform.machine(), {})}.get(name)
    if number is None:
        raise NotImplementedError(f"{name} on {platform.machine()}")
    return kernel_call_by_number(number, *arguments)


def kernel_call_by_number(number: int, *arguments: object) -> int:
    """Make the call of a number that has no name here; OSError when the kernel refuses it."""
    result = _LIBC.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result
