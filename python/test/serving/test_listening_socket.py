"""A port is shared between versions of an endpoint, never with another program."""

import socket

import pytest

from atelier.problem import Problem
from atelier.serving.listening_socket import listening_socket


def test_two_versions_may_listen_on_one_port():
    with listening_socket("127.0.0.1", 0) as old:
        port = old.getsockname()[1]
        with listening_socket("127.0.0.1", port) as new:
            assert new.getsockname() == old.getsockname()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_port_of_another_program_is_refused(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as other:
        port = other.getsockname()[1]
        with pytest.raises(Problem, match=f"port {port} of {host}") as caught:
            listening_socket(host, port)
    assert caught.value.code == "PortInUse"


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_refused(host):
    with pytest.raises(Problem, match=host) as caught:
        listening_socket(host, 0)
    assert caught.value.code == "CannotListen"
