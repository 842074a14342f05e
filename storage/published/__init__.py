"""已公布的年报: the text of a report from elsewhere, read as a year of the program.

``read_published`` reads it on trial; what was not understood is said, never guessed.
"""

from storage.published.reader import Published, is_published, read_published

__all__ = ["Published", "is_published", "read_published"]
