"""Makes the reader's weights from open data: ``make train``."""
