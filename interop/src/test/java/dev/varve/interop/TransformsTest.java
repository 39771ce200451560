package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is selected, changed or put together is what xarray makes of the same files. */
@Tag("interop")
class TransformsTest {
    @TempDir
    private static Path folder;

    private static PythonScript script;

    @BeforeAll
    static void start() throws IOException {
        script = PythonScript.start("check_transforms.py");
        assertThat(script.ask("make\t" + folder)).isEqualTo("made");
    }

    @AfterAll
    static void stop() throws IOException {
        script.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "isel|one.nc|--isel time=3:11,lev=-1 --isel lat=::-1,lon=1::3",
                "isel_scalar_time|one.nc|--isel time=5",
                "sel|one.nc|--select time=2000-01-02..2000-01-03,lat=60..-30,lev=850",
                "sel_nearest|one.nc|--select lat=22,lon=200 --nearest",
                "sel_month|noleap.nc|--select time=2000-02..2000-03-01",
                "rename|one.nc|--rename t=ta,lat=latitude,time_bnds=tb",
                "cast|one.nc|--cast t=float32,p=float64,land=int32",
                "scale|one.nc|--scale t=1,-273.15,degC,lev=100,,Pa",
                "mask|one.nc|--mask t=210..280,p=land",
                "transpose|one.nc|--transpose lon,...,time",
                "concat|part_*.nc|--concat time",
                "concat_rebased|ref_*.nc|--concat time",
                "concat_unpacked|pack_*.nc|--concat time --cast p=float64",
                "concat_select|part_*.nc|--concat time --select time=2000-01-02..2000-01-04,lat=-30..30",
                "concat_new|one.nc one.nc|--concat member",
                "all|one.nc|--isel time=0:8 --rename t=ta --select lev=500 --transpose lon,lat,time"
            })
    void aConversionIsWhatXarrayMakesOfTheFiles(String name, String files, String options) throws IOException {
        Path store = folder.resolve(name + ".zarr");
        List<Object> words = new ArrayList<>(List.of("convert"));
        for (String file : files.split(" ", -1)) {
            words.add(folder.resolve(file));
        }
        words.addAll(List.of(store, "--quiet"));
        words.addAll(List.of(options.split(" ", -1)));
        VarveRun run = VarveRun.of(words.toArray());
        assertThat(run.code()).as("%s", run.err()).isZero();
        assertThat(script.ask(folder + "\t" + name + "\t" + store)).isEqualTo("same");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5|one.nc other_calendar.nc|calendar",
                "5|pack_a.nc pack_b.nc|--cast p=float64 unpacks numbers that are packed differently",
                "4|part_a.nc one.nc|the inputs overlap along 'time'"
            })
    void inputsThatDoNotBelongTogetherAreRefused(int code, String files, String reason) {
        List<Object> words = new ArrayList<>(List.of("convert"));
        for (String file : files.split(" ", -1)) {
            words.add(folder.resolve(file));
        }
        words.addAll(List.of(folder.resolve("refused.zarr"), "--concat", "time"));
        VarveRun run = VarveRun.of(words.toArray());
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err()).contains(reason);
    }
}
