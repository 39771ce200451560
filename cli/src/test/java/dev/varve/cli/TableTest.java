package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAligned() {
        Table table = new Table("lrl");
        table.row("time", "7", "unlimited");
        table.row("latitude", "1440", "");
        assertThat(table.lines(100)).containsExactly("  time         7  unlimited", "  latitude  1440");
    }

    @Test
    void theWidestColumnBreaksAtSpaces() {
        Table table = new Table("lll");
        table.row("name", "shuffle, deflate(4), fletcher32", "end");
        assertThat(table.lines(34)).containsExactly("  name  shuffle, deflate(4),   end", "        fletcher32");
    }

    @Test
    void aWordThatIsTooLongIsBrokenAnywhere() {
        Table table = new Table("l");
        table.row("abcdefghijklmnopqrstuvwxyz");
        assertThat(table.lines(20)).containsExactly("  abcdefghijklmnopqr", "  stuvwxyz");
    }

    @Test
    void whatCouldSteerATerminalIsEscaped() {
        Table table = new Table("l");
        table.row("a\u001b[2Jb\nc\u202ed\u0085");
        assertThat(table.lines(100)).containsExactly("  a\\u001b[2Jb\\nc\\u202ed\\u0085");
    }

    @Test
    void aRowHasACellForEachColumn() {
        assertThatThrownBy(() -> new Table("ll").row("a")).isInstanceOf(IllegalArgumentException.class);
    }
}
