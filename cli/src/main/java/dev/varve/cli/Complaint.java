package dev.varve.cli;

import dev.varve.codec.CodecException;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.transform.OverlapException;
import dev.varve.metadata.MetadataException;
import dev.varve.plan.InfeasiblePlanException;
import dev.varve.plan.sweep.NoChainException;
import dev.varve.run.DataDiffersException;
import dev.varve.run.partition.IncompleteException;
import dev.varve.run.rechunk.NotEnoughSpaceException;
import dev.varve.run.rechunk.OtherRechunkException;
import dev.varve.run.sweep.OtherSweepException;
import dev.varve.store.ConflictException;
import dev.varve.zarr.CorruptObjectException;
import dev.varve.zarr.LostWriteException;
import dev.varve.zarr.MissingObjectException;
import dev.varve.zarr.ZarrSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * What a failure means to the user: the one place that turns exceptions into exit codes and words.
 *
 * @param code what the process ends with
 * @param problem what went wrong, where and why
 * @param remedy what to do or to type next, where something helps
 */
record Complaint(ExitCode code, String problem, Optional<String> remedy) {
    private static final String OUT_OF_SPACE = "No space left on device";
    private static final String OUT_OF_QUOTA = "Disk quota exceeded";

    /** Names under which things are made before they get their own; the user knows the latter. */
    private static final Pattern STAGING = Pattern.compile("\\.([^/]+)\\.varve-partial-[^/:;, ]+");

    Complaint {
        problem = STAGING.matcher(problem).replaceAll("$1");
    }

    private Complaint(ExitCode code, String problem, String remedy) {
        this(code, problem, Optional.of(remedy));
    }

    /** A failure of work on an output whose name it tells; what a full disk says names no file. */
    static IOException named(IOException failure, Object output) {
        return isFull(failure) ? new IOException(output + ": " + failure.getMessage(), failure) : failure;
    }

    /** The complaint about a failure. */
    static Complaint of(Throwable failure) {
        if (failure instanceof UnfinishedException e) {
            return of(e.getCause()).unfinished(e.getMessage());
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<Complaint> scarcity = ofScarcity(cause, failure);
            if (scarcity.isPresent()) {
                return scarcity.get();
            }
        }
        if (failure instanceof UsageException e) {
            return new Complaint(ExitCode.USAGE, e.getMessage(), e.remedy());
        }
        if (failure instanceof NoChainException) {
            return new Complaint(
                    ExitCode.USAGE, failure.getMessage(), "other --compressors, --filters or --serializers, or all");
        }
        if (failure instanceof StoppedException stopped && stopped.isContinuable()) {
            return new Complaint(ExitCode.TRY_AGAIN, stopped.getMessage(), "the same command, which goes on");
        }
        if (failure instanceof IncompleteException e) {
            return new Complaint(
                    ExitCode.TRY_AGAIN,
                    e.getMessage() + ", of " + StatusText.missing(e.status()),
                    StatusText.next(e.store(), e.status()));
        }
        if (failure instanceof StoppedException) {
            return new Complaint(ExitCode.INTERRUPTED, "stopped; nothing was left behind", Optional.empty());
        }
        Optional<Complaint> changed = ofChangedStore(failure);
        if (changed.isPresent()) {
            return changed.get();
        }
        if (isDamage(failure)) {
            return new Complaint(
                    ExitCode.INPUT, failure.getMessage(), "the input is damaged; get it again from where it came from");
        }
        return failure instanceof IOException ? ofIo(failure) : ofDefect(failure);
    }

    /** The same where a part of the work is done and stays. */
    private Complaint unfinished(String output) {
        return new Complaint(
                code,
                problem.replace("; nothing was left behind", "") + "; what was complete before is in " + output,
                remedy.map(text -> text + "; then the same command again goes on")
                        .or(() -> Optional.of("the same command again goes on")));
    }

    /** One line for programs: {@code ERROR}, what it is about, and why, separated by tabs. */
    static String inALine(String subject, Exception failure) {
        String reason = isSaid(failure) ? failure.getMessage() : of(failure).problem();
        return "ERROR\t" + Printable.of(subject) + "\t" + Printable.of(reason);
    }

    /** What such a line means to whoever asked for several: what is no array, or not the only one, is a bad input. */
    static ExitCode codeOfLine(Exception failure) {
        return isSaid(failure) ? ExitCode.INPUT : of(failure).code();
    }

    private static boolean isSaid(Exception failure) {
        return failure instanceof UsageException || failure instanceof IllegalArgumentException;
    }

    /** A store that is not what its manifest says. */
    private static Optional<Complaint> ofChangedStore(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorruptObjectException e) {
                return Optional.of(changed(failure, e.store(), Optional.of(e.manifestStore())));
            }
            if (cause instanceof MissingObjectException e) {
                return Optional.of(changed(failure, e.store(), e.manifestStore()));
            }
        }
        return Optional.empty();
    }

    private static Complaint changed(Throwable failure, String store, Optional<String> manifestStore) {
        String again = "varve verify " + store + "; get the store again from where it came from";
        String remedy = manifestStore
                .map(place -> again + ", or, if it was changed on purpose, " + removal(place))
                .orElse(again);
        return new Complaint(ExitCode.DIFFERENT, failure.getMessage(), remedy);
    }

    private static String removal(String store) {
        return Files.isRegularFile(Path.of(store))
                ? "'zip -d " + store + " " + ZarrSource.MANIFEST + "'"
                : "remove " + store + "/" + ZarrSource.MANIFEST;
    }

    /** Whether stored data cannot be read because they are not what was once written. */
    static boolean isDamage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CodecException || cause instanceof EOFException || cause instanceof ZipException) {
                return true;
            }
        }
        return ofChangedStore(failure).isPresent();
    }

    /** Space or memory that ran out, however deep the failure hides it. */
    private static Optional<Complaint> ofScarcity(Throwable cause, Throwable failure) {
        if (cause instanceof InfeasibleRechunkException e) {
            return Optional.of(new Complaint(
                    ExitCode.SPACE,
                    e.getMessage(),
                    "--memory "
                            + ResourceOptions.wholePromiseFor(e.neededBytes()).option()
                            + ", or smaller chunks by --chunks"));
        }
        if (cause instanceof InfeasiblePlanException e) {
            return Optional.of(new Complaint(
                    ExitCode.SPACE,
                    e.getMessage(),
                    "--memory " + ResourceOptions.promiseFor(e.neededBytes()).option()
                            + ", or smaller chunks by --inner-chunk or --chunks"));
        }
        if (cause instanceof OutOfMemoryError) {
            return Optional.of(new Complaint(
                    ExitCode.SPACE,
                    "Java ran out of memory (" + cause.getMessage() + ")",
                    "more memory (--memory 4G), fewer threads (--threads 1) or smaller chunks (--inner-chunk 4MiB)"));
        }
        String message = String.valueOf(cause.getMessage());
        if (isFull(cause)) {
            String reason = message.contains(OUT_OF_QUOTA) ? OUT_OF_QUOTA : OUT_OF_SPACE;
            return Optional.of(new Complaint(
                    ExitCode.SPACE,
                    "the disk is full: " + shorten(failure, reason) + "; nothing was left behind",
                    "free space ('df -h' tells where) or write elsewhere"));
        }
        return Optional.empty();
    }

    /** Whether a failure is that of a full disk. */
    private static boolean isFull(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof IOException && (message.contains(OUT_OF_SPACE) || message.contains(OUT_OF_QUOTA));
    }

    private static String shorten(Throwable failure, String reason) {
        String message = String.valueOf(failure.getMessage());
        return message.contains(reason) ? message : message + ": " + reason;
    }

    private static Complaint ofIo(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof InputException e) {
            return new Complaint(ExitCode.INPUT, message, e.remedy());
        }
        if (failure instanceof DataDiffersException) {
            return new Complaint(
                    ExitCode.DIFFERENT, message, "make the copy again with --overwrite; nothing wrong was kept");
        }
        if (failure instanceof LostWriteException) {
            return new Complaint(
                    ExitCode.DIFFERENT, message, "the same command again; if it fails again, check the disk");
        }
        if (failure instanceof RecipeException) {
            return new Complaint(
                    ExitCode.CONFLICT, message, "varve sweep again, or --accept-recipe if that is what you want");
        }
        if (failure instanceof RefusedChangeException e) {
            return new Complaint(ExitCode.CONFLICT, message + "; nothing was changed", e.remedy());
        }
        if (failure instanceof PresentException) {
            return new Complaint(
                    ExitCode.CONFLICT, message, "another name, or --overwrite to make the whole store anew");
        }
        if (failure instanceof OverlapException) {
            return new Complaint(ExitCode.CONFLICT, message, "leave one of them out, or cut it: varve convert --isel");
        }
        if (failure instanceof OtherSweepException) {
            return new Complaint(
                    ExitCode.CONFLICT, message, "--overwrite to start anew, or another folder with --where");
        }
        if (failure instanceof OtherRechunkException) {
            return new Complaint(
                    ExitCode.CONFLICT,
                    message,
                    "--overwrite to start anew, or the options of the command that was killed");
        }
        if (failure instanceof NotEnoughSpaceException) {
            return new Complaint(ExitCode.SPACE, message, "free space ('df -h' tells where) or write elsewhere");
        }
        if (failure instanceof ConflictException) {
            return new Complaint(ExitCode.CONFLICT, message, "the same command again when the other one is done");
        }
        if (failure instanceof SourceFormatException || failure instanceof MetadataException) {
            return new Complaint(ExitCode.INPUT, message, Optional.empty());
        }
        if (failure instanceof FileSystemException e) {
            return ofFile(e);
        }
        return new Complaint(ExitCode.FAILED, message, Optional.empty());
    }

    private static Complaint ofFile(FileSystemException failure) {
        String reason = failure.getReason() == null ? "" : ": " + failure.getReason();
        if (failure instanceof FileAlreadyExistsException) {
            boolean isProtected = failure.getReason() != null;
            return new Complaint(
                    ExitCode.CONFLICT,
                    failure.getFile() + (isProtected ? " " + failure.getReason() : " is there already")
                            + "; nothing was changed",
                    isProtected ? "another name" : "--overwrite, or another name");
        }
        if (failure instanceof NoSuchFileException) {
            return new Complaint(
                    ExitCode.FAILED,
                    "cannot write " + failure.getFile() + (reason.isEmpty() ? ": no such folder" : reason),
                    "make the folder first (mkdir -p)");
        }
        if (failure instanceof AccessDeniedException) {
            return new Complaint(
                    ExitCode.FAILED,
                    failure.getFile() + ": permission denied",
                    "another folder, or 'ls -ld' and chmod");
        }
        return new Complaint(ExitCode.FAILED, failure.getFile() + reason, Optional.empty());
    }

    private static Complaint ofDefect(Throwable failure) {
        return new Complaint(
                ExitCode.FAILED,
                "a defect of varve: " + failure,
                "the same command with --debug, and report what it prints");
    }

    /** Prints the complaint: what is wrong on the first line, what to do on the second. */
    void print(PrintStream err) {
        err.println("varve: " + Printable.of(problem));
        remedy.ifPresent(text -> err.println("try:   " + Printable.of(text)));
    }
}
