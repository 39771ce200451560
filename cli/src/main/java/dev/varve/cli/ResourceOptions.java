package dev.varve.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much of the machine a verb may take. */
final class ResourceOptions {
    /** Of the heap: the rest is for the JVM, for metadata and for what lies between the blocks. */
    private static final double SHARE_OF_PROMISE = 0.6;

    private static final double SHARE_OF_DEFAULT = 0.5;

    /** What Java takes beside the heap. */
    private static final long JAVA_BYTES = 160L << 20;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "How many threads work. Without it: the processors that the container, the affinity mask and"
                            + " Slurm allow; where mpirun or srun started several processes on this node, each takes its share.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "How much memory may be taken, such as 1G. Java's heap is limited to it; data take at most"
                    + " 60 %% of it, and Java itself about 200 MiB beside it. Without it: half of the machine's memory"
                    + " (the container's, the Slurm job's; its share where several processes of a job are on a node)"
                    + " for the heap, half of that for data.")
    private Optional<ByteSize> memory = Optional.empty();

    @Option(names = "--quiet", description = "Shows no progress.")
    private boolean isQuiet;

    /** Sizes such as {@code 256MiB}, with an error that says what sizes look like. */
    static final class SizeConverter implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            try {
                return ByteSize.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Whether no progress shall be shown. */
    boolean isQuiet() {
        return isQuiet;
    }

    /** How many threads work, at least 1. */
    int threads(Map<String, String> environment) {
        if (threads.isPresent()) {
            if (threads.get() < 1) {
                throw new UsageException("--threads " + threads.get() + ": at least 1 is needed", "--threads 1");
            }
            return threads.get();
        }
        return NodeShare.ofProcess().processors(new Launch(environment));
    }

    /** How many bytes data may take at once. */
    long budgetBytes() {
        long heap = Runtime.getRuntime().maxMemory();
        if (memory.isEmpty()) {
            return Math.max(1, (long) (heap * SHARE_OF_DEFAULT));
        }
        return Math.max(1, (long) (Math.min(heap, memory.get().bytes()) * SHARE_OF_PROMISE));
    }

    /** The least {@code --memory} where Java's own is a part of it: the launcher takes that off the heap. */
    static ByteSize wholePromiseFor(long dataBytes) {
        long heap = promiseFor(dataBytes).bytes();
        return new ByteSize(Math.min(heap + heap / 2 + (1 << 20) & -1L << 20, heap + JAVA_BYTES));
    }

    /** The least {@code --memory}, in whole MiB, with which data may take so many bytes. */
    static ByteSize promiseFor(long dataBytes) {
        long mebibytes = (long) Math.ceil(dataBytes / SHARE_OF_PROMISE / (1 << 20));
        return new ByteSize(Math.min(mebibytes, Long.MAX_VALUE >> 20) << 20);
    }
}
