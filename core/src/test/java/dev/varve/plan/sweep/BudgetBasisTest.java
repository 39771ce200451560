package dev.varve.plan.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.varve.measure.FieldStatistics;
import org.junit.jupiter.api.Test;

class BudgetBasisTest {
    /** 200 K to 300 K, about 250 K, give or take 20 K. */
    private static final FieldStatistics KELVIN = new FieldStatistics(10, 10, 0, 0, 0, 200, 300, 250, 250, 20);

    @Test
    void aBudgetOfTheRangeAllowsSoManyTimesTheRange() {
        Gates gates = BudgetBasis.RANGE.relativeToMagnitude(Gates.ofL1(1e-3), KELVIN);
        // A mean error of 0.1 K of numbers of 250 K.
        assertThat(gates.thresholds().get(Gate.L1)).isCloseTo(0.1 / 250, within(1e-15));
        assertThat(gates.thresholds().get(Gate.LINF)).isCloseTo(1.0 / 300, within(1e-15));
        assertThat(gates.thresholds().get(Gate.L2)).isCloseTo(0.2 / Math.hypot(250, 20), within(1e-15));
        assertThat(gates.thresholds().get(Gate.FINITE)).isZero();
    }

    @Test
    void aBudgetOfTheSpreadAllowsSoManyStandardDeviations() {
        Gates gates = BudgetBasis.STD.relativeToMagnitude(Gates.ofL1(1e-3), KELVIN);
        assertThat(gates.thresholds().get(Gate.L1)).isCloseTo(0.02 / 250, within(1e-15));
    }

    @Test
    void aBudgetOfMagnitudesStaysAsItIs() {
        assertThat(BudgetBasis.MAGNITUDE.relativeToMagnitude(Gates.ofL1(1e-3), KELVIN))
                .isEqualTo(Gates.ofL1(1e-3));
    }

    @Test
    void usualGatesFollowTheL1BudgetAndLooserOnesAllowMoreButNoLostCells() {
        Gates gates = Gates.ofL1(1e-3);
        assertThat(gates.thresholds())
                .containsEntry(Gate.L2, 2e-3)
                .containsEntry(Gate.LINF, 1e-2)
                .containsEntry(Gate.BIAS, 5e-4)
                .containsEntry(Gate.FINITE, 0.0);
        assertThat(gates.loosened(2).thresholds()).containsEntry(Gate.L1, 2e-3).containsEntry(Gate.FINITE, 0.0);
        assertThatThrownBy(() -> Gates.ofL1(-1)).hasMessageContaining("not negative");
        assertThatThrownBy(() -> Gates.ofL1(Double.NaN)).hasMessageContaining("finite");
    }
}
