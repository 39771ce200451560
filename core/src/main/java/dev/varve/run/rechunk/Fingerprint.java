package dev.varve.run.rechunk;

import dev.varve.array.Bytes;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Source;
import dev.varve.plan.rechunk.BoxCut;
import dev.varve.plan.rechunk.RechunkPlan;
import dev.varve.plan.rechunk.RechunkWay;
import dev.varve.plan.rechunk.VariablePlan;
import dev.varve.run.Sha256;
import dev.varve.run.sweep.SourceStamps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be the same so that unfinished work can be gone on with: the input as it lies on the disk, how it is cut up and
 * encoded, and in which steps.
 *
 * @param facts what is called what, in order
 */
record Fingerprint(Map<String, String> facts) {
    Fingerprint {
        facts = new LinkedHashMap<>(facts);
    }

    static Fingerprint of(RechunkPlan plan, Source source, String format) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("schema", "varve.rechunk-work/1");
        facts.put("input", Path.of(source.name()).toAbsolutePath().normalize().toString());
        facts.put("state of the input", stamp(Path.of(source.name())));
        facts.put("format", format);
        for (VariablePlan variable : plan.variables()) {
            String path = variable.variable().path();
            facts.put("variable " + path, SourceStamps.digest(variable.variable()));
            facts.put("layout of " + path, digest(text(variable.layout())));
            facts.put("plan of " + path, digest(text(variable.chosen())));
        }
        return new Fingerprint(facts);
    }

    private static String text(Layout layout) {
        return layout.objects() + "\n" + layout.chunks() + "\n" + layout.chain() + "\n" + layout.fill();
    }

    private static String text(RechunkWay way) {
        if (way instanceof RechunkWay.PackedIntermediates packed) {
            return way.name() + text(way.bands()) + text(packed.reads()) + packed.block() + packed.coding();
        }
        return way.name();
    }

    private static String text(BoxCut cut) {
        return " " + cut.grid() + cut.cells() + cut.parts() + cut.steps();
    }

    private static String digest(String text) {
        return Sha256.of(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sizes and times of all files of an input; nothing of one that lies in no file. */
    private static String stamp(Path input) throws IOException {
        if (!Files.exists(input)) {
            return "-";
        }
        long[] sums = new long[3];
        Files.walkFileTree(input, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                long stamp = file.toString().hashCode();
                stamp = stamp * 0x9E3779B97F4A7C15L + attributes.size();
                stamp = stamp * 0x9E3779B97F4A7C15L
                        + attributes.lastModifiedTime().toMillis();
                sums[0]++;
                sums[1] += attributes.size();
                sums[2] += stamp ^ (stamp >>> 29);
                return FileVisitResult.CONTINUE;
            }
        });
        return sums[0] + " files, " + sums[1] + " bytes, " + Long.toHexString(sums[2]);
    }

    /** The first fact in which another one differs. */
    Optional<String> difference(Fingerprint other) {
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            if (!fact.getValue().equals(other.facts.get(fact.getKey()))) {
                return Optional.of(fact.getKey());
            }
        }
        return other.facts.keySet().stream()
                .filter(name -> !facts.containsKey(name))
                .findFirst();
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        facts.forEach((name, value) -> lines.add(name.replaceAll("[\\t\\n\\r]", " ") + "\t" + value));
        Path making = file.resolveSibling(file.getFileName() + ".part");
        Files.write(making, lines, StandardCharsets.UTF_8);
        Files.move(making, file);
    }

    static Fingerprint read(Path file) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            int tab = line.indexOf('\t');
            facts.put(tab < 0 ? line : line.substring(0, tab), tab < 0 ? "" : line.substring(tab + 1));
        }
        return new Fingerprint(facts);
    }
}
