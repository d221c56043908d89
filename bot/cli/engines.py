"""Which engine embeds the passages of a build: this process, or a Ray cluster.

Promise: the code for Ray is imported where it is named alone.
"""

import os

from bot.cli.options import Engine
from embeddings.errors import UsageError
from embeddings.index.embedding import Embed, embed_here


def choose_embed(engine: Engine, address: str | None) -> Embed:
    """Return what embeds the passages of a build, ready to be used.

    :raises UsageError: If there is an address and no cluster, or it is none.
    :raises SettingsError: If Ray is named and not installed.
    :raises ServiceError: If the cluster cannot be reached.
    """
    if engine is Engine.LOCAL:
        if address is not None:
            raise UsageError("--address names a Ray cluster: say --engine ray too.")
        return embed_here
    from embeddings.cluster.address import ClusterAddress
    from embeddings.cluster.ray_cluster import RayCluster
    from embeddings.cluster.reaching import prepare_ray

    cluster = None if address is None else ClusterAddress.parse(address)
    prepare_ray(cluster, os.environ)
    return RayCluster(cluster).embed
