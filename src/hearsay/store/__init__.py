"""One SQLite file per case: one writer at a time, readers that never write."""

from hearsay.store.database import FORMAT, Reader, Row, Writer, find_database

__all__ = ["FORMAT", "Reader", "Row", "Writer", "find_database"]
