"""Stories: from a folder of files in many formats to clean text and what is known about it.

Importing this package loads what a story is and which files hold one, nothing that reads or
cleans: that is asked for as ``embeddings.stories.sources.folder``. Libraries for web pages,
Markdown and foreign dates load when the first such story is met.
"""

from embeddings.stories.raw import Notice, RawStory, Skipped
from embeddings.stories.sources.files import SourceFile, list_source_files
from embeddings.stories.story import Removed, Story

__all__ = [
    "Notice",
    "RawStory",
    "Removed",
    "Skipped",
    "SourceFile",
    "Story",
    "list_source_files",
]
