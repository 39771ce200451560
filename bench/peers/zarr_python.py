"""zarr-python as a driver of zarr_peers.py, with one of its codec pipelines.

    zarr_python.py batched|fused|zarrs CONFIG SOURCE TARGET FIELD CELLS THREADS [COMMAND...]
"""

import sys
import warnings

import zarr
from zarr_driver import Driver, serve

PIPELINES = {
    "batched": "zarr.core.codec_pipeline.BatchedCodecPipeline",
    "fused": "zarr.core.codec_pipeline.FusedCodecPipeline",
    "zarrs": "zarrs.ZarrsCodecPipeline",
}


class ZarrPython(Driver):
    def open(self, folder):
        return zarr.open_array(folder, mode="r+")

    def read(self, array, box):
        return array[box]

    def write(self, array, box, values):
        array[box] = values


if __name__ == "__main__":
    pipeline, *words = sys.argv[1:]
    driver = ZarrPython(words)
    zarr.config.set({"codec_pipeline.path": PIPELINES[pipeline], "threading.max_workers": driver.threads})
    if pipeline == "zarrs":
        # It would fall back to zarr-python's own pipeline in silence.
        zarr.config.set({"codec_pipeline.strict": True})
    warnings.simplefilter("ignore")
    serve(driver, words[6:])
