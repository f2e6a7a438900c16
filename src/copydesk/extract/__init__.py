"""From a saved page, a text or an archive file to `Article` records."""

from copydesk.extract.read import read_articles

__all__ = ["read_articles"]
