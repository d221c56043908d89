"""How onnxruntime is opened."""

import subprocess
import sys

WATCH = """
import os, sys

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "onnxruntime":
            print(os.environ.get("ORT_DISABLE_TELEMETRY"))

sys.meta_path.insert(0, Watch())
import embeddings.encoders.session
"""


def test_onnxruntime_is_told_to_report_nothing_before_it_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCH], capture_output=True, text=True, check=True, env={}
    )

    assert done.stdout == "1\n"
