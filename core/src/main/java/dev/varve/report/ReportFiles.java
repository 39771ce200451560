package dev.varve.report;

import dev.varve.store.Durability;
import dev.varve.store.StagedTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes a report: the page, and its figures in a folder beside it. */
public final class ReportFiles {
    private ReportFiles() {}

    /**
     * What was written.
     *
     * @param page the HTML file
     * @param figures all figures
     */
    public record Written(Path page, List<Path> figures) {}

    /**
     * Writes a report, replacing an earlier one; the page appears whole or not at all.
     *
     * @param page where the HTML goes; figures go to {@code NAME_figures/VARIABLE/} beside it
     * @param results the folder that the sweep wrote, as the user named it
     * @param version the version of the program that makes it
     * @param fields what is said of each variable; at least one
     */
    public static Written write(Path page, String results, String version, List<ReportField> fields)
            throws IOException {
        List<CandidateClusters> clusters = new ArrayList<>();
        for (ReportField field : fields) {
            clusters.add(CandidateClusters.of(field.rows()));
        }
        String html = ReportPage.html(results, version, fields, clusters);
        List<Path> figures = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            Path folder = figureFolder(page).resolve(folderName(fields.get(i).variable(), taken));
            Files.createDirectories(folder);
            for (Map.Entry<String, byte[]> file :
                    FigureFiles.of(fields.get(i), clusters.get(i)).entrySet()) {
                figures.add(Files.write(folder.resolve(file.getKey()), file.getValue()));
            }
        }
        try (StagedTarget target = StagedTarget.create(page, true)) {
            Files.write(target.staging(), html.getBytes(StandardCharsets.UTF_8));
            target.publish(Durability.TASK);
        }
        return new Written(page, List.copyOf(figures));
    }

    private static Path figureFolder(Path page) {
        String name = String.valueOf(page.getFileName());
        String stem = name.toLowerCase(Locale.ROOT).endsWith(".html") ? name.substring(0, name.length() - 5) : name;
        return page.resolveSibling(stem + "_figures");
    }

    /** The variable's path without what file systems do not take; each its own. */
    private static String folderName(String variable, Set<String> taken) {
        String plain = variable.replaceAll("[^A-Za-z0-9_-]", "_");
        String name = plain.isEmpty() ? "_" : plain.substring(0, Math.min(100, plain.length()));
        String free = name;
        for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
            free = name + "_" + i;
        }
        return free;
    }
}
