"""Writes the NetCDF-4 file that conversions are timed on: a made-up 2 m temperature that compresses as real ones do.

Each hour is climate + season + day + weather. The weather has the red spectrum of the atmosphere (variance falling with
the third power of the wave number), wanders from hour to hour, large scales slowest, and carries a little white noise,
so that the low mantissa bits are as irregular as a model's. The same arguments give the same values.
"""

import argparse
import os

import netCDF4
import numpy as np

LATITUDES, LONGITUDES = 721, 1440
NOISE_KELVIN = 0.02


def weather(generator, latitudes, longitudes):
    """Yields, without end, fields of unit variance that follow each other smoothly."""
    ky = np.fft.fftfreq(latitudes, 1 / latitudes)[:, None]
    kx = np.fft.rfftfreq(longitudes, 1 / longitudes)[None, :]
    wave = np.hypot(kx, ky)
    wave[0, 0] = 1
    amplitude = (3.0 + wave) ** -2.0
    amplitude[0, 0] = 0
    amplitude *= latitudes * longitudes / (2 * np.sqrt((amplitude**2).sum()))
    memory = np.exp(-0.004 * wave)

    def innovation():
        parts = generator.standard_normal((2, *wave.shape), dtype=np.float32)
        return (parts[0] + 1j * parts[1]) * amplitude

    spectrum = innovation()
    while True:
        yield np.fft.irfft2(spectrum, s=(latitudes, longitudes)).astype(np.float32)
        spectrum = memory * spectrum + np.sqrt(1 - memory**2) * innovation()


def hours(steps, latitudes, longitudes, seed):
    """Yields one float32 field in kelvin per hour."""
    generator = np.random.Generator(np.random.PCG64(seed))
    lat = np.deg2rad(np.linspace(90, -90, latitudes, dtype=np.float64))[:, None]
    lon = np.linspace(0, 1, longitudes, endpoint=False)[None, :]
    climate = 301 - 45 * np.sin(lat) ** 2 - 8 * np.clip(-np.sin(lat), 0, 1)
    land = np.clip(next(weather(generator, latitudes, longitudes)), 0, None)
    for hour, field in zip(range(steps), weather(generator, latitudes, longitudes)):
        season = -14 * np.sin(lat) * np.cos(2 * np.pi * hour / 8766)
        day = 5 * land * np.cos(lat) * np.cos(2 * np.pi * (hour / 24 + lon - 0.6))
        noise = NOISE_KELVIN * generator.standard_normal(field.shape, dtype=np.float32)
        yield (climate + season + day + 5 * field + noise).astype(np.float32)


def steps_for(mebibytes, latitudes=LATITUDES, longitudes=LONGITUDES):
    """How many hours take about that much memory, decoded; at least one."""
    return max(1, round(mebibytes * 2**20 / (4 * latitudes * longitudes)))


def write(path, mebibytes, latitudes=LATITUDES, longitudes=LONGITUDES, seed=1):
    """Writes about ``mebibytes`` MiB of decoded data, one hour per chunk, deflate 4 and shuffle."""
    steps = steps_for(mebibytes, latitudes, longitudes)
    with netCDF4.Dataset(path + ".part", "w") as file:
        file.Conventions = "CF-1.11"
        file.title = "Made-up 2 m temperature"
        file.createDimension("time", None)
        file.createDimension("lat", latitudes)
        file.createDimension("lon", longitudes)
        time = file.createVariable("time", "f8", ("time",), chunksizes=(512,))
        time.setncatts({"units": "hours since 2001-01-01", "calendar": "standard", "standard_name": "time"})
        time[:] = np.arange(steps)
        for name, values, unit in (
            ("lat", np.linspace(90, -90, latitudes), "degrees_north"),
            ("lon", np.linspace(0, 360, longitudes, endpoint=False), "degrees_east"),
        ):
            axis = file.createVariable(name, "f8", (name,))
            axis.units = unit
            axis[:] = values
        field = file.createVariable(
            "t2m", "f4", ("time", "lat", "lon"), fill_value=np.float32(1e20),
            zlib=True, complevel=4, shuffle=True, chunksizes=(1, latitudes, longitudes),
        )  # fmt: skip
        field.setncatts({"units": "K", "standard_name": "air_temperature", "cell_methods": "time: point"})
        for step, values in enumerate(hours(steps, latitudes, longitudes, seed)):
            field[step] = values
    os.replace(path + ".part", path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path")
    parser.add_argument("--mebibytes", type=float, default=1024, help="decoded size (default: 1024)")
    parser.add_argument("--grid", type=int, nargs=2, default=(LATITUDES, LONGITUDES), metavar=("LAT", "LON"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.path, options.mebibytes, *options.grid, options.seed)
