"""Turn text into unit vectors: with torch to build an index, with onnxruntime to ask it."""

from embeddings.encoders.encoder import Encoder, EncoderSettings, TokenCounter, Vectors
from embeddings.encoders.onnx_encoder import open_encoder

__all__ = ["Encoder", "EncoderSettings", "TokenCounter", "Vectors", "open_encoder"]
