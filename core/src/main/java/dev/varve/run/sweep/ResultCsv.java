package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Rows as lines of comma-separated values (RFC 4180, in UTF-8): one line each, since line ends inside cells become blanks. Lines
 * that may be cut by a crash end with the CRC-32C of what stands before, so that what is read is what was written.
 *
 * @param columns the columns in order
 * @param isChecked whether lines end with their checksum
 */
record ResultCsv(List<ResultColumn> columns, boolean isChecked) {
    private static final String LINE_END = "\r\n";
    private static final String CHECK = "row_crc32c";

    /** The rows that are streamed as candidates are measured. */
    static final ResultCsv SCORES = new ResultCsv(ResultColumn.SCORES, true);

    /** The rows that are streamed as candidates fail. */
    static final ResultCsv FAILURES = new ResultCsv(ResultColumn.FAILURES, true);

    /** The candidate space. */
    static final ResultCsv SPACE = new ResultCsv(ResultColumn.SPACE, false);

    /** The front of a table. */
    static final ResultCsv FRONT = new ResultCsv(ResultColumn.FRONT, false);

    /** The first line, with its end. */
    String header() {
        List<String> names =
                new ArrayList<>(columns.stream().map(ResultColumn::name).toList());
        if (isChecked) {
            names.add(CHECK);
        }
        return String.join(",", names) + LINE_END;
    }

    /** The line of a row, with its end. */
    String line(ResultRow row) {
        String line = columns.stream().map(column -> text(column, row)).collect(Collectors.joining(","));
        return (isChecked ? line + "," + check(line) : line) + LINE_END;
    }

    private static String text(ResultColumn column, ResultRow row) {
        return column.cell().apply(row).map(cell -> quoted(column.print(cell))).orElse("");
    }

    private static String quoted(String cell) {
        String oneLine = cell.replaceAll("[\\r\\n]+", " ");
        boolean isPlain = oneLine.indexOf(',') < 0 && oneLine.indexOf('"') < 0;
        return isPlain ? oneLine : '"' + oneLine.replace("\"", "\"\"") + '"';
    }

    private static String check(String line) {
        CRC32C crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", (int) crc.getValue());
    }

    /** A whole file. */
    Bytes file(List<ResultRow> rows) {
        StringBuilder text = new StringBuilder(header());
        rows.forEach(row -> text.append(line(row)));
        return Bytes.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The row of a line without its end; nothing when the line is not as it was written. */
    Optional<ResultRow> parse(String line) {
        int end = isChecked ? line.lastIndexOf(',') : line.length();
        if (end < 0 || (isChecked && !line.substring(end + 1).equals(check(line.substring(0, end))))) {
            return Optional.empty();
        }
        List<String> texts = split(line.substring(0, end));
        if (texts.size() != columns.size()) {
            return Optional.empty();
        }
        Map<String, Object> cells = new HashMap<>();
        try {
            for (int i = 0; i < texts.size(); i++) {
                if (!texts.get(i).isEmpty()) {
                    cells.put(columns.get(i).name(), columns.get(i).parse(texts.get(i)));
                }
            }
            return Optional.of(new ResultCells(cells).row());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The cells of a line. */
    static List<String> split(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean isDoubled = isQuoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (isDoubled) {
                    cell.append('"');
                    i++;
                } else {
                    isQuoted = !isQuoted;
                }
            } else if (c == ',' && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
