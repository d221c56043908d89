"""Stories: from a folder of files in many formats to clean text and what is known about it.

Importing this package loads no heavy library: those for web pages, Markdown and foreign dates load
when the first such story is met.
"""

from embeddings.stories.raw import Notice, RawStory, Skipped
from embeddings.stories.sources.files import SourceFile, list_source_files
from embeddings.stories.sources.folder import FolderContents, Known, ReadFile, read_folder
from embeddings.stories.story import Removed, Story

__all__ = [
    "FolderContents",
    "Known",
    "Notice",
    "RawStory",
    "ReadFile",
    "Removed",
    "Skipped",
    "SourceFile",
    "Story",
    "list_source_files",
    "read_folder",
]
