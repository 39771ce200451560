package dev.varve.codec.compressor;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tukaani.xz.ARMOptions;
import org.tukaani.xz.ARMThumbOptions;
import org.tukaani.xz.DeltaOptions;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.IA64Options;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.PowerPCOptions;
import org.tukaani.xz.SPARCOptions;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.X86Options;

/** Filters of LZMA as the library XZ for Java takes them. */
final class LzmaLibrary {
    private LzmaLibrary() {}

    /** The settings of LZMA. */
    static LZMA2Options options(Map<LzmaFilter.Setting, Long> settings) throws UnsupportedOptionsException {
        LZMA2Options options = preset(settings.getOrDefault(LzmaFilter.Setting.PRESET, 6L));
        EnumMap<LzmaFilter.Setting, Integer> ints = new EnumMap<>(LzmaFilter.Setting.class);
        for (Map.Entry<LzmaFilter.Setting, Long> setting : settings.entrySet()) {
            if (setting.getKey() != LzmaFilter.Setting.PRESET) {
                ints.put(setting.getKey(), Math.toIntExact(setting.getValue()));
            }
        }
        options.setDictSize(ints.getOrDefault(LzmaFilter.Setting.DICT_SIZE, options.getDictSize()));
        options.setLcLp(
                ints.getOrDefault(LzmaFilter.Setting.LC, options.getLc()),
                ints.getOrDefault(LzmaFilter.Setting.LP, options.getLp()));
        options.setPb(ints.getOrDefault(LzmaFilter.Setting.PB, options.getPb()));
        options.setMode(ints.getOrDefault(LzmaFilter.Setting.MODE, options.getMode()));
        options.setNiceLen(Math.max(
                LZMA2Options.NICE_LEN_MIN, ints.getOrDefault(LzmaFilter.Setting.NICE_LEN, options.getNiceLen())));
        options.setMatchFinder(matchFinder(ints.getOrDefault(LzmaFilter.Setting.MF, options.getMatchFinder())));
        options.setDepthLimit(ints.getOrDefault(LzmaFilter.Setting.DEPTH, options.getDepthLimit()));
        return options;
    }

    private static int matchFinder(int number) {
        return switch (number) {
            case 3, LZMA2Options.MF_HC4 -> LZMA2Options.MF_HC4;
            case 18, 19, LZMA2Options.MF_BT4 -> LZMA2Options.MF_BT4;
            default -> throw new IllegalArgumentException("lzma mf " + number + " is not one of 3, 4, 18, 19, 20");
        };
    }

    /** The settings of a preset, "extreme" if its highest bit is set. */
    static LZMA2Options preset(long preset) throws UnsupportedOptionsException {
        boolean isExtreme = (preset & 1L << 31) != 0;
        LZMA2Options options = new LZMA2Options(Math.toIntExact(preset & ~(1L << 31)));
        if (isExtreme) {
            options.setMode(LZMA2Options.MODE_NORMAL);
            options.setMatchFinder(LZMA2Options.MF_BT4);
            options.setNiceLen(LZMA2Options.NICE_LEN_MAX);
        }
        return options;
    }

    /** Refuses chains that the format cannot have. */
    static void requireChain(LzmaCodec.Format format, List<LzmaFilter> filters) {
        if (filters.isEmpty()) {
            if (format == LzmaCodec.Format.RAW) {
                throw new IllegalArgumentException("lzma format 3 needs filters");
            }
            return;
        }
        boolean endsInLzma = filters.get(filters.size() - 1) instanceof LzmaFilter.Lzma;
        if (!endsInLzma
                || filters.stream().filter(LzmaFilter.Lzma.class::isInstance).count() > 1
                || filters.size() > LzmaFilter.MAX_CHAIN) {
            throw new IllegalArgumentException("lzma filters must be at most 4, the last and no other LZMA");
        }
        boolean isSecond = ((LzmaFilter.Lzma) filters.get(filters.size() - 1)).isSecond();
        if (format == LzmaCodec.Format.XZ && !isSecond) {
            throw new IllegalArgumentException("lzma format 1 needs LZMA2 (id 33) at the end of its filters");
        }
        if (format == LzmaCodec.Format.ALONE && (isSecond || filters.size() > 1)) {
            throw new IllegalArgumentException("lzma format 2 has no filter but LZMA (id " + LzmaFilter.LZMA1_ID + ")");
        }
    }

    /** A chain as the library takes it, ending in {@code last}. */
    static FilterOptions[] chain(List<LzmaFilter> filters, LZMA2Options last) throws IOException {
        FilterOptions[] chain = new FilterOptions[Math.max(1, filters.size())];
        for (int i = 0; i < chain.length - 1; i++) {
            chain[i] = options(filters.get(i));
        }
        chain[chain.length - 1] = last;
        return chain;
    }

    /** A step before the last. */
    static FilterOptions options(LzmaFilter filter) throws IOException {
        if (filter instanceof LzmaFilter.Delta delta) {
            return new DeltaOptions(delta.distance());
        }
        if (filter instanceof LzmaFilter.Branch branch) {
            return branch(branch.id(), branch.startOffset());
        }
        throw new IllegalStateException("LZMA before the end of the chain");
    }

    /** A filter of machine code; its class has no public parent that knows the start. */
    static FilterOptions branch(long id, int start) throws UnsupportedOptionsException {
        return switch ((int) Math.min(id, Integer.MAX_VALUE)) {
            case 4 -> {
                X86Options options = new X86Options();
                options.setStartOffset(start);
                yield options;
            }
            case 5 -> {
                PowerPCOptions options = new PowerPCOptions();
                options.setStartOffset(start);
                yield options;
            }
            case 6 -> {
                IA64Options options = new IA64Options();
                options.setStartOffset(start);
                yield options;
            }
            case 7 -> {
                ARMOptions options = new ARMOptions();
                options.setStartOffset(start);
                yield options;
            }
            case 8 -> {
                ARMThumbOptions options = new ARMThumbOptions();
                options.setStartOffset(start);
                yield options;
            }
            case 9 -> {
                SPARCOptions options = new SPARCOptions();
                options.setStartOffset(start);
                yield options;
            }
            default -> throw new IllegalArgumentException("lzma filter id " + id + " is not known");
        };
    }

    /** Decodes a run of LZMA without a container; {@code size} is -1 when a mark ends it. */
    static InputStream lzma1(InputStream in, long size, int properties, long dictionaryBytes) throws IOException {
        long dictionary =
                Math.max(LZMA2Options.DICT_SIZE_MIN, Math.min(dictionaryBytes, LZMAInputStream.DICT_SIZE_MAX));
        return new LZMAInputStream(in, size, (byte) properties, (int) dictionary);
    }
}
