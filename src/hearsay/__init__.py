"""hearsay: what a pile of news reports claims, who says so, and how many independent origins stand behind each claim."""

from hearsay._version import __version__

__all__ = ["__version__"]
