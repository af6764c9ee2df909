"""The system calls that a confined process may make, as a program for the kernel's filter."""

import struct
from dataclasses import dataclass
from errno import EAFNOSUPPORT, ENOSYS, EPERM, EPROTONOSUPPORT

from atelier.sandbox.system_calls import Machine

LOAD_WORD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE, KILL_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000
# Where the kernel puts number, architecture and arguments: struct seccomp_data of linux/seccomp.h.
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
CLONE_THREAD = 0x00010000
# Every CLONE_NEW* flag of linux/sched.h.
NEW_NAMESPACES = 0x7E020080
AF_UNIX, AF_INET, AF_INET6, AF_NETLINK = 1, 2, 10, 16
# Of asm-generic/ioctls.h: a key press, and a console's clipboard, as if the terminal's owner had made it.
TYPE_INTO_A_TERMINAL, COMMAND_A_CONSOLE = 0x5412, 0x541C
# Of linux/personality.h: as usual, of 32 bits, and a question that changes nothing.
HARMLESS_PERSONALITIES = [0, 8, 0xFFFFFFFF]

Instruction = tuple[int, int, int, int]


@dataclass(frozen=True)
class Calls:
    """Conditions that the filter depends on.

    `reach`: "nothing" opens and connects no socket; "sockets" unix sockets alone; "loopback" internet ones too, which
    is a wall only in a network namespace. `processes`: "one" makes threads alone, "many" may fork.
    `pid`: the only process that may be signalled; None where a process namespace hides the others.
    """

    reach: str
    processes: str
    pid: int | None


def filter_program(machine: Machine, calls: Calls) -> bytes:
    """The filter as the array of struct sock_filter that the kernel and bubblewrap take."""
    instructions: list[Instruction] = [
        (LOAD_WORD, 0, 0, ARCHITECTURE),
        (JUMP_EQUAL, 1, 0, machine.architecture),
        (RETURN, 0, 0, KILL_PROCESS),
        (LOAD_WORD, 0, 0, NUMBER),
    ]
    if machine.foreign_numbers_from is not None:
        instructions += [(JUMP_AT_LEAST, 0, 1, machine.foreign_numbers_from), (RETURN, 0, 0, KILL_PROCESS)]
    for name in machine.refused:
        instructions += _refuse(machine.numbers[name], EPERM)
    # With its arguments in memory it cannot be judged; the C library falls back to clone.
    instructions += _refuse(machine.numbers["clone3"], ENOSYS)
    instructions += _none_of(machine.numbers["ioctl"], 1, [TYPE_INTO_A_TERMINAL, COMMAND_A_CONSOLE], EPERM)
    instructions += _one_of(machine.numbers["personality"], 0, HARMLESS_PERSONALITIES, EPERM)
    instructions += _clone(machine, calls)
    instructions += _sockets(machine, calls)
    instructions += _signals(machine, calls)
    instructions.append((RETURN, 0, 0, ALLOW))
    return b"".join(struct.pack("HBBI", *instruction) for instruction in instructions)


def _refuse(number: int, error: int) -> list[Instruction]:
    return [(JUMP_EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSE | error)]


def _clone(machine: Machine, calls: Calls) -> list[Instruction]:
    forks = [number for name in ("fork", "vfork") if (number := machine.numbers.get(name)) is not None]
    refused_forks = [part for number in forks for part in _refuse(number, EPERM)] if calls.processes == "one" else []
    may = (JUMP_ANY_BIT, 1, 0, CLONE_THREAD) if calls.processes == "one" else (JUMP_ANY_BIT, 0, 1, NEW_NAMESPACES)
    return refused_forks + _judge(machine.numbers["clone"], 0, [may], EPERM)


def _sockets(machine: Machine, calls: Calls) -> list[Instruction]:
    families = {"nothing": [], "sockets": [AF_UNIX], "loopback": [AF_UNIX, AF_INET, AF_INET6, AF_NETLINK]}[calls.reach]
    instructions = _routes_alone(machine.numbers["socket"]) if AF_NETLINK in families else []
    instructions += _one_of(machine.numbers["socket"], 0, families, EAFNOSUPPORT)
    # A pair is no way out: both of its ends are in the process that asks for it.
    instructions += _one_of(machine.numbers["socketpair"], 0, [AF_UNIX], EAFNOSUPPORT)
    return instructions + (_refuse(machine.numbers["connect"], EPERM) if calls.reach == "nothing" else [])


def _routes_alone(number: int) -> list[Instruction]:
    """Of the parts of the kernel that a message can be sent to, the one that libraries ask for the interfaces."""
    routes = 0
    block = [
        (LOAD_WORD, 0, 0, ARGUMENTS),
        (JUMP_EQUAL, 0, 3, AF_NETLINK),
        (LOAD_WORD, 0, 0, ARGUMENTS + 16),
        (JUMP_EQUAL, 1, 0, routes),
        (RETURN, 0, 0, REFUSE | EPROTONOSUPPORT),
        # The judgements that follow expect it again.
        (LOAD_WORD, 0, 0, NUMBER),
    ]
    return [(JUMP_EQUAL, 0, len(block), number), *block]


def _signals(machine: Machine, calls: Calls) -> list[Instruction]:
    if calls.pid is None:
        return []
    instructions = _refuse(machine.numbers["tkill"], EPERM) + _refuse(machine.numbers["pidfd_send_signal"], EPERM)
    for name in ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open"):
        instructions += _one_of(machine.numbers[name], 0, [calls.pid], EPERM)
    for name, argument in machine.of_processes.items():
        # Zero is whoever calls.
        instructions += _one_of(machine.numbers[name], argument, [0, calls.pid], EPERM)
    return instructions


def _one_of(number: int, argument: int, values: list[int], error: int) -> list[Instruction]:
    tests = [(JUMP_EQUAL, len(values) - index, 0, value) for index, value in enumerate(values)]
    return _judge(number, argument, tests, error)


def _none_of(number: int, argument: int, values: list[int], error: int) -> list[Instruction]:
    last = len(values) - 1
    tests = [(JUMP_EQUAL, last - index, int(index == last), value) for index, value in enumerate(values)]
    return _judge(number, argument, tests, error)


def _judge(number: int, argument: int, tests: list[Instruction], error: int) -> list[Instruction]:
    """For one call: refused unless a test jumps over the refusal that follows the last of them."""
    block = [(LOAD_WORD, 0, 0, ARGUMENTS + 8 * argument), *tests, (RETURN, 0, 0, REFUSE | error), (RETURN, 0, 0, ALLOW)]
    return [(JUMP_EQUAL, 0, len(block), number), *block]
