package dev.varve.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tables as RFC 4180 writes them; lines end with a line feed. */
final class CsvText {
    private CsvText() {}

    static String of(List<String> header, List<List<Object>> rows) {
        StringBuilder text = new StringBuilder();
        line(text, header);
        rows.forEach(row -> line(text, row));
        return text.toString();
    }

    private static void line(StringBuilder text, List<?> cells) {
        text.append(cells.stream().map(CsvText::cell).collect(Collectors.joining(",")))
                .append('\n');
    }

    private static String cell(Object cell) {
        if (cell instanceof Double number) {
            return number.isNaN() ? "" : String.format(Locale.ROOT, "%.7g", number);
        }
        String text = cell.toString();
        return text.matches("[^\",\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
