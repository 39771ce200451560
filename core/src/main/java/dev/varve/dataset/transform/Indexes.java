package dev.varve.dataset.transform;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which positions on a dimension are wanted, as Python and xarray count them: from 0, negative ones from the end. */
public sealed interface Indexes {
    /** One position; the dimension goes. */
    record One(long index) implements Indexes {}

    /**
     * Positions from {@code start} up to, not including, {@code stop}; the dimension stays.
     *
     * @param start the first; without one the first there is, the last when {@code step} is negative
     * @param stop one past the last; without one as far as there are any
     * @param step how far one is from the next; negative to go backwards
     */
    record Slice(OptionalLong start, OptionalLong stop, long step) implements Indexes {
        public Slice {
            if (step == 0) {
                throw new IllegalArgumentException("step 0");
            }
        }
    }

    /**
     * Positions as text has them.
     *
     * @throws IllegalArgumentException when the text is none of {@code 3}, {@code -1}, {@code 0:24}, {@code ::4}
     */
    static Indexes parse(String text) {
        Pattern pattern = Pattern.compile("(-?[0-9]{1,18})|(-?[0-9]{1,18})?:(-?[0-9]{1,18})?(?::(-?[0-9]{1,18})?)?");
        Matcher parts = pattern.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is neither INDEX nor START:STOP nor START:STOP:STEP");
        }
        if (parts.group(1) != null) {
            return new One(Long.parseLong(parts.group(1)));
        }
        long step = parts.group(4) == null ? 1 : Long.parseLong(parts.group(4));
        return new Slice(number(parts.group(2)), number(parts.group(3)), step);
    }

    private static OptionalLong number(String digits) {
        return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }
}
