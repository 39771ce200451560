package dev.varve.run.parquet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Columns of equally many cells.
 *
 * @param rows how many rows there are
 * @param columns the columns in order
 */
public record FlatTable(int rows, List<Column> columns) {
    public FlatTable {
        columns = List.copyOf(columns);
        for (Column column : columns) {
            if (column.cells().size() != rows) {
                throw new IllegalArgumentException(
                        "column '" + column.name() + "' has " + column.cells().size() + " cells, not " + rows);
            }
        }
    }

    /**
     * A column.
     *
     * @param name its name
     * @param kind what its cells are
     * @param cells objects of the kind's class, or nothing
     */
    public record Column(String name, CellKind kind, List<Optional<Object>> cells) {
        public Column {
            cells = List.copyOf(cells);
        }
    }

    /** The cells of a row by name, without those that are empty. */
    public Map<String, Object> row(int index) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Column column : columns) {
            column.cells().get(index).ifPresent(cell -> row.put(column.name(), cell));
        }
        return row;
    }

    /** The names of the columns. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.name()));
        return names;
    }
}
