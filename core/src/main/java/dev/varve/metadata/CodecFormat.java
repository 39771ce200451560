package dev.varve.metadata;

import dev.varve.codec.Codec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one codec is written in metadata.
 *
 * @param <C> the codec
 * @param name its name there
 * @param type the class that is written under the name
 * @param parameters what its configuration may hold, in the order in which the text notation takes them
 * @param standing whether other software knows it
 * @param reading makes the codec of a configuration
 * @param writing gives the configuration of a codec; none when the name is only read, an alias
 */
public record CodecFormat<C extends Codec>(
        String name,
        Class<? extends C> type,
        List<Parameter> parameters,
        Standing standing,
        Reading<C> reading,
        Optional<Writing<C>> writing) {
    /** How far a codec's name is known. */
    public enum Standing {
        /** In the Zarr v3 core or its registered extensions, and read by zarr-python as it is installed, so by xarray. */
        PORTABLE,
        /** In the registered extensions, which zarr-python does not read, or only with another package. */
        REGISTERED,
        /** Known to some software only, such as zarr-python's {@code numcodecs.*}. */
        LESS_PORTABLE,
        /** Known to other software in Zarr v2 only, by an id; nothing but Varve reads the name in v3. */
        ZARR_V2_ONLY
    }

    /**
     * A member of a configuration.
     *
     * @param name its name
     * @param isRequired whether it must be there
     * @param usual the value when it is not there; an optional member without one is simply absent
     */
    public record Parameter(String name, boolean isRequired, Optional<Json> usual) {
        /** A member that must be there. */
        public static Parameter required(String name) {
            return new Parameter(name, true, Optional.empty());
        }

        /** A member that may be absent, which means something of its own. */
        public static Parameter optional(String name) {
            return new Parameter(name, false, Optional.empty());
        }

        /** A member that has a usual value. */
        public static Parameter usually(String name, Json usual) {
            return new Parameter(name, false, Optional.of(usual));
        }
    }

    /** Makes a codec of its configuration. */
    @FunctionalInterface
    public interface Reading<C extends Codec> {
        /**
         * The codec of a configuration.
         *
         * @param configuration an object with declared members only, the required ones and those with a usual value among
         *     them
         * @param registry for codecs inside the configuration
         * @throws MetadataException when a value is wrong
         * @throws IllegalArgumentException when the codec refuses a value; the registry adds the place
         */
        C read(JsonCursor configuration, CodecRegistry registry) throws MetadataException;
    }

    /** Gives the configuration of a codec. */
    @FunctionalInterface
    public interface Writing<C extends Codec> {
        /**
         * The configuration of a codec.
         *
         * @param registry for codecs inside the codec
         */
        JsonObject write(C codec, CodecRegistry registry);
    }

    public CodecFormat {
        parameters = List.copyOf(parameters);
    }

    /** The codec of a configuration. */
    C parse(JsonCursor configuration, CodecRegistry registry) throws MetadataException {
        Set<String> known = new HashSet<>();
        JsonObject complete = configuration.object();
        for (Parameter parameter : parameters) {
            known.add(parameter.name());
            boolean isThere = complete.get(parameter.name()).isPresent();
            if (!isThere && parameter.usual().isPresent()) {
                complete = complete.with(parameter.name(), parameter.usual().get());
            } else if (!isThere && parameter.isRequired()) {
                throw configuration.error("codec \"" + name + "\" needs \"" + parameter.name() + "\"");
            }
        }
        configuration.requireOnly(known);
        try {
            return reading.read(new JsonCursor(complete, configuration.path()), registry);
        } catch (IllegalArgumentException e) {
            MetadataException failure = configuration.error(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /** The configuration of a codec of this class. */
    JsonObject configuration(Codec codec, CodecRegistry registry) {
        return writing.orElseThrow(() -> new IllegalStateException(name + " is only read"))
                .write(type.cast(codec), registry);
    }
}
