package dev.varve.dataset.transform;

import dev.varve.dataset.Source;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The few of many inputs that are open: at most so many, but for those that are being read at the moment. Those that have not
 * been read for longest are closed first.
 */
final class OpenInputs implements Closeable {
    private final Inputs inputs;
    private final int most;

    /** By index, the one that was used last at the end. */
    private final Map<Integer, Entry> open = new LinkedHashMap<>(16, 0.75f, true);

    private boolean isClosed;

    private static final class Entry {
        private Source source;
        private int readers;
    }

    OpenInputs(Inputs inputs, int most) {
        this.inputs = inputs;
        this.most = most;
    }

    /** Does something with an open source. */
    interface Use<T> {
        T with(Source source) throws IOException;
    }

    /** Opens an input where it is not open, and keeps it so at least until the use ends. */
    <T> T use(int index, Use<T> use) throws IOException {
        Entry entry = acquire(index);
        try {
            Source source;
            // Opening takes time: others are served meanwhile.
            synchronized (entry) {
                if (entry.source == null) {
                    entry.source = inputs.open(index);
                }
                source = entry.source;
            }
            return use.with(source);
        } finally {
            release(entry);
        }
    }

    private synchronized Entry acquire(int index) throws IOException {
        if (isClosed) {
            throw new IOException("the inputs are closed");
        }
        Entry entry = open.computeIfAbsent(index, i -> new Entry());
        entry.readers++;
        closeIdle(most);
        return entry;
    }

    private synchronized void release(Entry entry) throws IOException {
        entry.readers--;
        closeIdle(isClosed ? 0 : most);
    }

    private void closeIdle(int keep) throws IOException {
        Iterator<Entry> oldest = open.values().iterator();
        int surplus = open.size() - keep;
        while (surplus > 0 && oldest.hasNext()) {
            Entry entry = oldest.next();
            if (entry.readers == 0) {
                oldest.remove();
                surplus--;
                if (entry.source != null) {
                    entry.source.close();
                }
            }
        }
    }

    /** How many are open or being opened. */
    synchronized int count() {
        return open.size();
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        closeIdle(0);
    }
}
