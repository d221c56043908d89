"""Build a fresh generation from a stories folder, with the reference model.

Promise: until the last step nothing that others read has changed, and nothing that lay there
before is taken over.
"""

from pathlib import Path

from embeddings.encoders import Encoder, TokenCounter
from embeddings.index.embedding import Embed, embed_here
from embeddings.index.generations import IndexFolder
from embeddings.index.manifest import Manifest
from embeddings.index.writing import Progress, Source, read_stories, write_generation


def build_index(
    stories: Path,
    folder: IndexFolder,
    *,
    model: str,
    progress: Progress,
    follow_links: bool = False,
    embed: Embed = embed_here,
) -> Manifest:
    """Build a fresh generation of ``folder`` from a stories folder and switch to it.

    ``embed`` says where passages are embedded, by default in this process.

    :raises StoriesError: If the folder is missing or holds no readable story.
    :raises ModelError: If the model cannot be used.
    :raises UnusableIndexError: If another build is running or ``folder`` cannot be written.
    """
    with folder.building():
        contents = read_stories(
            stories, progress, exclude=folder.root.resolve(), follow_links=follow_links
        )
        with folder.draft() as (generation, draft):
            progress("loading the model", 0, 1)
            encoder, tokens, exported = _open_model(model, folder.encoders)
            progress("loading the model", 1, 1)
            source = Source(
                stories=stories,
                contents=contents,
                encoder=encoder,
                tokens=tokens,
                exported=exported,
                follow_links=follow_links,
                embed=embed,
                rule=folder.rule,
            )
            return write_generation(draft, generation, source, progress)


def _open_model(model: str, folder: Path) -> tuple[Encoder, TokenCounter, Path]:
    """Load a model, export it below a folder, and let go of it where the export embeds for it."""
    # torch takes seconds to import: after the checks above have had their say
    from embeddings.encoders.export import export_encoder, open_quickest  # noqa: PLC0415
    from embeddings.encoders.torch_encoder import TorchEncoder  # noqa: PLC0415

    reference = TorchEncoder.load(model)
    exported = export_encoder(reference, folder)
    return open_quickest(reference, exported), TokenCounter(reference.tokenizer), exported
