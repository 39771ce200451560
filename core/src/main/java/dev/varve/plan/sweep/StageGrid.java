package dev.varve.plan.sweep;

import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.serializer.ZfpCodec;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.measure.FieldStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The stages that are tried on a field that varies: dc_toolkit's in its order, then those it never had. */
final class StageGrid {
    /** Whoever chose these chose all that dc_toolkit has, which has no filter where none of them loses nothing. */
    private static final Set<FilterClass> USUAL = SpaceOptions.ofDcToolkit(true).filters();

    private final ChunkSpec spec;
    private final FieldStatistics field;
    private final SpaceOptions options;
    private final List<Shape> shapes;
    private final List<ArrayToBytesCodec> exact;
    private final List<Stage> stages = new ArrayList<>();

    private StageGrid(List<ChunkSpec> chunks, FieldStatistics field, SpaceOptions options) {
        this.spec = chunks.get(0);
        this.field = field;
        this.options = options;
        this.shapes = chunks.stream().map(ChunkSpec::shape).toList();
        this.exact = SerializerGrid.exact(spec.type(), options.serializers());
    }

    static List<Stage> of(List<ChunkSpec> chunks, FieldStatistics field, SpaceOptions options) {
        StageGrid grid = new StageGrid(chunks, field, options);
        if (grid.spec.type() instanceof NumericType type
                && (type == NumericType.FLOAT32 || type == NumericType.FLOAT64)) {
            grid.addFloats(type);
        } else {
            grid.addExact();
        }
        return List.copyOf(grid.stages);
    }

    /** Integers in differences; what has no differences as it is. */
    private void addExact() {
        if (spec.type() instanceof NumericType type && type.isInteger()) {
            if (wants(FilterClass.DELTA)) {
                addAll(List.of(FilterGrid.delta(type)), exact);
            }
            if (wants(FilterClass.NONE)) {
                addAll(List.of(), exact);
            }
        } else {
            addAll(List.of(), exact);
        }
    }

    private void addFloats(NumericType type) {
        if (!options.lossy()) {
            addLossless();
            return;
        }
        List<ArrayToBytesCodec> zfpy =
                field.isFinite() ? SerializerGrid.zfpy(shapes, options.serializers()) : List.of();
        for (FilterGrid.Option option : FilterGrid.of(type, field, options.filters())) {
            if (field.isFinite() || option.takesAll()) {
                addAll(List.of(option.codec()), exact);
                addAll(List.of(option.codec()), option.behind() == FilterGrid.Behind.ANY ? zfpy : List.of());
            }
        }
        if (wants(FilterClass.NONE)) {
            addAll(List.of(), exact);
            addAll(List.of(), zfpy);
        }
        if (options.isExtended()) {
            addMore(type);
        }
    }

    private void addLossless() {
        if (wants(FilterClass.NONE) || options.filters().containsAll(USUAL)) {
            addAll(List.of(), exact);
        }
        if (options.isExtended() && wants(FilterClass.NONE) && wants(SerializerClass.ZFP)) {
            addAll(ChunkFolding.filters(shapes), List.of(new ZfpCodec(new ZfpMode.Reversible())));
        }
    }

    private void addMore(NumericType type) {
        List<ArrayToArrayCodec> folding = ChunkFolding.filters(shapes);
        if (field.isFinite() && wants(FilterClass.NONE) && wants(SerializerClass.ZFP)) {
            int rank = Math.min(ChunkFolding.MOST_AXES, ChunkFolding.rank(shapes));
            addAll(folding, SerializerGrid.registeredZfp(type, rank));
        }
        if (wants(FilterClass.NONE) && wants(SerializerClass.ZFP)) {
            addAll(folding, List.of(new ZfpCodec(new ZfpMode.Reversible())));
        }
    }

    private boolean wants(FilterClass kind) {
        return options.filters().contains(kind);
    }

    private boolean wants(SerializerClass kind) {
        return options.serializers().contains(kind);
    }

    private void addAll(List<ArrayToArrayCodec> filters, List<ArrayToBytesCodec> serializers) {
        for (ArrayToBytesCodec serializer : serializers) {
            stages.add(new Stage(filters, serializer));
        }
    }
}
