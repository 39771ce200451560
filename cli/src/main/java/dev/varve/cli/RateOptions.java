package dev.varve.cli;

import dev.varve.plan.advise.ReadRates;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How fast the store answers from which will be read. */
final class RateOptions {
    private static final Pattern LATENCY = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(us|ms|s)");

    /** Where data may lie. */
    enum Place {
        OBJECT,
        NETWORK,
        LOCAL;

        private ReadRates rates() {
            return switch (this) {
                case OBJECT -> ReadRates.OBJECT_STORE;
                case NETWORK -> ReadRates.NETWORK;
                case LOCAL -> ReadRates.LOCAL;
            };
        }
    }

    @Option(
            names = "--store",
            paramLabel = "object|network|local",
            description =
                    "Where data will be read from: an object store (20ms, 100MB/s; this one), a file system in the"
                            + " network (2ms, 500MB/s), a local disk (0.1ms, 2GB/s).")
    private Place store = Place.OBJECT;

    @Option(names = "--latency", paramLabel = "TIME", description = "How long a request takes, such as 20ms.")
    private Optional<String> latency = Optional.empty();

    @Option(
            names = "--bandwidth",
            paramLabel = "SIZE/s",
            description = "How much comes in a second beyond that, such as 100MB/s.")
    private Optional<String> bandwidth = Optional.empty();

    /**
     * The rates that were asked for.
     *
     * @throws UsageException when one is none
     */
    ReadRates rates() {
        return new ReadRates(
                latency.map(RateOptions::seconds).orElse(store.rates().latencySeconds()),
                bandwidth.map(RateOptions::bytesPerSecond).orElse(store.rates().bytesPerSecond()));
    }

    private static double seconds(String text) {
        Matcher matcher = LATENCY.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) > 10_000) {
            throw new UsageException("--latency " + text + ": that is no short time", "--latency 20ms, 500us or 1.5s");
        }
        double number = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> number / 1e6;
            case "ms" -> number / 1e3;
            default -> number;
        };
    }

    private static double bytesPerSecond(String text) {
        try {
            long bytes = ByteSize.parse(text.replaceFirst("(?i)/s$", "")).bytes();
            if (bytes > 0 && bytes < 1e18) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("--bandwidth " + text + ": that is no size per second", "--bandwidth 100MB/s");
        }
        throw new UsageException("--bandwidth " + text + ": that is no size per second", "--bandwidth 100MB/s");
    }
}
