package dev.varve.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.pipeline.Workers;
import dev.varve.testing.MemorySource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatasetCheckTest {
    private static final Shape SHAPE = Shape.of(6, 4);
    private final MemorySource source = new MemorySource(
            List.of(variable("a"), variable("b")),
            Map.of("a", NdArray.allocate(NumericType.INT16, SHAPE), "b", NdArray.allocate(NumericType.INT16, SHAPE)));

    private static Variable variable(String name) {
        return new Variable(
                name,
                NumericType.INT16,
                List.of(new Dimension("y", 6, false), new Dimension("x", 4, false)),
                FillValue.zero(NumericType.INT16),
                List.of(),
                new Storage("chunked", Optional.of(Shape.of(1, 4)), Optional.empty(), List.of(), 48),
                Optional.empty());
    }

    @Test
    void whatCanBeReadIsReadOnceAndWhole() throws IOException {
        AtomicLong announced = new AtomicLong();
        AtomicLong advanced = new AtomicLong();
        Progress progress = new Progress() {
            @Override
            public void begin(long totalBytes) {
                announced.set(totalBytes);
            }

            @Override
            public void advance(String variable, long bytes) {
                advanced.addAndGet(bytes);
            }
        };
        try (Workers workers = Workers.of(2)) {
            assertThat(DatasetCheck.problems(source, workers, 32, progress)).isEmpty();
        }
        assertThat(announced).hasValue(2 * 48);
        assertThat(advanced).hasValue(2 * 48);
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestIsStillRead() throws IOException {
        source.failRead(3);
        try (Workers workers = Workers.of(1)) {
            assertThat(DatasetCheck.problems(source, workers, 16, Progress.NONE))
                    .containsExactly("variable 'a', region 2:3,0:4: planted at read 3");
        }
    }
}
