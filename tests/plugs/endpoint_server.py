"""A small real server that answers like an OpenAI-style endpoint, from rules, or as badly as it is told to."""

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_SENTENCE = re.compile(r"[^.\n“”]*(?:“[^”]*”[^.\n]*)?[^.\n]*\.?")
_SAID = re.compile(r"(?P<content>.+?),? (?P<source>(?:[\w’']+ ){0,3}[\w’']+) (?P<cue>said|denied|told reporters)\b")


def mark(report):
    """Attributions of the form "…, somebody said"."""
    rows = []
    for sentence in (m.group().strip() for m in _SENTENCE.finditer(report)):
        if found := _SAID.match(sentence):
            stance = "denies" if found["cue"] == "denied" else "asserts"
            rows.append(row(sentence, found["source"], found["cue"], [found["content"]], stance))
    return {"attributions": rows}


def row(context, source, cue, content, stance="asserts", hedge=""):
    return {"context": context, "source": source, "cue": cue, "content": content, "stance": stance, "hedge": hedge}


class Server:
    """``answer(report, number)`` gives a dict to send as JSON, a str to send as the model's words, or raises Raw."""

    def __init__(self, answer=None):
        self.answer = answer or (lambda report, number: mark(report))
        self.asked = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append((self.path, dict(self.headers), question))
                report = json.loads(question["messages"][1]["content"])["report"]
                try:
                    said = outer.answer(report, len(outer.asked))
                except Raw as raw:
                    self.close_connection = True
                    raw.send(self)
                    return
                words = said if isinstance(said, str) else json.dumps(said)
                self.reply(200, {"choices": [{"message": {"content": words}, "finish_reason": "stop"}]})

            def reply(self, status, value, headers=()):
                body = value if isinstance(value, bytes) else json.dumps(value).encode()
                self.send_response(status)
                for name, text in (("Content-Length", str(len(body))), *headers):
                    self.send_header(name, text)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class Raw(Exception):
    """Sends something else than an answer."""

    def __init__(self, send):
        self.send = send


def status(code, value=b"", headers=()):
    return Raw(lambda handler: handler.reply(code, value, headers))


def hang_up():
    return Raw(lambda handler: handler.connection.close())


def drip(seconds):
    def send(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                handler.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.02)

    return Raw(send)
