"""``python -m hearsay``."""

from hearsay.cli import main

main()
