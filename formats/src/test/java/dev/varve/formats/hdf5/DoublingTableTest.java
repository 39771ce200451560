package dev.varve.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoublingTableTest {
    /** Lays all rows out one after another, as the specification draws them. */
    @Test
    void rowsFollowEachOtherWithoutAGap() {
        DoublingTable table = new DoublingTable(4, 512, 65536, 40);
        long offset = 0;
        for (int row = 0; row < 20; row++) {
            assertThat(table.rowStart(row)).isEqualTo(offset);
            long size = row < 2 ? 512 : 512L << (row - 1);
            assertThat(table.blockBytes(row)).isEqualTo(size);
            assertThat(table.rowOf(offset)).isEqualTo(row);
            offset += 4 * size;
            assertThat(table.rowOf(offset - 1)).isEqualTo(row);
            assertThat(table.isDirect(row)).isEqualTo(size <= 65536);
        }
    }

    /** An indirect block covers what its rows hold. */
    @Test
    void anIndirectBlockHasTheRowsThatFillItsShare() {
        DoublingTable table = new DoublingTable(4, 512, 65536, 40);
        for (int row = 9; row < 20; row++) {
            long share = table.blockBytes(row);
            assertThat(table.rowStart(table.rowsOf(share))).isEqualTo(share);
        }
    }
}
