package dwell.policies;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The header of a safetensors file.
 *
 * @param metadata the strings under {@code __metadata__}
 * @param tensors in the order of the header
 * @param dataStart offset of the data in the file
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Part> tensors, int dataStart) {
    static final String METADATA = "__metadata__";

    private static final int PREFIX = 8;
    private static final int LONGEST = 100_000_000;
    private static final Set<String> KEYS = Set.of("dtype", "shape", "data_offsets");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Where a tensor stands: bytes {@code begin} to {@code end}, the latter excluded, of the data. */
    record Part(Safetensors.Type type, List<Long> shape, int begin, int end) {}

    static SafetensorsHeader parse(byte[] file) {
        require(file.length >= PREFIX, "it has %d bytes, fewer than its length field needs", file.length);
        long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        require(length >= 0 && length <= LONGEST, "its header length %d is out of [0, %d]", length, LONGEST);
        require(
                PREFIX + length <= file.length,
                "its header of %d bytes is cut off after %d",
                length,
                file.length - PREFIX);
        byte[] text = Arrays.copyOfRange(file, PREFIX, PREFIX + (int) length);
        require(text.length > 0 && text[0] == '{', "its header does not start with {");
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("its header is not JSON: " + e.getOriginalMessage(), e);
        }
        require(root.isObject(), "its header is not a JSON object");
        int dataLength = file.length - PREFIX - text.length;
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, Part> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : root.properties()) {
            if (property.getKey().equals(METADATA)) {
                readMetadata(property.getValue(), metadata);
            } else {
                tensors.put(property.getKey(), part(property.getKey(), property.getValue(), dataLength));
            }
        }
        requireGapless(tensors, dataLength);
        return new SafetensorsHeader(metadata, tensors, PREFIX + text.length);
    }

    private static void readMetadata(JsonNode node, Map<String, String> out) {
        require(node.isObject(), "%s is not an object", METADATA);
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            require(property.getValue().isString(), "%s.%s is not a string", METADATA, property.getKey());
            out.put(property.getKey(), property.getValue().stringValue());
        }
    }

    private static Part part(String name, JsonNode node, int dataLength) {
        require(
                node.isObject() && Set.copyOf(node.propertyNames()).equals(KEYS),
                "tensor %s does not have the keys dtype, shape and data_offsets",
                name);
        JsonNode dtype = node.get("dtype");
        Safetensors.Type type = Arrays.stream(Safetensors.Type.values())
                .filter(t -> dtype.isString() && t.name().equals(dtype.stringValue()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("tensor %s has dtype %s; known are %s"
                        .formatted(name, dtype, Arrays.toString(Safetensors.Type.values()))));
        List<Long> shape = longs(name, node.get("shape"));
        List<Long> offsets = longs(name, node.get("data_offsets"));
        require(offsets.size() == 2, "tensor %s has %d data offsets", name, offsets.size());
        long begin = offsets.get(0);
        long end = offsets.get(1);
        require(begin <= end, "tensor %s ends at %d, before its start at %d", name, end, begin);
        require(end <= dataLength, "tensor %s ends at %d of %d data bytes", name, end, dataLength);
        long bytes = type.bytes();
        try {
            for (long side : shape) {
                bytes = Math.multiplyExact(bytes, side);
            }
        } catch (ArithmeticException e) {
            bytes = -1;
        }
        require(bytes == end - begin, "tensor %s of shape %s does not fill its %d bytes", name, shape, end - begin);
        return new Part(type, shape, (int) begin, (int) end);
    }

    private static List<Long> longs(String name, JsonNode node) {
        List<Long> values = new ArrayList<>();
        require(node.isArray(), "tensor %s has something else where numbers belong", name);
        for (JsonNode element : node) {
            require(
                    element.isIntegralNumber() && element.canConvertToLong() && element.longValue() >= 0,
                    "tensor %s has %s where a whole number belongs",
                    name,
                    element);
            values.add(element.longValue());
        }
        return values;
    }

    private static void requireGapless(Map<String, Part> tensors, int dataLength) {
        List<Map.Entry<String, Part>> order = new ArrayList<>(tensors.entrySet());
        order.sort(Comparator.comparingInt(
                        (Map.Entry<String, Part> e) -> e.getValue().begin())
                .thenComparingInt(e -> e.getValue().end()));
        int end = 0;
        for (Map.Entry<String, Part> tensor : order) {
            int begin = tensor.getValue().begin();
            require(
                    begin == end,
                    "tensor %s starts at %d where the one before ends at %d",
                    tensor.getKey(),
                    begin,
                    end);
            end = tensor.getValue().end();
        }
        require(end == dataLength, "its tensors end at %d of %d data bytes", end, dataLength);
    }

    private static void require(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }

    /** Length field and header, padded with spaces to a multiple of 8 bytes. */
    static byte[] bytes(Map<String, String> metadata, Map<String, Part> tensors) {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode strings = root.putObject(METADATA);
            metadata.forEach(strings::put);
        }
        tensors.forEach((name, part) -> {
            ObjectNode node = root.putObject(name);
            node.put("dtype", part.type().name());
            ArrayNode shape = node.putArray("shape");
            part.shape().forEach(shape::add);
            node.putArray("data_offsets").add(part.begin()).add(part.end());
        });
        byte[] text = JSON.writeValueAsBytes(root);
        int padded = (text.length + PREFIX - 1) / PREFIX * PREFIX;
        ByteArrayOutputStream out = new ByteArrayOutputStream(PREFIX + padded);
        out.writeBytes(ByteBuffer.allocate(PREFIX)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .array());
        out.writeBytes(text);
        out.writeBytes(" ".repeat(padded - text.length).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
