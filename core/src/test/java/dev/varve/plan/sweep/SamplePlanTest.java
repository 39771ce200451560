package dev.varve.plan.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Shape;
import dev.varve.measure.AxisRole;
import dev.varve.testing.Seeds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamplePlanTest {
    private static final List<AxisRole> ROLES =
            List.of(AxisRole.TIME, AxisRole.VERTICAL, AxisRole.HORIZONTAL, AxisRole.HORIZONTAL);

    private static List<Optional<SamplePlan.AxisContent>> unknown(int axes) {
        List<Optional<SamplePlan.AxisContent>> content = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            content.add(Optional.empty());
        }
        return content;
    }

    private static SamplePlan plan(Shape field, long budgetBytes) {
        return SamplePlan.of(field, ROLES, unknown(4), 4, budgetBytes);
    }

    @Test
    void aFieldWithinTheBudgetIsTakenWhole() {
        SamplePlan plan = plan(Shape.of(10, 5, 20, 30), 4 * 10 * 5 * 20 * 30);
        assertThat(plan.isWhole()).isTrue();
        assertThat(plan.shape()).isEqualTo(Shape.of(10, 5, 20, 30));
    }

    /** 1,000 times and 60 levels of 2,400 bytes; 400 slabs may be taken: 6 levels, the binary logarithm of 60, of 66 times. */
    @Test
    void levelsComeToTheirFloorFirstThenTimes() {
        SamplePlan plan = plan(Shape.of(1000, 60, 20, 30), 400 * 2400);
        assertThat(plan.shape()).isEqualTo(Shape.of(66, 6, 20, 30));
        // Index k of m is the middle of the k-th of m equal parts.
        assertThat(plan.indices().get(1)).contains(List.of(5L, 15L, 25L, 35L, 45L, 55L));
        assertThat(plan.indices().get(2)).isEmpty();
    }

    @Test
    void whatTimesLeaveGoesToLevels() {
        SamplePlan plan = plan(Shape.of(4, 60, 20, 30), 100 * 2400);
        assertThat(plan.shape()).isEqualTo(Shape.of(4, 25, 20, 30));
    }

    @Test
    void threeTimesAndThreeLevelsAreTakenHoweverSmallTheBudget() {
        assertThat(plan(Shape.of(1000, 60, 20, 30), 1).shape()).isEqualTo(Shape.of(3, 3, 20, 30));
        assertThat(plan(Shape.of(2, 60, 20, 30), 1).shape()).isEqualTo(Shape.of(2, 3, 20, 30));
    }

    @Test
    void indicesAreThoseOnWhichTheFieldVariesAndHaveItsExtremes() {
        BitSet varying = new BitSet();
        varying.set(40, 100);
        SamplePlan.AxisContent times = new SamplePlan.AxisContent(varying, List.of(41L, 99L));
        SamplePlan plan = SamplePlan.of(
                Shape.of(100, 10, 10),
                List.of(AxisRole.TIME, AxisRole.HORIZONTAL, AxisRole.HORIZONTAL),
                List.of(Optional.of(times), Optional.empty(), Optional.empty()),
                4,
                4 * 400);
        List<Long> chosen = plan.indices().get(0).orElseThrow();
        assertThat(chosen).hasSize(4).contains(41L, 99L).isSorted().allMatch(i -> i >= 40);
        assertThat(plan.at(0, 0)).isEqualTo(chosen.get(0));
        assertThat(plan.at(1, 7)).isEqualTo(7);
    }

    @Test
    void sampleIndicesAreAscendingDistinctAndInside() {
        Seeds.check(200, random -> {
            Shape field = Shape.of(1 + random.nextInt(50), 1 + random.nextInt(50), 1 + random.nextInt(9), 5);
            SamplePlan plan = plan(field, 1 + random.nextInt(100_000));
            for (int axis = 0; axis < 4; axis++) {
                List<Long> indices = plan.indices().get(axis).orElse(List.of());
                long extent = field.extent(axis);
                assertThat(indices).isSorted().doesNotHaveDuplicates().allMatch(i -> i >= 0 && i < extent);
            }
        });
    }
}
