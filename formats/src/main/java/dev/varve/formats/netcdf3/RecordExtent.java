package dev.varve.formats.netcdf3;

import dev.varve.dataset.SourceFormatException;
import dev.varve.store.RangeReader;
import java.util.List;

/** How far apart records lie, how many the file can hold, and whether it holds what the header says. */
final class RecordExtent {
    private final RangeReader file;
    private final long headerBytes;
    private final List<ClassicVariable> recordVariables;
    private final long recordBytes;

    /**
     * @param variables all variables; the number of records they say is not looked at
     * @throws SourceFormatException when a variable is larger than any file
     */
    RecordExtent(RangeReader file, long headerBytes, List<ClassicVariable> variables) throws SourceFormatException {
        this.file = file;
        this.headerBytes = headerBytes;
        this.recordVariables =
                variables.stream().filter(ClassicVariable::isRecord).toList();
        this.recordBytes = sum();
    }

    /**
     * Each variable's share of a record is padded to 4 bytes, except when there is only one such variable ("a special
     * case", specification, note on padding): then records of bytes, characters and shorts are packed.
     */
    private long sum() throws SourceFormatException {
        if (recordVariables.size() == 1) {
            return pieceBytes(recordVariables.get(0));
        }
        long total = 0;
        for (ClassicVariable variable : recordVariables) {
            long bytes = pieceBytes(variable);
            total += bytes + (-bytes & 3);
            if (total < 0 || total > file.size()) {
                // Without records nothing depends on the sum; with any, the file is too short anyhow.
                total = Long.MAX_VALUE / 2;
            }
        }
        return total;
    }

    private long pieceBytes(ClassicVariable variable) throws SourceFormatException {
        try {
            return variable.pieceBytes();
        } catch (ArithmeticException e) {
            throw new SourceFormatException(
                    file.name(), "variable '" + variable.name() + "' is larger than any file can be; it is damaged", e);
        }
    }

    /** How far apart records lie, in bytes. */
    long recordBytes() {
        return recordBytes;
    }

    /**
     * The number of records of a file whose writer did not say.
     *
     * @throws SourceFormatException when the file ends within a record
     */
    long streamedRecords() throws SourceFormatException {
        if (recordVariables.isEmpty()) {
            return 0;
        }
        long first = Long.MAX_VALUE;
        long end = 0;
        for (ClassicVariable variable : recordVariables) {
            first = Math.min(first, variable.begin());
            end = Math.max(end, variable.begin() + Math.min(pieceBytes(variable), Long.MAX_VALUE - variable.begin()));
        }
        if (first >= file.size()) {
            return 0;
        }
        // The padding after the last record may be missing.
        long last = end - first;
        long whole = (file.size() - first) / recordBytes;
        long rest = (file.size() - first) % recordBytes;
        if (rest != 0 && rest < last) {
            throw new SourceFormatException(
                    file.name(),
                    "ends " + rest + " bytes into record " + whole + ", which takes " + last + ": it is cut short");
        }
        return rest == 0 ? whole : whole + 1;
    }

    /**
     * Requires that the file holds every element of every variable.
     *
     * @throws SourceFormatException when it is shorter
     */
    void requireInside(List<ClassicVariable> variables, long records) throws SourceFormatException {
        for (ClassicVariable variable : variables) {
            if (variable.isRecord() && records == 0) {
                continue;
            }
            if (variable.begin() < headerBytes) {
                throw new SourceFormatException(
                        file.name(),
                        "variable '" + variable.name() + "' begins at byte " + variable.begin()
                                + ", inside the header of " + headerBytes + " bytes; it is damaged");
            }
            long bytes = pieceBytes(variable);
            long before = variable.isRecord() ? records - 1 : 0;
            long room = file.size() - variable.begin() - bytes;
            if (bytes > file.size() || room < 0 || (before > 0 && before > room / Math.max(1, recordBytes))) {
                throw new SourceFormatException(
                        file.name(),
                        "variable '" + variable.name() + "' (" + bytes + " bytes"
                                + (variable.isRecord() ? " in each of " + records + " records" : "") + " from byte "
                                + variable.begin() + ") reaches beyond the file's " + file.size()
                                + " bytes: the file is cut short or damaged");
            }
        }
    }
}
