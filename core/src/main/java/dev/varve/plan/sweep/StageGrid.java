package dev.varve.plan.sweep;

import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.AsinhCodec;
import dev.varve.codec.filter.BitRounding;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.serializer.MaskedCodec;
import dev.varve.codec.serializer.PackBitsCodec;
import dev.varve.codec.serializer.PackBitsCodec.Padding;
import dev.varve.codec.serializer.ZfpCodec;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.measure.FieldStatistics;
import dev.varve.metadata.ChainNotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The stages that are tried on a field that varies: dc_toolkit's in its order, then those it never had. */
final class StageGrid {
    /** Whoever chose these chose all that dc_toolkit has, which has no filter where none of them loses nothing. */
    private static final Set<FilterClass> USUAL = SpaceOptions.ofDcToolkit(true).filters();

    private static final int[] KEEPBITS_OF_NARROWED = {7, 11, 13, 17};

    /** Where dc_toolkit took the hundredth part of all numbers to be below, which takes a pass over the field. */
    private static final double WIDTH_OF_MEAN = 0.01;

    private static final CodecChain MASK = CodecChain.of(
            new PackBitsCodec(Padding.NONE, OptionalInt.empty(), OptionalInt.empty()), new ZstdCodec(9, false));

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
        addRounded(type);
        List<ArrayToArrayCodec> folding = ChunkFolding.filters(shapes);
        if (wants(FilterClass.NONE) && wants(SerializerClass.ZFP)) {
            addAll(folding, List.of(new ZfpCodec(new ZfpMode.Reversible())));
            if (field.isFinite()) {
                addAll(folding, SerializerGrid.registeredZfp(type, ChunkFolding.rank(shapes)));
            }
        }
        boolean isFillMissing = field.missing() > 0 && Double.isFinite(fill(type));
        if (field.infinite() == 0 && !isFillMissing) {
            addLinear(type);
        }
        if (field.isFinite()) {
            addNarrowed(type);
            addAsinh(type);
        } else if (wants(SerializerClass.MASKED)) {
            addMasked(type, isFillMissing);
        }
    }

    /** Rounded numbers that pcodec sees as numbers; behind numcodecs' filter it sees their bits. */
    private void addRounded(NumericType type) {
        List<ArrayToBytesCodec> ofNumbers =
                exact.stream().filter(codec -> !codec.seesBitsOnly()).toList();
        for (FilterGrid.Option option : FilterGrid.of(type, field, options.filters())) {
            if (option.kind() == FilterClass.BITROUND && option.behind() == FilterGrid.Behind.EXACT) {
                addAll(List.of(ofNumbers(option.codec())), ofNumbers);
            }
        }
    }

    private static ArrayToArrayCodec ofNumbers(ArrayToArrayCodec filter) {
        return filter instanceof BitRounding rounding ? new BitroundCodec(rounding.keepbits()) : filter;
    }

    private double fill(NumericType type) {
        double[] fill = new double[1];
        Numbers.readDoubles(spec.fill().bits(), 0, type, fill, 1);
        return fill[0];
    }

    private static List<NumericType> codes(NumericType type) {
        return type == NumericType.FLOAT64
                ? List.of(NumericType.UINT16, NumericType.UINT32)
                : List.of(NumericType.UINT16);
    }

    /** Integers by registered codecs, and their differences, which are exact where those of floating-point numbers are not. */
    private void addLinear(NumericType type) {
        for (NumericType codes : codes(type)) {
            Optional<List<ArrayToArrayCodec>> linear = LinearGrid.of(spec, codes, field.min(), field.max());
            if (linear.isEmpty() || !wants(FilterClass.SCALE_OFFSET)) {
                continue;
            }
            addAll(linear.get(), exact);
            if (wants(FilterClass.DELTA) && wants(SerializerClass.BYTES)) {
                addAll(joined(linear.get(), FilterGrid.delta(codes)), List.of(ChainNotation.usualSerializer(codes)));
            }
        }
    }

    /** Doubles cut to floats, then rounded. */
    private void addNarrowed(NumericType type) {
        if (type == NumericType.FLOAT64 && wants(FilterClass.ASTYPE) && wants(FilterClass.BITROUND)) {
            for (int keepbits : KEEPBITS_OF_NARROWED) {
                addAll(List.of(FilterGrid.narrowed(type), new BitroundCodec(keepbits)), exact);
            }
        }
    }

    /** A logarithmic scale for fields of many magnitudes: absolute errors of zfp, and steps, become relative ones. */
    private void addAsinh(NumericType type) {
        double width = field.meanAbsolute() * WIDTH_OF_MEAN;
        if (!wants(FilterClass.ASINH) || !(width > 0) || Double.isInfinite(width)) {
            return;
        }
        AsinhCodec asinh = new AsinhCodec(width);
        if (wants(SerializerClass.ZFP)) {
            addAll(List.of(asinh), SerializerGrid.zfpy(shapes, Set.of(SerializerClass.ZFP)));
        }
        if (wants(FilterClass.SCALE_OFFSET)) {
            ChunkSpec scaled = asinh.bind(spec).encodedSpec();
            LinearGrid.of(scaled, codes(type).get(0), asinh.encoded(field.min()), asinh.encoded(field.max()))
                    .ifPresent(linear -> addAll(joined(List.of(asinh), linear), exact));
        }
    }

    /** What takes numbers only, behind a mask; where missing cells hold a number, also what would change it. */
    private void addMasked(NumericType type, boolean isFillMissing) {
        if (wants(FilterClass.NONE)) {
            for (ArrayToBytesCodec zfpy : SerializerGrid.zfpy(shapes, options.serializers())) {
                addMasked(List.of(), zfpy);
            }
        }
        for (FilterGrid.Option option : FilterGrid.of(type, field, options.filters())) {
            boolean isWanted = option.kind() == FilterClass.FIXEDSCALEOFFSET || (isFillMissing && option.takesAll());
            for (ArrayToBytesCodec serializer : isWanted ? exact : List.<ArrayToBytesCodec>of()) {
                addMasked(List.of(ofNumbers(option.codec())), serializer);
            }
        }
    }

    private void addMasked(List<ArrayToArrayCodec> filters, ArrayToBytesCodec serializer) {
        stages.add(new Stage(List.of(), new MaskedCodec(new CodecChain(filters, serializer, List.of()), MASK)));
    }

    private static List<ArrayToArrayCodec> joined(List<ArrayToArrayCodec> filters, ArrayToArrayCodec last) {
        return joined(filters, List.of(last));
    }

    private static List<ArrayToArrayCodec> joined(List<ArrayToArrayCodec> filters, List<ArrayToArrayCodec> more) {
        List<ArrayToArrayCodec> all = new ArrayList<>(filters);
        all.addAll(more);
        return all;
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
