"""Requests whose bytes can be read in more than one way, or are no requests: which status may answer them."""

HEAD = b"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
# What a careless reader would take for a request of its own.
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"

LENGTHS = {
    name: (HEAD + header + b"\r\n\r\nx" + HIDDEN, b"400")
    for name, header in {
        "two lengths": b"Content-Length: 1\r\nContent-Length: 40",
        "one length twice": b"Content-Length: 1\r\nContent-Length: 1",
        "a list of lengths": b"Content-Length: 1, 1",
        "a length with a sign": b"Content-Length: +1",
        "a negative length": b"Content-Length: -1",
        "a length in hexadecimal": b"Content-Length: 0x1",
        "a length with a space": b"Content-Length: 1 1",
        "a length longer than any number": b"Content-Length: 99999999999999999999",
        "an empty length": b"Content-Length:",
        "a space before the colon": b"Content-Length : 1",
        "no colon": b"Content-Length",
        "a length and an encoding": b"Content-Length: 40\r\nTransfer-Encoding: chunked",
        "an encoding and a length": b"Transfer-Encoding: chunked\r\nContent-Length: 4",
        "an encoding nobody knows": b"Transfer-Encoding: xchunked",
        "an encoding after the chunks": b"Transfer-Encoding: chunked, identity",
        "two encodings": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "an encoding behind a control character": b"Transfer-Encoding: \x0bchunked",
        "an encoding on a line of its own": b"Transfer-Encoding:\r\n chunked",
        "a header folded": b"X: a\r\n Content-Length: 1",
        "a carriage return in a header": b"X: a\rTransfer-Encoding: chunked\r\nContent-Length: 1",
        "a zero byte in a header": b"X: a\0b\r\nContent-Length: 1",
        "a header in another character set": b"Content-L\xc3\xa9ngth: 1\r\nContent-Length: 1 ,",
    }.items()
}

CHUNKS = {
    name: (HEAD + CHUNKED + b"\r\n" + chunks + HIDDEN, b"400")
    for name, chunks in {
        "a chunk larger than any number": b"FFFFFFFFFFFFFFFFF\r\nx",
        "a negative chunk": b"-1\r\nx",
        "a chunk's size with a prefix": b"0x1\r\nx\r\n0\r\n\r\n",
        "a chunk longer than it says": b"1\r\nxyz\r\n0\r\n\r\n",
        "chunks that end in half a line end": b"1\nx\n0\n\n",
        "a line end in a chunk's extension": b"1;a\nb\r\nx\r\n0\r\n\r\n",
        "a length after the chunks": b"1\r\nx\r\n0\r\nContent-Length: 5\r\n\r\n",
    }.items()
}

LINES = {
    "another version": (b"GET /ping HTTP/3.7\r\nHost: x\r\n\r\n", b"400"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"400"),
    "an upgrade to HTTP/2 with a body": (
        HEAD + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nContent-Length: 1\r\n\r\nx" + HIDDEN, b"400",
    ),
    "an upgrade to a web socket": (
        b"GET /ping HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n" + HIDDEN, b"400",
    ),
    "a tunnel": (b"CONNECT example:1 HTTP/1.1\r\nHost: x\r\n\r\n" + HIDDEN, b"400"),
    "a method nobody knows": (b"GETX" * 20 + b" /ping HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
    "a method in small letters": (b"get /ping HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
    "lines that end in half a line end": ((HEAD + b"Content-Length: 1\r\n\r\n").replace(b"\r\n", b"\n") + b"x", b"400"),
    "a path that is not ASCII": (b"GET /p\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
    "a zero byte in the path": (b"GET /p\0 HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
    "a greeting of TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200, b"400"),
    "every byte there is": (bytes(range(256)) * 4, b"400"),
    "a long path": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"431"),
    "a long header": (b"GET /ping HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", b"431"),
    "many headers": (b"GET /ping HTTP/1.1\r\n" + b"a: b\r\n" * 30_000 + b"\r\n", b"431"),
    "a header name of megabytes": (b"GET /ping HTTP/1.1\r\n" + b"a" * 5_000_000, b"431"),
    "thousands of requests at once": (b"GET /ping HTTP/1.1\r\nHost: x\r\n\r\n" * 3000, b"400"),
    "a request after the last one": (b"GET /ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + HIDDEN, b"200"),
}  # fmt: skip

HOSTILE_HEADS = {**LENGTHS, **CHUNKS, **LINES}
