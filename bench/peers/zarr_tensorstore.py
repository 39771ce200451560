"""tensorstore as a driver of zarr_peers.py.

    zarr_tensorstore.py CONFIG SOURCE TARGET FIELD CELLS THREADS [COMMAND...]
"""

import sys

import tensorstore
from zarr_driver import Driver, serve


class Tensorstore(Driver):
    def open(self, folder):
        return tensorstore.open(
            {
                "driver": "zarr3",
                # Nobody else here waits for the disk.
                "kvstore": {"driver": "file", "path": f"{folder}/", "file_io_sync": False},
                "context": {
                    "data_copy_concurrency": {"limit": self.threads},
                    "file_io_concurrency": {"limit": self.threads},
                },
            },
            open=True,
        ).result()

    def read(self, array, box):
        return array[box].read().result()

    def write(self, array, box, values):
        array[box].write(values).result()


if __name__ == "__main__":
    serve(Tensorstore(sys.argv[1:]), sys.argv[7:])
