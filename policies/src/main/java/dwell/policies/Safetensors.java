package dwell.policies;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of named tensors in the safetensors format: 8 bytes little-endian header length, a JSON header with dtype, shape and
 * data offsets of each tensor and optionally strings under {@code __metadata__}, then the data, little-endian and row-major.
 * Python's {@code safetensors} package reads what this writes. Not thread-safe.
 *
 * <p><b>Source.</b> The format description in the README of the safetensors project. <b>Differs:</b> only the types below,
 * and files below 2 GiB.
 */
public final class Safetensors {
    /** Element types. */
    public enum Type {
        F64(8),
        I64(8),
        F32(4),
        I32(4),
        U8(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes of one element. */
        public int bytes() {
            return bytes;
        }
    }

    record Entry(Type type, List<Long> shape, ByteBuffer data) {
        Entry {
            shape = List.copyOf(shape);
            data = data.order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Strings that describe the file; live. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The names of the tensors, in the order in which they were put or stand in the file. */
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    public boolean has(String name) {
        return entries.containsKey(name);
    }

    public Type type(String name) {
        return entry(name).type();
    }

    public List<Long> shape(String name) {
        return entry(name).shape();
    }

    /** Adds a tensor; the values are copied. */
    public void put(String name, List<Integer> shape, float[] values) {
        allocate(name, Type.F32, shape, values.length).asFloatBuffer().put(values);
    }

    /** Adds a tensor; the values are copied. */
    public void put(String name, List<Integer> shape, double[] values) {
        allocate(name, Type.F64, shape, values.length).asDoubleBuffer().put(values);
    }

    /** Adds a tensor in the precision of a network, rounding where that is single; the values are copied. */
    public void put(String name, List<Integer> shape, double[] values, Precision precision) {
        if (precision == Precision.DOUBLE) {
            put(name, shape, values);
            return;
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        put(name, shape, rounded);
    }

    /** Adds a tensor; the values are copied. */
    public void put(String name, List<Integer> shape, long[] values) {
        allocate(name, Type.I64, shape, values.length).asLongBuffer().put(values);
    }

    /** Adds a tensor; the values are copied. */
    public void put(String name, List<Integer> shape, int[] values) {
        allocate(name, Type.I32, shape, values.length).asIntBuffer().put(values);
    }

    /** Adds a tensor; the values are copied. */
    public void put(String name, List<Integer> shape, byte[] values) {
        allocate(name, Type.U8, shape, values.length).put(values);
    }

    private ByteBuffer allocate(String name, Type type, List<Integer> shape, int length) {
        long elements = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (elements != length) {
            throw new IllegalArgumentException(
                    "tensor %s of shape %s needs %d elements, got %d".formatted(name, shape, elements, length));
        }
        if (name.equals(SafetensorsHeader.METADATA) || entries.containsKey(name)) {
            throw new IllegalArgumentException("a tensor cannot be named %s here; the name is taken".formatted(name));
        }
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(length, type.bytes()));
        entries.put(name, new Entry(type, shape.stream().map(Integer::longValue).toList(), data));
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The values of an F32 tensor. */
    public float[] floats(String name) {
        ByteBuffer data = data(name, Type.F32);
        float[] values = new float[data.remaining() / Type.F32.bytes];
        data.asFloatBuffer().get(values);
        return values;
    }

    /** The values of an F64 tensor. */
    public double[] doubles(String name) {
        ByteBuffer data = data(name, Type.F64);
        double[] values = new double[data.remaining() / Type.F64.bytes];
        data.asDoubleBuffer().get(values);
        return values;
    }

    /** The values of a tensor in the precision of a network: of an F64 tensor where that is double, else of an F32 one. */
    public double[] numbers(String name, Precision precision) {
        if (precision == Precision.DOUBLE) {
            return doubles(name);
        }
        float[] single = floats(name);
        double[] values = new double[single.length];
        for (int i = 0; i < single.length; i++) {
            values[i] = single[i];
        }
        return values;
    }

    /** The values of an I64 tensor. */
    public long[] longs(String name) {
        ByteBuffer data = data(name, Type.I64);
        long[] values = new long[data.remaining() / Type.I64.bytes];
        data.asLongBuffer().get(values);
        return values;
    }

    /** The values of an I32 tensor. */
    public int[] ints(String name) {
        ByteBuffer data = data(name, Type.I32);
        int[] values = new int[data.remaining() / Type.I32.bytes];
        data.asIntBuffer().get(values);
        return values;
    }

    /** The values of a U8 tensor. */
    public byte[] bytes(String name) {
        ByteBuffer data = data(name, Type.U8);
        byte[] values = new byte[data.remaining()];
        data.get(values);
        return values;
    }

    private ByteBuffer data(String name, Type wanted) {
        Entry entry = entry(name);
        if (entry.type() != wanted) {
            throw new IllegalArgumentException(
                    "tensor %s has type %s, expected %s".formatted(name, entry.type(), wanted));
        }
        return entry.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("there is no tensor %s; there are %s".formatted(name, entries.keySet()));
        }
        return entry;
    }

    /**
     * Reads a file, checking all of it.
     *
     * @throws IllegalArgumentException in one sentence that names the file, if it cannot be read or is not valid
     */
    public static Safetensors read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException | OutOfMemoryError e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, reason(e)), e);
        }
        try {
            return parse(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s is not a valid safetensors file: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String reason(Throwable e) {
        return e instanceof java.nio.file.NoSuchFileException ? "there is no such file" : e.toString();
    }

    static Safetensors parse(byte[] bytes) {
        Safetensors result = new Safetensors();
        SafetensorsHeader header = SafetensorsHeader.parse(bytes);
        result.metadata.putAll(header.metadata());
        header.tensors().forEach((name, part) -> {
            ByteBuffer data = ByteBuffer.wrap(bytes, header.dataStart() + part.begin(), part.end() - part.begin())
                    .slice();
            result.entries.put(name, new Entry(part.type(), part.shape(), data));
        });
        return result;
    }

    /** The bytes of the file. Tensors of wider elements stand first, so that each is aligned to its elements. */
    byte[] toBytes() {
        List<String> order = new ArrayList<>(entries.keySet());
        order.sort(
                (a, b) -> entries.get(b).type().bytes() - entries.get(a).type().bytes());
        Map<String, SafetensorsHeader.Part> parts = new LinkedHashMap<>();
        int end = 0;
        for (String name : order) {
            Entry entry = entries.get(name);
            int begin = end;
            end = Math.addExact(begin, entry.data().capacity());
            parts.put(name, new SafetensorsHeader.Part(entry.type(), entry.shape(), begin, end));
        }
        byte[] header = SafetensorsHeader.bytes(metadata, parts);
        ByteBuffer all = ByteBuffer.allocate(Math.addExact(header.length, end));
        all.put(header);
        for (String name : order) {
            all.put(entries.get(name).data().duplicate().clear());
        }
        return all.array();
    }

    /**
     * Writes the file through a temporary file beside it and an atomic rename: at any time there is the old file or the whole
     * new one.
     *
     * @throws IOException if it cannot be written; the old file then stands as it was
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, toBytes());
    }
}
