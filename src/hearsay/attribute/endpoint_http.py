"""One question to an OpenAI-style endpoint and its answer, over the standard library: no proxy, no redirect, one clock.

A report may be confidential: unless that is allowed by name, only this machine is ever asked.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import os
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from hearsay.errors import BadPlug, EndpointDown

__all__ = ["Address", "Unanswered", "ask", "read_address"]

LARGEST = 4_000_000  # bytes of an answer
_PAUSE_S = 0.5  # before the first retry; doubled for each further one
_AGAIN = "Start it and run the same command again: a case keeps what was answered."


class Unanswered(Exception):
    """One question got no answer in time, or an error of the server; the next one may."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to ask. ``hosts`` are tried in order."""

    url: str
    secure: bool
    hosts: tuple[str, ...]
    port: int
    path: str


def read_address(url: str, allow_remote: bool) -> Address:
    """The address of a base URL such as ``http://127.0.0.1:8080/v1``. Raises BadPlug."""
    if not (url.isascii() and url.isprintable()):
        raise BadPlug("the endpoint's address holds other than plain characters.", _example())
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise BadPlug(f"the endpoint's address {url!r} is none ({error}).", _example()) from error
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise BadPlug(f"the endpoint's address {url!r} is none: it takes http(s)://HOST:PORT/v1.", _example())
    if not allow_remote and not _is_here(host):
        raise BadPlug(
            f"the endpoint {host} is not this machine, and reports may be confidential.",
            "To send them there all the same: --set endpoint.allow-remote=yes",
        )
    secure = parts.scheme == "https"
    hosts = ("127.0.0.1", "::1") if host == "localhost" else (host,)  # no resolver is asked where that is
    path = parts.path.rstrip("/").replace(" ", "%20") + "/chat/completions" + (f"?{parts.query}" if parts.query else "")
    return Address(url.strip(), secure, hosts, port or (443 if secure else 80), path)


def ask(address: Address, question: dict[str, Any], timeout_s: float, retries: int) -> dict[str, Any]:
    """The answer to one question, as JSON. Raises Unanswered for this question, EndpointDown for all of them."""
    body = json.dumps(question, ensure_ascii=True).encode("ascii")
    for attempt in range(retries + 1):
        if attempt:
            time.sleep(_PAUSE_S * 2 ** (attempt - 1))
        try:
            connection = _connect(address, timeout_s)
        except OSError as error:
            lost: Exception = error
            continue
        try:
            status, data = _post(connection, address.path, body, timeout_s)
        except TimeoutError:
            lost = Unanswered(f"the endpoint gave no answer within {timeout_s:g} s")
            continue
        except (OSError, http.client.HTTPException) as error:
            lost = Unanswered(f"the endpoint broke off ({_name(error)})")
            continue
        if status in (408, 425, 429) or status >= 500:
            lost = Unanswered(f"the endpoint answered {status}: {_told(data)}")
            continue
        _refuse(address, status, data)
        return _object(data)
    if isinstance(lost, Unanswered):
        raise lost
    raise EndpointDown(f"the endpoint {address.url} cannot be reached ({_name(lost)}).", _AGAIN)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _post(connection: http.client.HTTPConnection, path: str, body: bytes, timeout_s: float) -> tuple[int, bytes]:
    late = threading.Event()

    def cut() -> None:
        late.set()
        with contextlib.suppress(OSError):
            if connection.sock is not None:
                connection.sock.shutdown(socket.SHUT_RDWR)  # also where an answer comes drop by drop

    clock = threading.Timer(timeout_s, cut)
    clock.daemon = True
    clock.start()
    try:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "hearsay"}
        if key := os.environ.get("HEARSAY_ENDPOINT_KEY", "").strip():
            headers["Authorization"] = f"Bearer {key}"
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        data = answer.read(LARGEST + 1)
        if late.is_set():
            raise TimeoutError
    except (OSError, http.client.HTTPException):
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        clock.cancel()
        connection.close()
    if len(data) > LARGEST:
        raise http.client.HTTPException(f"an answer of more than {LARGEST:,} bytes")
    return answer.status, data


def _connect(address: Address, timeout_s: float) -> http.client.HTTPConnection:
    refused: OSError | None = None
    for host in address.hosts:
        made: http.client.HTTPConnection
        if address.secure:
            made = http.client.HTTPSConnection(
                host, address.port, timeout=timeout_s, context=ssl.create_default_context()
            )
        else:
            made = http.client.HTTPConnection(host, address.port, timeout=timeout_s)
        try:
            made.connect()
        except OSError as error:
            refused = refused or error
            continue
        return made
    assert refused is not None
    raise refused


def _refuse(address: Address, status: int, data: bytes) -> None:
    if 300 <= status < 400:
        raise EndpointDown(
            f"the endpoint {address.url} sends elsewhere (HTTP {status}), which is not followed.",
            "Name the address itself: --set endpoint.url=…",
        )
    if status != 200:
        raise EndpointDown(
            f"the endpoint {address.url} refused (HTTP {status}): {_told(data)}.",
            "Look at --set endpoint.url and endpoint.model; a key goes into HEARSAY_ENDPOINT_KEY.",
        )


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) else {}


def _told(data: bytes) -> str:
    text = " ".join(data[:2000].decode("utf-8", "replace").split())
    return "".join(c if c.isprintable() else "?" for c in text)[:160].rstrip(".") or "nothing said"


def _name(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) else ""
    return said or type(error).__name__


def _example() -> str:
    return "For instance: --set endpoint.url=http://127.0.0.1:8080/v1"
