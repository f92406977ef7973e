"""Workers under a clock: who takes too long is ended and says so, and the next task finds a fresh worker."""

import msgspec

from hearsay.pool import Pool
from hearsay.types import Document
from hearsay.worker import Task


def task(text):
    document = Document("a" * 16, "a.txt", "text", text)
    return Task(["clean"], document.id, {"document": msgspec.msgpack.encode(document)})


def test_a_worker_that_takes_too_long_is_ended_and_replaced():
    pool = Pool(1, {"clean": 0.01})
    try:
        endless = "".join(
            f"The quay at Orvel fell in on day {n}, killing {n} people, police said.\n" for n in range(90_000)
        )
        ((_, given_up),) = pool.run([task(endless)])
        assert given_up.last
        assert given_up.error.startswith("gave up after")
        pool._limits["clean"] = 60
        ((_, done),) = pool.run([task("The quay at Orvel fell in on Tuesday, killing four people, police said.")])
        assert done.error == ""
        assert done.body
    finally:
        pool.close()
