import subprocess
import sys


def test_reading_text_stories_loads_no_heavy_library() -> None:
    script = (
        "import sys, tempfile, pathlib\n"
        "import embeddings.stories.sources.folder\n"
        "folder = pathlib.Path(tempfile.mkdtemp())\n"
        "(folder / 'a.txt').write_text('The bridge\\n\\nIt is closed since Nov. 24, 2017.')\n"
        "assert embeddings.stories.sources.folder.read_folder(folder).stories\n"
        "heavy = 'trafilatura lxml dateparser frontmatter markdown_it yaml charset_normalizer'\n"
        "print([name for name in heavy.split() if name in sys.modules])\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
