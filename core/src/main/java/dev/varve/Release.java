package dev.varve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The release this library was built as. */
public final class Release {
    private Release() {}

    /** Returns the version, such as {@code 0.1.0}, that the build wrote into the library. */
    public static String version() {
        Properties release = new Properties();
        try (InputStream in = Release.class.getResourceAsStream("release.properties")) {
            release.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return release.getProperty("version");
    }
}
