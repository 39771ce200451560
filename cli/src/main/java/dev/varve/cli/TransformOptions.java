package dev.varve.cli;

import dev.varve.dataset.Source;
import dev.varve.dataset.transform.Concatenation;
import dev.varve.dataset.transform.DifferingInputsException;
import dev.varve.dataset.transform.DifferingInputsException.Difference;
import dev.varve.dataset.transform.Inputs;
import dev.varve.dataset.transform.Transform;
import dev.varve.dataset.transform.TransformException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is taken of an input, and what becomes of it when it is read. */
final class TransformOptions {
    /** Files that may be open at once; a process usually has 1024 descriptors. */
    private static final int MOST_OPEN = 128;

    private static final int WIDTH = 100;

    @Option(
            names = "--rename",
            paramLabel = "OLD=NEW",
            order = 1,
            hideParamSyntax = true,
            description = "Other names of variables and dimensions, as in t2m=tas,latitude=lat.")
    private List<String> renames = new ArrayList<>();

    @Option(
            names = "--cast",
            paramLabel = "NAME=TYPE",
            order = 2,
            hideParamSyntax = true,
            description = "Other types, as in t2m=float32,q*=float64; packed variables are unpacked.")
    private List<String> casts = new ArrayList<>();

    @Option(
            names = "--concat",
            paramLabel = "DIM",
            order = 3,
            description =
                    "Puts several inputs, or all that a quoted pattern matches, together along a dimension, in the"
                            + " order of its coordinate; along a new one if they do not have it.")
    private Optional<String> concat = Optional.empty();

    @Option(
            names = "--isel",
            paramLabel = "DIM=INDEXES",
            order = 4,
            hideParamSyntax = true,
            description = "By position, as in time=0:24,lev=-1,lat=::2: START:STOP:STEP without STOP, counted from 0,"
                    + " negative from the end. The dimension of a single position goes.")
    private List<String> positions = new ArrayList<>();

    @Option(
            names = {"--sel", "--select"},
            paramLabel = "DIM=LABELS",
            order = 5,
            hideParamSyntax = true,
            description = "By coordinate, as in lat=-30..30,lev=500,time=2020-01-01..2020-03: both ends are taken; a"
                    + " date is all that it covers. The dimension of a single value goes.")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--nearest", order = 6, description = "Single values of --select mean the nearest there is.")
    private boolean isNearest;

    @Option(
            names = "--scale",
            paramLabel = "NAME=FACTOR,OFFSET,UNITS",
            order = 7,
            hideParamSyntax = true,
            description = "Multiplies and adds, as in t2m=1,-273.15,degC; OFFSET and UNITS may be left out.")
    private List<String> scales = new ArrayList<>();

    @Option(
            names = "--mask",
            paramLabel = "NAME=KEPT",
            order = 8,
            hideParamSyntax = true,
            description =
                    "Takes away what is outside of a range, as in t2m=200..350, or where a variable is 0 or has no"
                            + " value, as in sst=lsm.")
    private List<String> masks = new ArrayList<>();

    @Option(
            names = "--transpose",
            paramLabel = "DIMS",
            order = 9,
            hideParamSyntax = true,
            description =
                    "Another order of dimensions, as in lon,lat,time; '...' stands for the others, or they come last.")
    private Optional<String> transpose = Optional.empty();

    /** How one input is opened. */
    interface Opener {
        Source open(Path path) throws IOException;
    }

    /** Whether inputs are taken as they are. */
    boolean isEmpty() {
        return concat.isEmpty()
                && transpose.isEmpty()
                && renames.isEmpty()
                && casts.isEmpty()
                && positions.isEmpty()
                && labels.isEmpty()
                && scales.isEmpty()
                && masks.isEmpty();
    }

    /**
     * Opens inputs and changes them.
     *
     * @throws UsageException when an option does not fit them
     * @throws InputException when inputs differ; their differences are printed
     */
    Source open(List<Path> paths, Shell shell, Opener opener) throws IOException {
        try {
            List<Transform> each = new ArrayList<>();
            TransformText.rename(renames).ifPresent(each::add);
            TransformText.cast(casts).ifPresent(each::add);
            List<Transform> all = afterwards();
            List<Path> found = InputPaths.of(paths, concat.isPresent());
            if (concat.isEmpty()) {
                return changed(changed(opener.open(found.get(0)), each), all);
            }
            return changed(concatenated(found, shell, path -> changed(opener.open(path), each)), all);
        } catch (TransformException e) {
            String remedy = e.unknown().isEmpty() ? e.remedy() : Nearest.question(e.unknown(), e.known());
            throw new UsageException(e.getMessage(), remedy);
        }
    }

    /** What is done to all inputs together. */
    private List<Transform> afterwards() {
        List<Transform> all = new ArrayList<>();
        TransformText.positions(positions).ifPresent(all::add);
        TransformText.labels(labels, isNearest).ifPresent(all::add);
        TransformText.scale(scales).ifPresent(all::add);
        TransformText.mask(masks).ifPresent(all::add);
        transpose.map(TransformText::transpose).ifPresent(all::add);
        return all;
    }

    private Source concatenated(List<Path> paths, Shell shell, Opener opener) throws IOException {
        Inputs inputs = new Inputs() {
            @Override
            public List<String> names() {
                return paths.stream().map(Path::toString).toList();
            }

            @Override
            public Source open(int index) throws IOException {
                return opener.open(paths.get(index));
            }
        };
        try {
            Concatenation.Result result = Concatenation.open(inputs, concat.orElseThrow(), MOST_OPEN);
            if (!result.dropped().isEmpty()) {
                shell.err()
                        .println(Printable.of("varve: left out, because inputs differ in them: "
                                + String.join(", ", result.dropped())));
            }
            return result.source();
        } catch (DifferingInputsException e) {
            printTable(e, shell);
            throw new InputException(
                    "the inputs cannot be put together: " + Plural.count(e.count(), "difference") + " from "
                            + e.differences().get(0).first(),
                    remedy(e));
        }
    }

    private static String remedy(DifferingInputsException failure) {
        Optional<Difference> packing = failure.differences().stream()
                .filter(d -> d.what().equals("scale_factor") || d.what().equals("add_offset"))
                .findFirst();
        return packing.map(d -> "--cast " + d.variable() + "=float64 unpacks numbers that are packed differently")
                .orElse("leave those inputs out, or make them equal first");
    }

    /** What inputs differ in, as a table. */
    static void printTable(DifferingInputsException failure, Shell shell) {
        Table table = new Table("llllll");
        table.row("variable", "what", "file", "value", "file", "value");
        for (Difference one : failure.differences()) {
            table.row(one.variable(), one.what(), one.file(), one.here(), one.first(), one.there());
        }
        table.lines(WIDTH).forEach(shell.err()::println);
        if (failure.count() > failure.differences().size()) {
            shell.err()
                    .println("  and " + (failure.count() - failure.differences().size()) + " more");
        }
    }

    /** Nothing stays open where a change does not fit. */
    private static Source changed(Source source, List<Transform> transforms) throws IOException {
        Source changed = source;
        try {
            for (Transform transform : transforms) {
                changed = transform.of(changed);
            }
            return changed;
        } catch (IOException | RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }
}
