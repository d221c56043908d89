"""How onnxruntime is opened."""

import subprocess
import sys

WATCH = """
import ctypes, sys

getenv = ctypes.CDLL(None).getenv
getenv.restype = ctypes.c_char_p

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "onnxruntime":
            print(getenv(b"ORT_DISABLE_TELEMETRY"))

sys.meta_path.insert(0, Watch())
import embeddings.encoders.session
"""


def test_onnxruntime_is_told_to_report_nothing_before_it_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCH], capture_output=True, text=True, check=True, env={}
    )

    assert done.stdout == "b'1'\n"
