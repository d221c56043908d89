"""Read a response's body, however it is packed, without ever holding more than is allowed."""

import zlib
from collections.abc import Callable

from aiohttp import StreamReader

from embeddings.errors import UnpackingError

_CHUNK = 65_536
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_RAW_DEFLATE = -zlib.MAX_WBITS


async def read_body(stream: StreamReader, encoding: str, most: int) -> bytes:
    """Return the unpacked body.

    :raises UnpackingError: If it has more than ``most`` bytes, packed or not, or is badly packed.
    """
    packed = bytearray()
    async for chunk in stream.iter_chunked(_CHUNK):
        packed += chunk
        if len(packed) > most:
            raise UnpackingError(f"is larger than {most / 1e6:g} MB: Byline takes no more")
    data = bytes(packed)
    for name in reversed([one.strip().lower() for one in encoding.split(",") if one.strip()][:5]):
        data = _unpack(name, data, most)
    return data


def _unpack(name: str, data: bytes, most: int) -> bytes:
    if name in {"identity", "none", "utf-8"}:
        return data
    if name not in {"gzip", "x-gzip", "deflate"}:
        raise UnpackingError(f"is packed as {name[:20]!r}, which Byline did not ask for")
    if not data:
        return b""
    try:
        return _inflate(data, most, lambda: zlib.decompressobj(_GZIP_OR_ZLIB))
    except zlib.error as error:
        if name != "deflate":
            raise UnpackingError("is damaged: it is not whole") from error
    try:
        return _inflate(data, most, lambda: zlib.decompressobj(_RAW_DEFLATE))
    except zlib.error as error:
        raise UnpackingError("is damaged: it is not whole") from error


def _inflate(data: bytes, most: int, start: Callable[[], "zlib._Decompress"]) -> bytes:
    """Unpack one stream after the other, as gzip files may be joined."""
    unpacked = bytearray()
    while data:
        inflater = start()
        unpacked += inflater.decompress(data, most + 1 - len(unpacked))
        if len(unpacked) > most:
            raise UnpackingError(f"unpacks to more than {most / 1e6:g} MB: Byline takes no more")
        if not inflater.eof:
            raise UnpackingError("is damaged: it is not whole")
        data = inflater.unused_data if inflater.unused_data[:2] == b"\x1f\x8b" else b""
    return bytes(unpacked)
