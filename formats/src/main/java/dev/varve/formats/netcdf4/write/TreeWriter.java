package dev.varve.formats.netcdf4.write;

import dev.varve.Release;
import dev.varve.array.Bytes;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.formats.hdf5.write.DataStorage;
import dev.varve.formats.hdf5.write.Encoder;
import dev.varve.formats.hdf5.write.Extent;
import dev.varve.formats.hdf5.write.FileAttribute;
import dev.varve.formats.hdf5.write.FileLink;
import dev.varve.formats.hdf5.write.FileType;
import dev.varve.formats.hdf5.write.GlobalHeapWriter;
import dev.varve.formats.hdf5.write.Hdf5Output;
import dev.varve.formats.hdf5.write.ObjectHeader;
import dev.varve.formats.netcdf4.Conventions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what leads to the data: one header per object, when all data is written. Headers name each other by address, and
 * no address changes a header's size: so all are made twice, first to give each its place, then to be written there.
 */
final class TreeWriter {
    private static final FileType INT32 = FileType.number(NumericType.INT32);

    private final Hdf5Output file;
    private final FilePlan plan;
    private final Map<String, VariableWriter> written;
    private final ScaleUses uses;
    private final GlobalHeapWriter heap;
    private final Map<String, List<FileAttribute>> attributes = new HashMap<>();
    private final Map<String, Long> indexes = new HashMap<>();
    private final Map<String, Long> addresses = new HashMap<>();
    private boolean isPlaced;

    TreeWriter(Hdf5Output file, FilePlan plan, Map<String, VariableWriter> written) {
        this.file = file;
        this.plan = plan;
        this.written = written;
        this.uses = ScaleUses.of(plan);
        this.heap = new GlobalHeapWriter(file);
    }

    /** Makes the header of an object, with the addresses that are known. */
    private interface HeaderMaker {
        ObjectHeader make() throws IOException;
    }

    /**
     * Writes all headers and indexes.
     *
     * @return the address of the root group
     */
    long write() throws IOException {
        for (Group group : plan.groups()) {
            attributes.put(group.path(), encoded(plan.attributes(group)));
        }
        for (PlannedVariable variable : plan.variables()) {
            attributes.put(variable.objectPath(), encoded(variable.attributes()));
            indexes.put(variable.objectPath(), writeIndex(variable));
        }
        Map<String, HeaderMaker> headers = headers();
        for (Map.Entry<String, HeaderMaker> entry : headers.entrySet()) {
            addresses.put(entry.getKey(), file.allocate(entry.getValue().make().sizeBytes()));
        }
        isPlaced = true;
        for (Map.Entry<String, HeaderMaker> entry : headers.entrySet()) {
            entry.getValue().make().write(file, address(entry.getKey()));
        }
        heap.flush();
        return address("");
    }

    private List<FileAttribute> encoded(List<Attribute> given) throws IOException {
        List<FileAttribute> encoded = new ArrayList<>();
        for (Attribute attribute : given) {
            encoded.add(AttributeForms.encode(attribute, heap));
        }
        return encoded;
    }

    private long writeIndex(PlannedVariable variable) throws IOException {
        VariableWriter writer = written.get(variable.variable().path());
        if (writer == null) {
            return Encoder.UNDEFINED;
        }
        return variable.isContiguous()
                ? writer.data().onlyAddress()
                : writer.data().writeIndex();
    }

    private long address(String path) {
        return addresses.getOrDefault(path, 0L);
    }

    private Map<String, HeaderMaker> headers() {
        Map<String, HeaderMaker> headers = new LinkedHashMap<>();
        Map<String, List<String>> members = new LinkedHashMap<>();
        plan.groups().forEach(g -> members.put(g.path(), new ArrayList<>()));
        plan.types().forEach((enumeration, name) -> {
            headers.put(name, () -> ObjectHeader.type(FileType.enumeration(enumeration.base(), enumeration.members())));
            members.get("").add(name);
        });
        for (PlannedDimension dimension : plan.dimensions()) {
            if (plan.coordinate(dimension).isEmpty()) {
                headers.put(dimension.dimension().path(), () -> dimensionHeader(dimension));
                members.get(dimension.group()).add(dimension.dimension().name());
            }
        }
        for (PlannedVariable variable : plan.variables()) {
            String path = variable.objectPath();
            headers.put(path, () -> variableHeader(variable));
            members.get(Paths.parent(path)).add(path.substring(path.lastIndexOf('/') + 1));
        }
        for (Group group : plan.groups()) {
            group.groups().forEach(g -> members.get(group.path()).add(g.name()));
            headers.put(group.path(), () -> groupHeader(group, members.get(group.path())));
        }
        return headers;
    }

    private ObjectHeader groupHeader(Group group, List<String> members) {
        List<FileLink> links = new ArrayList<>();
        for (String name : members) {
            links.add(new FileLink(name, address(Paths.child(group.path(), name))));
        }
        List<FileAttribute> all = new ArrayList<>();
        if (group.path().isEmpty()) {
            all.add(AttributeForms.terminated(Conventions.PROPERTIES, "version=2,varve=" + Release.version()));
        }
        all.addAll(attributes.get(group.path()));
        return ObjectHeader.group(links, all);
    }

    /** A dimension without a variable: a dataset of which nothing but the extent is meant. */
    private ObjectHeader dimensionHeader(PlannedDimension planned) {
        Dimension dimension = planned.dimension();
        DataStorage storage = new DataStorage(
                Encoder.UNDEFINED,
                Math.multiplyExact(dimension.length(), (long) Float.BYTES),
                Float.BYTES,
                planned.isUnlimited() ? Optional.of(Shape.of(1)) : Optional.empty(),
                List.of(),
                Optional.empty());
        Extent extent = Extent.of(Shape.of(dimension.length()), List.of(planned.isUnlimited()));
        // NetCDF-C reserves ten digits for the length, and 64 bytes in all.
        String name = String.format("%s%10d", Conventions.DIMENSION_ONLY, dimension.length());
        List<FileAttribute> all = new ArrayList<>(scaleAttributes(planned, name));
        all.addAll(useAttributes(planned));
        return ObjectHeader.dataset(FileType.bigEndianFloat(), extent, storage, all);
    }

    private ObjectHeader variableHeader(PlannedVariable variable) throws IOException {
        Shape shape = variable.storedShape();
        int elementBytes = variable.form().type().sizeBytes();
        DataStorage storage = new DataStorage(
                indexes.get(variable.objectPath()),
                variable.isContiguous() ? shape.count() * elementBytes : 0,
                elementBytes,
                variable.storedChunk(),
                variable.filters(),
                Optional.of(variable.form().storedFill(variable.layout().fill())));
        Extent extent = Extent.of(
                shape,
                variable.axes().stream().map(PlannedDimension::isUnlimited).toList());
        FileType type = type(variable);
        List<FileAttribute> all = new ArrayList<>();
        if (variable.isScale()) {
            PlannedDimension own = variable.axes().get(0);
            all.addAll(scaleAttributes(own, own.dimension().name()));
        }
        for (FileAttribute attribute : attributes.get(variable.objectPath())) {
            // Of the enumeration only when it is a member: ncdump fails on others.
            boolean hasType = attribute.name().equals(FillAttribute.NAME)
                    && variable.form().isMember(variable.layout().fill());
            all.add(hasType ? new FileAttribute(attribute.name(), type, Extent.of(1), attribute.data()) : attribute);
        }
        all.addAll(axisAttributes(variable));
        if (variable.isScale()) {
            all.addAll(useAttributes(variable.axes().get(0)));
        }
        return ObjectHeader.dataset(type, extent, storage, all);
    }

    private FileType type(PlannedVariable variable) {
        FileType plain = variable.form().type();
        return variable.form()
                .enumeration()
                .map(e -> plain.committedAt(address(plan.types().get(e))))
                .orElse(plain);
    }

    /** What makes a dataset a dimension scale (HDF5 Dimension Scale Specification, section 4) and gives it its number. */
    private static List<FileAttribute> scaleAttributes(PlannedDimension dimension, String name) {
        return List.of(
                AttributeForms.terminated(Conventions.CLASS, Conventions.SCALE),
                AttributeForms.terminated(Conventions.NAME, name),
                new FileAttribute(
                        Conventions.DIMENSION_ID,
                        INT32,
                        Extent.SCALAR,
                        new Encoder().unsigned32(dimension.id()).bytes()));
    }

    /** Which axes of which datasets a scale belongs to. */
    private List<FileAttribute> useAttributes(PlannedDimension dimension) {
        List<ScaleUses.Use> found = uses.of(dimension);
        if (found.isEmpty()) {
            return List.of();
        }
        Encoder data = new Encoder();
        for (ScaleUses.Use use : found) {
            data.unsigned64(address(use.objectPath())).unsigned32(use.axis()).zeros(Integer.BYTES);
        }
        return List.of(new FileAttribute(
                Conventions.REFERENCE_LIST, FileType.SCALE_USE, Extent.of(found.size()), data.bytes()));
    }

    /** The scales of a variable's axes, by address and by number. A scale itself may not have scales. */
    private List<FileAttribute> axisAttributes(PlannedVariable variable) throws IOException {
        int rank = variable.axes().size();
        if (rank == 0) {
            return List.of();
        }
        List<FileAttribute> all = new ArrayList<>();
        Encoder numbers = new Encoder();
        Encoder scales = new Encoder();
        for (PlannedDimension axis : variable.axes()) {
            numbers.unsigned32(axis.id());
            if (!variable.isScale()) {
                putReference(scales, axis);
            }
        }
        if (!variable.isScale()) {
            all.add(new FileAttribute(
                    Conventions.DIMENSION_LIST, FileType.OBJECT_REFERENCES, Extent.of(rank), scales.bytes()));
        }
        all.add(new FileAttribute(Conventions.COORDINATES, INT32, Extent.of(rank), numbers.bytes()));
        return all;
    }

    private void putReference(Encoder target, PlannedDimension axis) throws IOException {
        if (!isPlaced) {
            target.zeros(FileType.OBJECT_REFERENCES.sizeBytes());
            return;
        }
        String path = plan.coordinate(axis)
                .map(PlannedVariable::objectPath)
                .orElse(axis.dimension().path());
        Bytes reference = new Encoder().unsigned64(address(path)).bytes();
        heap.put(reference, 1, target);
    }
}
