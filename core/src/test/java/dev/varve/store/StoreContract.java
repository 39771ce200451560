package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does, wrappers included. A subclass gives an empty store and looks behind it without its help. */
public abstract class StoreContract {
    private static final Key KEY = new Key("a/c/0/1");

    /** A store without keys. */
    protected abstract Store newStore() throws IOException;

    /** The value that lies behind the store, read without it. */
    protected abstract Optional<byte[]> rawGet(Store store, Key key) throws IOException;

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsSetIsThereAndIsGot() throws IOException {
        try (Store store = newStore()) {
            store.set(KEY, bytes("hello"));
            assertThat(rawGet(store, KEY))
                    .hasValueSatisfying(v -> assertThat(v).isEqualTo("hello".getBytes(StandardCharsets.UTF_8)));
            assertThat(store.get(KEY)).contains(bytes("hello"));
            assertThat(store.size(KEY)).isEqualTo(OptionalLong.of(5));
        }
    }

    @Test
    void aMissingKeyIsNothing() throws IOException {
        try (Store store = newStore()) {
            assertThat(store.get(KEY)).isEmpty();
            assertThat(store.get(KEY, new ByteRange.Last(3))).isEmpty();
            assertThat(store.size(KEY)).isEmpty();
        }
    }

    @Test
    void aKeyBelowAValueIsNothing() throws IOException {
        try (Store store = newStore()) {
            store.set(KEY, bytes("x"));
            assertThat(store.get(new Key("a/c/0/1/2"))).isEmpty();
            assertThat(store.get(new Key("a/c"))).isEmpty();
        }
    }

    @Test
    void aKeyAboveAValueIsNothingWhateverPartOfItIsAskedFor() throws IOException {
        try (Store store = newStore()) {
            store.set(KEY, bytes("x"));
            Key above = new Key("a/c");
            List<ByteRange> ranges = List.of(
                    ByteRange.ALL,
                    new ByteRange.Between(0, 0),
                    new ByteRange.Between(0, 2),
                    new ByteRange.Between(0, 1 << 30),
                    new ByteRange.Last(0),
                    new ByteRange.Last(1 << 30));
            for (ByteRange range : ranges) {
                assertThat(store.get(above, range)).as("%s", range).isEmpty();
            }
            assertThat(store.open(above)).isEmpty();
            assertThat(store.size(above)).isEmpty();
        }
    }

    @Test
    void rangesAreCutExactly() throws IOException {
        try (Store store = newStore()) {
            store.set(KEY, bytes("0123456789"));
            assertThat(store.get(KEY, new ByteRange.Between(2, 5))).contains(bytes("234"));
            assertThat(store.get(KEY, new ByteRange.Between(4, 4))).contains(Bytes.EMPTY);
            assertThat(store.get(KEY, new ByteRange.From(7))).contains(bytes("789"));
            assertThat(store.get(KEY, new ByteRange.Last(2))).contains(bytes("89"));
            assertThat(store.get(KEY, new ByteRange.Last(10))).contains(bytes("0123456789"));
        }
    }

    @Test
    void aRangeBeyondTheValueFails() throws IOException {
        try (Store store = newStore()) {
            store.set(KEY, bytes("0123"));
            for (ByteRange range : List.of(new ByteRange.Between(2, 5), new ByteRange.From(5), new ByteRange.Last(5))) {
                assertThatExceptionOfType(EOFException.class).isThrownBy(() -> store.get(KEY, range));
            }
        }
    }

    @Test
    void settingAgainReplacesTheValue() throws IOException {
        try (Store store = newStore()) {
            store.set(KEY, bytes("long value"));
            store.set(KEY, bytes("new"));
            assertThat(store.get(KEY)).contains(bytes("new"));
        }
    }

    @Test
    void anEmptyValueIsAValue() throws IOException {
        try (Store store = newStore()) {
            store.set(KEY, Bytes.EMPTY);
            assertThat(store.get(KEY)).contains(Bytes.EMPTY);
            assertThat(store.size(KEY)).isEqualTo(OptionalLong.of(0));
        }
    }

    @Test
    void anUploadIsInvisibleUntilItIsCommitted() throws IOException {
        try (Store store = newStore()) {
            store.set(KEY, bytes("old"));
            try (Upload upload = store.upload(KEY)) {
                upload.append(bytes("ne"));
                upload.append(bytes("w!"));
                assertThat(store.get(KEY)).contains(bytes("old"));
                assertThat(store.list("")).containsExactly(KEY);
                upload.commit();
            }
            assertThat(store.get(KEY)).contains(bytes("new!"));
        }
    }

    @Test
    void anUploadThatIsNotCommittedLeavesNothing() throws IOException {
        try (Store store = newStore()) {
            try (Upload upload = store.upload(KEY)) {
                upload.append(bytes("half"));
            }
            assertThat(store.get(KEY)).isEmpty();
            assertThat(rawGet(store, KEY)).isEmpty();
            assertThat(store.list("")).isEmpty();
        }
    }

    @Test
    void erasingTakesTheKeyAway() throws IOException {
        try (Store store = newStore()) {
            store.set(KEY, bytes("x"));
            store.erase(KEY);
            store.erase(KEY);
            assertThat(store.get(KEY)).isEmpty();
            assertThat(store.list("")).isEmpty();
        }
    }

    @Test
    void anOpenValueStaysWhatItWas() throws IOException {
        try (Store store = newStore()) {
            assertThat(store.open(KEY)).isEmpty();
            store.set(KEY, bytes("0123456789"));
            try (RangeReader value = store.open(KEY).orElseThrow()) {
                assertThat(value.size()).isEqualTo(10);
                store.set(KEY, bytes("other"));
                assertThat(value.read(8, 2)).isEqualTo(bytes("89"));
                store.erase(KEY);
                assertThat(value.read(0, 3, byte[]::new)).isEqualTo(bytes("012"));
                for (long[] bad : new long[][] {{9, 2}, {-1, 1}, {11, 0}, {0, -1}}) {
                    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> value.read(bad[0], (int) bad[1]));
                }
            }
        }
    }

    @Test
    void aValueMayBeReadIntoAnArrayThatIsThere() throws IOException {
        try (Store store = newStore()) {
            store.set(KEY, bytes("0123456789"));
            byte[] room = new byte[20];
            assertThat(store.get(KEY, new ByteRange.Between(2, 5), length -> room))
                    .contains(bytes("234"));
            assertThat(store.get(new Key("none"), ByteRange.ALL, length -> room))
                    .isEmpty();
        }
    }

    @Test
    void oneHasAClaimAtATimeAndOthersWait() throws Exception {
        try (Store store = newStore()) {
            Claim first = store.claim(KEY, Duration.ZERO);
            first.requireHeld();
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> store.claim(KEY, Duration.ofMillis(20)))
                    .withMessageContaining(KEY.path());
            store.claim(new Key("another"), Duration.ZERO).close();
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
                try (Claim second = store.claim(KEY, Duration.ofSeconds(20))) {
                    second.requireHeld();
                    return true;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            first.close();
            first.close();
            assertThat(waiting.get()).isTrue();
            store.set(KEY, bytes("x"));
            assertThat(store.list("")).containsExactly(KEY);
        }
    }

    @Test
    void whoReplacesAValueIsNotUndoneByWhoChangesAPartOfIt() throws Exception {
        try (Store store = newStore()) {
            store.replace(KEY, Optional.of(bytes("old")), Duration.ZERO);
            assertThat(store.get(KEY)).contains(bytes("old"));
            Claim changing = store.claim(KEY, Duration.ZERO);
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> store.replace(KEY, Optional.of(bytes("new")), Duration.ZERO));
            CompletableFuture<Void> replacing = CompletableFuture.runAsync(() -> {
                try {
                    store.replace(KEY, Optional.of(bytes("new")), Duration.ofSeconds(20));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            store.set(KEY, bytes("old, changed"));
            changing.close();
            replacing.get();
            assertThat(store.get(KEY)).contains(bytes("new"));
            store.replace(KEY, Optional.empty(), Duration.ZERO);
            assertThat(store.list("")).isEmpty();
        }
    }

    @Test
    void aClaimIsInNoList() throws IOException {
        try (Store store = newStore();
                Claim claim = store.claim(KEY, Duration.ZERO)) {
            claim.requireHeld();
            assertThat(store.list("")).isEmpty();
            assertThat(store.get(KEY)).isEmpty();
        }
    }

    @Test
    void bytesInTheMiddleAreOverwrittenAndNeverBeyondTheEnd() throws IOException {
        try (Store store = newStore()) {
            Optional<RangeWrites> writes = store.rangeWrites();
            if (writes.isEmpty()) {
                return;
            }
            store.set(KEY, bytes("0123456789"));
            Bytes before = store.get(KEY).orElseThrow();
            writes.get().setRange(KEY, 3, bytes("abc"));
            assertThat(store.get(KEY)).contains(bytes("012abc6789"));
            assertThat(before).as("what was got is not changed").isEqualTo(bytes("0123456789"));
            for (long bad : new long[] {8, -1, Long.MAX_VALUE}) {
                assertThatExceptionOfType(EOFException.class)
                        .isThrownBy(() -> writes.get().setRange(KEY, bad, bytes("abc")));
            }
            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> writes.get().setRange(new Key("none"), 0, bytes("a")));
            assertThat(store.get(KEY)).contains(bytes("012abc6789"));
        }
    }

    @Test
    void partsOfAnotherValueAreAppended() throws IOException {
        try (Store store = newStore()) {
            store.set(KEY, bytes("0123456789"));
            try (RangeReader old = store.open(KEY).orElseThrow();
                    Upload upload = store.upload(KEY)) {
                upload.append(bytes("<"));
                upload.append(old, 2, 3);
                upload.append(bytes("|"));
                upload.append(old, 9, 1);
                upload.append(old, 0, 0);
                upload.commit();
            }
            assertThat(store.get(KEY)).contains(bytes("<234|9"));
        }
    }

    @Test
    void listingGivesTheKeysBelowAPrefixInOrder() throws IOException {
        try (Store store = newStore()) {
            for (String key : List.of("b", "a/zarr.json", "a/c/1", "a/c/0", "ab/c")) {
                store.set(new Key(key), bytes(key));
            }
            assertThat(store.list("a")).extracting(Key::path).containsExactly("a/c/0", "a/c/1", "a/zarr.json");
            assertThat(store.list("")).hasSize(5);
            assertThat(store.list("none")).isEmpty();
        }
    }

    @Test
    void valuesWrittenByManyThreadsAreAllThere() throws Exception {
        try (Store store = newStore()) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int number = t;
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 25; i++) {
                        try {
                            store.set(new Key("t" + number + "/" + i), bytes(number + "/" + i));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(store.list("")).hasSize(100);
            assertThat(store.get(new Key("t3/24"))).contains(bytes("3/24"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a//b", ".", "..", "a/../b", "a/./b", "a\\b", "a\nb", "C:\\x"})
    void keysThatCouldLeaveTheRootAreNoKeys(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Key(path));
    }
}
