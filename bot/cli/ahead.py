"""Open the index that will be asked while what answers is still imported: reading files and opening
graphs takes the libraries' time, importing takes Python's.

Promise: what goes wrong is told when the command comes to open the index, as if it had waited.
"""

from concurrent.futures import ThreadPoolExecutor

from bot.cli.context import Ahead, Context
from bot.index_place import open_settled
from embeddings.errors import BylineError
from embeddings.index import IndexFolder


def open_ahead(context: Context) -> Ahead | None:
    """Begin to open the generation of the stories folder, where there is one in an index folder."""
    if context.settings.milvus is not None or not context.stories.exists():
        return None
    try:
        generation = IndexFolder(context.index).find(context.stories)
    except BylineError:
        return None
    if generation is None:
        return None
    opener = ThreadPoolExecutor(max_workers=1)
    index = opener.submit(open_settled, context.settings_here, generation)
    opener.shutdown(wait=False)
    return Ahead(generation, index)
