package dev.varve.dataset.transform;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of an input while it is closed.
 *
 * @param index which one it is
 * @param length how long it is along the dimension
 * @param coordinate the first and last value along it, counted as the first input counts; nothing without a coordinate
 * @param direction 1 when values increase, -1 when they decrease, 0 when there is only one
 * @param shifts by which variables' times have to be shifted; others by nothing
 */
record InputFacts(int index, long length, Optional<Ends> coordinate, int direction, Map<String, TimeShift> shifts) {
    /** The first and the last value of a coordinate. */
    record Ends(BigDecimal first, BigDecimal last) {}

    InputFacts {
        shifts = Map.copyOf(shifts);
    }
}
