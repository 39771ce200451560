package dev.varve.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in aligned columns. When they are too wide, the widest columns give way: their text is broken at spaces. */
final class Table {
    private static final int GAP = 2;
    private static final int INDENT = 2;
    private static final int LEAST_WIDTH = 12;

    private final String alignments;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param alignments a letter for each column: {@code l} for left, {@code r} for right, which never gives way */
    Table(String alignments) {
        this.alignments = alignments;
    }

    /** Adds a row. */
    void row(String... cells) {
        if (cells.length != alignments.length()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + alignments.length() + " columns: " + Arrays.toString(cells));
        }
        rows.add(Arrays.stream(cells).map(Printable::of).toList());
    }

    /** Whether there are no rows. */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The rows, indented, without spaces at their ends. */
    List<String> lines(int width) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            List<List<String>> cells = IntStream.range(0, widths.length)
                    .mapToObj(column -> wrap(row.get(column), widths[column]))
                    .toList();
            int height = cells.stream().mapToInt(List::size).max().orElse(0);
            for (int i = 0; i < height; i++) {
                lines.add(line(cells, i, widths));
            }
        }
        return lines;
    }

    private int[] widths(int width) {
        int[] widths = new int[alignments.length()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        int excess = INDENT + Arrays.stream(widths).sum() + GAP * (widths.length - 1) - width;
        for (int widest = widest(widths); excess > 0 && widths[widest] > LEAST_WIDTH; widest = widest(widths)) {
            widths[widest]--;
            excess--;
        }
        return widths;
    }

    private int widest(int[] widths) {
        int widest = alignments.indexOf('l');
        for (int column = 0; column < widths.length; column++) {
            if (alignments.charAt(column) == 'l' && widths[column] > widths[widest]) {
                widest = column;
            }
        }
        return widest;
    }

    private String line(List<List<String>> cells, int piece, int[] widths) {
        StringBuilder line = new StringBuilder(" ".repeat(INDENT));
        for (int column = 0; column < widths.length; column++) {
            List<String> pieces = cells.get(column);
            String cell = piece < pieces.size() ? pieces.get(piece) : "";
            String padding = " ".repeat(Math.max(0, widths[column] - cell.length()));
            line.append(alignments.charAt(column) == 'r' ? padding + cell : cell + padding)
                    .append(" ".repeat(GAP));
        }
        return line.toString().stripTrailing();
    }

    /** Breaks text at spaces, or anywhere when there is none. */
    private static List<String> wrap(String text, int width) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            pieces.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        pieces.add(rest);
        return pieces;
    }
}
