package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.MetadataException;
import dev.varve.pipeline.Workers;
import dev.varve.plan.ChunkTargets;
import dev.varve.plan.LayoutRule;
import dev.varve.plan.sweep.BudgetBasis;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.CandidateNotation;
import dev.varve.plan.sweep.CompressorClass;
import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.Score;
import dev.varve.plan.sweep.SpaceOptions;
import dev.varve.run.sweep.FieldSweep;
import dev.varve.run.sweep.HeapLedger;
import dev.varve.run.sweep.SweepProgress;
import dev.varve.run.sweep.SweepSettings;
import dev.varve.testing.MemorySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A field of {@code sweep_oracle.py}.
 *
 * @param name of its files
 * @param values all of it
 * @param grid its chunks
 */
record OracleField(String name, NdArray values, RegularGrid grid) {
    private static final int NPY_HEADER_LENGTH_AT = 8;
    private static final CandidateNotation NOTATION = new CandidateNotation(CodecRegistry.standard());

    static OracleField read(Path folder, String kind, NumericType type) throws IOException, MetadataException {
        String name = kind + "_" + type;
        JsonCursor json = JsonCursor.of(JsonReader.read(Files.readString(folder.resolve(name + ".json"))));
        Shape shape = Shape.of(json.get("shape").integers(1));
        NdArray values = npy(folder.resolve(name + ".npy"), type, shape);
        return new OracleField(
                name, values, new RegularGrid(shape, Shape.of(json.get("chunks").integers(1))));
    }

    /** What NumPy saved. */
    static NdArray npy(Path file, NumericType type, Shape shape) throws IOException {
        byte[] npy = Files.readAllBytes(file);
        Bytes all = Bytes.wrap(npy);
        int start = NPY_HEADER_LENGTH_AT + Short.BYTES + Short.toUnsignedInt(all.getShort(NPY_HEADER_LENGTH_AT));
        assertThat(new String(npy, 0, start, UTF_8)).contains("'descr': '<f" + type.sizeBytes() + "'");
        return NdArray.of(type, shape, all.slice(start, npy.length - start));
    }

    NumericType type() {
        return (NumericType) values.type();
    }

    String identity(Candidate candidate) {
        return NOTATION.identity(candidate, type());
    }

    String label(Candidate candidate) {
        return name + " " + NOTATION.label(candidate, type());
    }

    private ChunkSpec spec() {
        return new ChunkSpec(values.type(), grid.chunk(), FillValue.zero(values.type()));
    }

    /** The scores of the engine: the first chains of dc_toolkit's space that end with some compressors. */
    List<Score> swept(int most, Set<CompressorClass> compressors, Workers workers) throws IOException {
        List<Dimension> dimensions = new ArrayList<>();
        LayoutRule.Extent[] extents = new LayoutRule.Extent[3];
        for (int axis = 0; axis < 3; axis++) {
            String dimension = List.of("time", "lat", "lon").get(axis);
            dimensions.add(new Dimension(dimension, values.shape().extent(axis), false));
            extents[axis] = new LayoutRule.Extent.Elements(grid.chunk().extent(axis));
        }
        Variable variable = new Variable(
                "t",
                values.type(),
                dimensions,
                FillValue.zero(values.type()),
                List.of(),
                new Storage("contiguous", Optional.empty(), Optional.empty(), List.of(), 0),
                Optional.empty());
        MemorySource source = new MemorySource(List.of(variable), Map.of("t", values));
        LayoutRule layout = new LayoutRule(
                new ChunkTargets(1 << 20, 1 << 20),
                Map.of("time", extents[0], "lat", extents[1], "lon", extents[2]),
                Map.of(),
                type -> CodecChain.of(ChainNotation.usualSerializer(type)));
        SpaceOptions usual = SpaceOptions.ofDcToolkit(true);
        SweepSettings settings = new SweepSettings(
                1 << 30,
                Gates.ofL1(SweepOracleTest.L1),
                BudgetBasis.MAGNITUDE,
                new SpaceOptions(compressors, usual.filters(), usual.serializers(), true, false),
                true,
                OptionalInt.of(most),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0,
                layout,
                1 << 30);
        FieldSweep sweep = FieldSweep.prepare(source, source.describe(), variable, settings, workers);
        assertThat(sweep.chunk()).isEqualTo(grid.chunk());
        return sweep.run(new HeapLedger(), candidate -> true, this::identity, SweepProgress.NONE, workers).stream()
                .filter(score -> !(score.outcome() instanceof Score.Skipped))
                .toList();
    }

    /** Whether a chain continues chunks beyond the edge of the field as they end. */
    boolean isContinued(Candidate candidate) {
        Region last = grid.clip(grid.index(grid.counts().count() - 1));
        NdArray chunk = candidate.chain().bind(spec()).padded(values.slice(last));
        int size = type().sizeBytes();
        return !last.shape().equals(grid.chunk())
                && !chunk.data()
                        .slice(chunk.data().length() - size, size)
                        .equals(spec().fill().bits());
    }

    /** The encoded chunks, one after another. */
    byte[] encoded(Candidate candidate) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        CodecChain.Bound chain = candidate.chain().bind(spec());
        for (long i = 0; i < grid.counts().count(); i++) {
            NdArray inside = values.slice(grid.clip(grid.index(i)));
            all.writeBytes(chain.encode(chain.padded(inside)).toArray());
        }
        return all.toByteArray();
    }
}
