package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfoCommandTest {
    private static Path fixture(String name) {
        return Cli.FIXTURES.resolve(name);
    }

    private static String info(Object... args) {
        Result result = Cli.run(args);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return result.out().replace(Cli.FIXTURES + "/", "");
    }

    @Test
    void aTreeOfGroupsIsShown() {
        assertThat(info("info", fixture("netcdf4/groups.nc"))).isEqualToNormalizingNewlines("""
                        netcdf4/groups.nc: NetCDF-4 (HDF5)
                        8 variables, 169 B decoded, 4.15 KiB stored, ratio 0.04

                        dimensions
                          time  2  unlimited
                          lat   3

                        variables
                          name  type     dimensions
                          time  float64  time 2
                          lat   float32  lat 3

                        storage
                          name  chunks      shards  codecs  decoded  stored  ratio
                          time  512         -       -          16 B   4 KiB   0.00
                          lat   contiguous  -       -          12 B    12 B   1.00

                        attributes
                          :title         "root"
                          time:units     "hours since 2020-01-01"
                          time:calendar  "standard"
                          lat:units      "degrees_north"

                        group /forecast

                        dimensions
                          lon  2

                        variables
                          name  type     dimensions
                          lon   float32  lon 2
                          t2m   float32  time 2, lat 3, lon 2

                        storage
                          name  chunks      shards  codecs  decoded  stored  ratio
                          lon   contiguous  -       -           8 B     8 B   1.00
                          t2m   1 x 3 x 2   -       -          48 B    48 B   1.00

                        attributes
                          :model          "IFS"
                          lon:units       "degrees_east"
                          t2m:_FillValue  -999.0 (float32)

                        group /forecast/surface

                        dimensions
                          lat  5

                        variables
                          name    type     dimensions
                          lat     float64  lat 5
                          height  int16    lat 5, lon 2

                        storage
                          name    chunks      shards  codecs  decoded  stored  ratio
                          lat     contiguous  -       -          40 B    40 B   1.00
                          height  contiguous  -       -          20 B    20 B   1.00

                        group /empty

                        group /deep

                        group /deep/er

                        group /deep/er/and

                        group /deep/er/and/deeper

                        variables
                          name  type   dimensions
                          v     uint8  -

                        storage
                          name  chunks      shards  codecs  decoded  stored  ratio
                          v     contiguous  -       -           1 B     1 B   1.00

                        group /analysis

                        variables
                          name  type     dimensions
                          t2m   float64  lat 3

                        storage
                          name  chunks      shards  codecs  decoded  stored  ratio
                          t2m   contiguous  -       -          24 B    24 B   1.00
                        """);
    }

    @Test
    void enumerationsAndWhatIsNotSupportedAreShown() {
        assertThat(info("info", fixture("netcdf4/user_types.nc"))).isEqualToNormalizingNewlines("""
                        netcdf4/user_types.nc: NetCDF-4 (HDF5)
                        5 variables, 45 B decoded, 42 B stored, ratio 1.07

                        dimensions
                          x  3

                        variables
                          name        type                dimensions
                          enum        uint8 enum cloud_t  x 3
                          enum_unset  uint8 enum cloud_t  x 3
                          enum_wide   int64 enum wide_t   x 3
                          plain       float32             x 3

                        enumerations
                          cloud_t  clear 0, cumulus 1, stratus 2, missing 255
                          wide_t   least -4611686018427387904, most 4611686018427387904

                        storage
                          name        chunks      shards  codecs  decoded  stored  ratio
                          enum        contiguous  -       -           3 B     3 B   1.00
                          enum_unset  contiguous  -       -           3 B     0 B      -
                          enum_wide   contiguous  -       -          24 B    24 B   1.00
                          plain       contiguous  -       -          12 B    12 B   1.00

                        not supported
                          compound         datatype compound {u: float32, v: float32} is not supported
                          compound_scalar  datatype compound {u: float32, v: float32} is not supported
                          compound_nested  datatype compound {id: int16, wind: compound {u: float32, v: float32}, levels:
                                           array (2) of float64} is not supported
                          vlen             datatype variable-length sequence of int32 is not supported
                          vlen_never       datatype variable-length sequence of int32 is not supported

                        attributes
                          enum:_FillValue  255 (uint8)

                        group /group

                        variables
                          name  type                dimensions
                          enum  uint8 enum cloud_t  x 3

                        enumerations
                          cloud_t  clear 0, cumulus 1, stratus 2, missing 255

                        storage
                          name  chunks      shards  codecs  decoded  stored  ratio
                          enum  contiguous  -       -           3 B     3 B   1.00

                        not supported
                          vlen_float  datatype variable-length sequence of float64 is not supported
                        """);
    }

    @Test
    void programsGetAStableSchema() {
        assertThat(info("info", fixture("netcdf3/cdf1_only_record_variable_short.nc"), "--json"))
                .isEqualToNormalizingNewlines("""
                        {
                          "schema": "varve.info/1",
                          "path": "netcdf3/cdf1_only_record_variable_short.nc",
                          "format": "NetCDF classic (CDF-1)",
                          "decoded_bytes": 42,
                          "stored_bytes": 42,
                          "groups": [
                            {
                              "path": "/",
                              "dimensions": [
                                {
                                  "name": "time",
                                  "length": 5,
                                  "unlimited": true
                                },
                                {
                                  "name": "x",
                                  "length": 3,
                                  "unlimited": false
                                }
                              ],
                              "variables": [
                                {
                                  "path": "/fixed",
                                  "type": "int32",
                                  "dimensions": [
                                    "/x"
                                  ],
                                  "shape": [
                                    3
                                  ],
                                  "layout": "contiguous",
                                  "codecs": [],
                                  "fill_value": "-2147483647",
                                  "decoded_bytes": 12,
                                  "stored_bytes": 12,
                                  "attributes": []
                                },
                                {
                                  "path": "/v",
                                  "type": "int16",
                                  "dimensions": [
                                    "/time",
                                    "/x"
                                  ],
                                  "shape": [
                                    5,
                                    3
                                  ],
                                  "layout": "record",
                                  "chunk_shape": [
                                    1,
                                    3
                                  ],
                                  "codecs": [],
                                  "fill_value": "-32767",
                                  "decoded_bytes": 30,
                                  "stored_bytes": 30,
                                  "attributes": []
                                }
                              ],
                              "unsupported": [],
                              "attributes": []
                            }
                          ]
                        }
                        """);
    }

    @Test
    void oneArrayIsShownAlone() {
        assertThat(info("info", fixture("netcdf3/cdf1_cf.nc"), "--array", "crs"))
                .isEqualToNormalizingNewlines("""
                        netcdf3/cdf1_cf.nc: NetCDF classic (CDF-1)
                        1 variable, 4 B decoded, 4 B stored, ratio 1.00

                        variables
                          name  type   dimensions
                          crs   int32  -

                        storage
                          name  chunks      shards  codecs  decoded  stored  ratio
                          crs   contiguous  -       -           4 B     4 B   1.00

                        attributes
                          :Conventions           "CF-1.8"
                          crs:grid_mapping_name  "latitude_longitude"
                        """);
    }

    @Test
    void valuesArePrintedOnePerLine() {
        assertThat(info("info", fixture("netcdf3/cdf1_cf.nc"), "--array", "/time_bnds", "--values"))
                .isEqualToNormalizingNewlines("""
                        0.0
                        31.0
                        31.0
                        59.0
                        59.0
                        90.0
                        """);
    }

    @Test
    void anArrayThatIsNotThereIsAUsageErrorWithTheNearest() {
        Result result = Cli.run("info", fixture("netcdf3/cdf1_cf.nc"), "--array", "tm2");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualToNormalizingNewlines("""
                varve: there is no array 'tm2' in %s
                try:   did you mean 't2m'?
                """.formatted(fixture("netcdf3/cdf1_cf.nc")));
    }

    @Test
    void longAttributesAreCutOnATerminalUnlessAllIsWanted() {
        Path path = fixture("netcdf4/attributes.nc");
        Result cut = Cli.runIn(Map.of(), true, new StopSignal(), "info", path);
        Result full = Cli.runIn(Map.of(), true, new StopSignal(), "info", path, "--full");
        Result piped = Cli.run("info", path);
        assertThat(cut.out()).contains(" ...");
        assertThat(full.out()).isEqualTo(piped.out()).doesNotContain(" ...");
    }

    @ParameterizedTest
    @CsvSource({
        "GRIB0000, 'is GRIB, which is not read yet; ''cdo -f nc4 copy'' makes NetCDF of it'",
        "'temperature,1\n', 'is text, neither NetCDF nor HDF5; ''ncgen -k nc4'' makes NetCDF of CDL'",
        "'<!DOCTYPE html><html>', 'is a web page, perhaps an error that a download left; look into it'",
        "'', 'is empty; perhaps what should have written it has failed'"
    })
    void whatIsNoDatasetIsSaidToBeWhatItLooksLike(String content, String complaint) throws IOException {
        Path file = Files.createTempFile("varve", ".nc");
        Files.writeString(file, content);
        Result result = Cli.run("info", file);
        Files.delete(file);
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualToNormalizingNewlines("varve: " + file + ": " + complaint + "\n");
    }

    @Test
    void aMissingFileAndAFolderThatIsNoStoreAreInputErrors() {
        Path missing = Path.of("nowhere", "in.nc");
        assertThat(Cli.run("info", missing).code()).isEqualTo(5);
        assertThat(Cli.run("info", missing).err())
                .startsWith("varve: " + missing + ": there is no such file or folder; the folder ")
                .endsWith("nowhere is missing too\n");
        assertThat(Cli.run("info", Cli.FIXTURES).code()).isEqualTo(5);
        assertThat(Cli.run("info", Cli.FIXTURES).err())
                .isEqualTo(
                        "varve: " + Cli.FIXTURES
                                + ": is a folder without zarr.json, .zgroup or .zarray, so no Zarr store; name a store or a file in it\n");
    }
}
