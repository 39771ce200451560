package dev.varve.formats.hdf5;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What the messages of a dataset say.
 *
 * @param type the type of the elements
 * @param space the extents
 * @param layout where the elements lie
 * @param pipeline the filters
 * @param fill the value of elements that were never written
 * @param isExternal whether the elements lie in other files
 */
record DatasetHeader(
        Datatype type,
        Dataspace space,
        DataLayout layout,
        FilterPipeline pipeline,
        FillMessage fill,
        boolean isExternal) {
    /** Larger elements than this must be in the file to be believed. */
    private static final int PLAUSIBLE_ELEMENT_BYTES = 1 << 16;

    static DatasetHeader read(FileBytes file, ObjectHeader header, SharedMessages shared) throws IOException {
        HeaderMessage type = required(file, header, MessageType.DATATYPE, "datatype");
        HeaderMessage space = required(file, header, MessageType.DATASPACE, "dataspace");
        HeaderMessage layout = required(file, header, MessageType.LAYOUT, "data layout");
        Optional<HeaderMessage> filters = header.first(MessageType.FILTERS);
        List<Filter> pipeline =
                filters.isPresent() ? Filter.decode(shared.open("filter pipeline", filters.get())) : List.of();
        DatasetHeader dataset = new DatasetHeader(
                DatatypeDecoder.decode(shared.open("datatype", type)),
                Dataspace.decode(shared.open("dataspace", space)),
                DataLayout.decode(shared.open("data layout", layout)),
                new FilterPipeline(pipeline),
                fill(header, shared),
                header.has(MessageType.EXTERNAL_FILES));
        dataset.requireFitting(file);
        return dataset;
    }

    private static HeaderMessage required(FileBytes file, ObjectHeader header, int type, String what)
            throws IOException {
        return header.first(type)
                .orElseThrow(() -> file.damaged("object header", header.address(), "has no " + what + " message"));
    }

    private static FillMessage fill(ObjectHeader header, SharedMessages shared) throws IOException {
        Optional<HeaderMessage> recent = header.first(MessageType.FILL);
        if (recent.isPresent()) {
            return FillMessage.decode(shared.open("fill value", recent.get()));
        }
        Optional<HeaderMessage> old = header.first(MessageType.OLD_FILL);
        return old.isPresent() ? FillMessage.decodeOld(shared.open("fill value", old.get())) : FillMessage.NONE;
    }

    /** Messages that contradict each other. */
    private void requireFitting(FileBytes file) throws IOException {
        if (layout instanceof DataLayout.Chunked chunked) {
            if (chunked.chunk().rank() != space.shape().rank()) {
                throw file.failure("chunks " + chunked.chunk() + " have not the rank of the shape " + space.shape());
            }
            if (chunked.elementBytes() != type.sizeBytes()) {
                throw file.failure("chunks have elements of " + chunked.elementBytes() + " bytes, the datatype "
                        + type.sizeBytes());
            }
        }
        long bytes = 0;
        try {
            bytes = Math.multiplyExact(space.count(), type.sizeBytes());
        } catch (ArithmeticException e) {
            throw file.failure("shape " + space.shape() + " of " + type + " has 2^63 bytes or more");
        }
        if (layout instanceof DataLayout.Compact compact
                && bytes > compact.data().length()) {
            throw file.failure("compact data of " + compact.data().length() + " bytes are too short for " + bytes);
        }
    }

    /** Why the elements cannot be read, if they cannot. */
    Optional<String> unsupported(FileBytes file, Optional<StoredType> stored) {
        if (space.isNull()) {
            return Optional.of("null dataspace: there are no elements");
        }
        if (stored.isEmpty()) {
            return Optional.of("datatype " + type + " is not supported");
        }
        if (type.sizeBytes() > Math.max(PLAUSIBLE_ELEMENT_BYTES, file.size())) {
            return Optional.of("elements of " + type.sizeBytes() + " bytes, more than the file has");
        }
        if (layout instanceof DataLayout.Virtual) {
            return Optional.of("virtual datasets are not supported");
        }
        if (isExternal) {
            return Optional.of("its elements lie in external files, which is not supported");
        }
        if (layout instanceof DataLayout.Chunked chunked
                && chunked.chunk().count() > (Integer.MAX_VALUE - 8L) / chunked.elementBytes()) {
            return Optional.of("chunks " + chunked.chunk() + " of 2 GiB or more are not supported");
        }
        return Optional.empty();
    }
}
