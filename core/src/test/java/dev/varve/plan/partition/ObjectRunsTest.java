package dev.varve.plan.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.testing.Seeds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectRunsTest {
    private static final int PLACES = 60;

    private static BitSet bits(List<ObjectRun> runs) {
        BitSet bits = new BitSet();
        runs.forEach(run -> bits.set((int) run.start(), (int) run.stop()));
        return bits;
    }

    @Test
    void unionsAndGapsAreThoseOfSets() {
        Seeds.check(3000, random -> {
            List<ObjectRun> runs = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                int start = random.nextInt(PLACES);
                runs.add(new ObjectRun(start, start + random.nextInt(12)));
            }
            ObjectRuns union = ObjectRuns.union(runs);
            BitSet expected = bits(runs);
            assertThat(bits(union.runs())).isEqualTo(expected);
            assertThat(union.count()).isEqualTo(expected.cardinality());
            int start = random.nextInt(PLACES);
            ObjectRun asked = new ObjectRun(start, start + random.nextInt(30));
            BitSet missing = bits(List.of(asked));
            missing.andNot(expected);
            assertThat(bits(union.gaps(asked))).isEqualTo(missing);
            assertThat(union.countIn(asked)).isEqualTo(asked.count() - missing.cardinality());
            for (int i = 1; i < union.runs().size(); i++) {
                assertThat(union.runs().get(i).start())
                        .isGreaterThan(union.runs().get(i - 1).stop());
            }
        });
    }

    @Test
    void piecesAreEvenAndTogetherTheWhole() {
        assertThat(new ObjectRun(3, 13).pieces(4))
                .containsExactly(new ObjectRun(3, 7), new ObjectRun(7, 10), new ObjectRun(10, 13));
        assertThat(new ObjectRun(5, 5).pieces(4)).isEmpty();
    }
}
