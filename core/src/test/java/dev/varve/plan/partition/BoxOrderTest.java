package dev.varve.plan.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoxOrderTest {
    /** Cases that xpartition itself has cut: {@code interop/python/make_partition_golden.py}. */
    private static List<String[]> cases() throws IOException {
        try (InputStream lines = BoxOrderTest.class.getResourceAsStream("/golden/partition/boxes.tsv")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }

    @Test
    void boxesAreThoseOfXpartition() throws IOException {
        List<String[]> cases = cases();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(3000);
        for (String[] fields : cases) {
            Shape counts = fields[0].isEmpty()
                    ? Shape.SCALAR
                    : Shape.of(Arrays.stream(fields[0].split(","))
                            .mapToLong(Long::parseLong)
                            .toArray());
            List<Integer> axes = fields[1].isEmpty()
                    ? List.of()
                    : Arrays.stream(fields[1].split(","))
                            .map(name -> name.charAt(0) - 'a')
                            .toList();
            int ranks = Integer.parseInt(fields[2]);
            BoxOrder order = BoxOrder.of(counts, axes, ranks);
            String[] boxes = fields[3].split(" ", -1);
            assertThat(boxes).hasSize(ranks);
            for (int rank = 0; rank < ranks; rank++) {
                List<Region> found = order.boxes(order.run(rank));
                assertThat(found.isEmpty() ? "-" : found.get(0).toString())
                        .as("%s cut along %s, rank %d of %d", counts, axes, rank, ranks)
                        .isEqualTo(boxes[rank]);
                assertThat(found).hasSizeLessThanOrEqualTo(1);
            }
        }
    }
}
