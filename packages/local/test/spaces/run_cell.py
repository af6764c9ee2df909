"""Run one cell of code, from standard input, in a new kernel of a space, and print what it wrote.

One argument: the socket of the space. The kernel is ended afterwards, unless a second argument says "keep".
"""

import http.client
import json
import socket
import sys
import uuid

import websocket

SECONDS = 120


class SocketConnection(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = connected(self.host)


def connected(path: str) -> socket.socket:
    made = socket.socket(socket.AF_UNIX)
    made.settimeout(SECONDS)
    made.connect(path)
    return made


def ask(path: str, method: str, url: str, body: object = None) -> dict:
    connection = SocketConnection(path)
    text = None if body is None else json.dumps(body)
    connection.request(method, url, text, {"Host": "july--sales.localhost:8470"})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status >= 400:
        sys.exit(f"{method} {url}: {answer.status} {content[:400]!r}")
    return json.loads(content or b"{}")


def run(path: str, code: str) -> str:
    kernel = ask(path, "POST", "/api/kernels", {"name": "python3"})["id"]
    channels = websocket.create_connection(
        f"ws://july--sales.localhost:8470/api/kernels/{kernel}/channels", socket=connected(path), suppress_origin=True
    )
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "username": "",
        "session": "",
        "version": "5.3",
    }
    content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    channels.send(json.dumps(message))
    written = []
    while True:
        heard = json.loads(channels.recv())
        if heard["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        if heard["msg_type"] == "stream":
            written.append(heard["content"]["text"])
        elif heard["msg_type"] == "error":
            written.append(f"{heard['content']['ename']}: {heard['content']['evalue']}")
        elif heard["msg_type"] == "status" and heard["content"]["execution_state"] == "idle":
            break
    channels.close()
    if "keep" not in sys.argv[2:]:
        ask(path, "DELETE", f"/api/kernels/{kernel}")
    return "".join(written)


def type_into(path: str, name: str, text: str) -> None:
    """Type into a terminal; returns when its shell has been heard."""
    terminal = websocket.create_connection(
        f"ws://july--sales.localhost:8470/terminals/websocket/{name}", socket=connected(path), suppress_origin=True
    )
    terminal.send(json.dumps(["stdin", text]))
    terminal.recv()
    terminal.close()


if __name__ == "__main__":
    if sys.argv[2:] == ["terminal"]:
        print(ask(sys.argv[1], "POST", "/api/terminals")["name"], end="")
    elif sys.argv[2:3] == ["type"]:
        type_into(sys.argv[1], sys.argv[3], sys.stdin.read())
    else:
        print(run(sys.argv[1], sys.stdin.read()), end="")
