package dwell.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    private static Safetensors small() {
        Safetensors file = new Safetensors();
        file.metadata().put("family", "mlp");
        file.put("b", List.of(1), new byte[] {(byte) 200});
        file.put("w", List.of(2, 1), new float[] {1.5f, -2f});
        file.put("n", List.of(), new long[] {258});
        return file;
    }

    /** A file put together by hand from the description of the format. */
    private static byte[] byHand(String header, String hexData) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 8; i++) {
            out.write((int) ((long) text.length >> (8 * i)));
        }
        out.writeBytes(text);
        out.writeBytes(HexFormat.of().parseHex(hexData));
        return out.toByteArray();
    }

    @Test
    void bytesAreThoseOfTheFormat() {
        String header = "{\"__metadata__\":{\"family\":\"mlp\"},"
                + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[8,16]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[16,17]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        // 258 as I64; 1.5 = 3fc00000 and -2 = c0000000 as F32, little-endian; 200 as U8.
        assertThat(small().toBytes()).isEqualTo(byHand(padded, "0201000000000000" + "0000c03f" + "000000c0" + "c8"));
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        Safetensors file = small();
        file.put("d", List.of(3), new double[] {Math.PI, Double.MIN_VALUE, -0.0});
        file.put("i", List.of(1, 2), new int[] {Integer.MIN_VALUE, 7});
        file.put("empty", List.of(0, 4), new float[0]);
        file.put("ümlaut \"quoted\"", List.of(1), new float[] {3});
        Path path = folder.resolve("x.safetensors");
        file.write(path);
        Safetensors read = Safetensors.read(path);
        assertThat(read.metadata()).containsExactlyEntriesOf(file.metadata());
        assertThat(read.names()).containsExactlyInAnyOrderElementsOf(file.names());
        assertThat(read.doubles("d")).containsExactly(Math.PI, Double.MIN_VALUE, -0.0);
        assertThat(read.ints("i")).containsExactly(Integer.MIN_VALUE, 7);
        assertThat(read.longs("n")).containsExactly(258);
        assertThat(read.bytes("b")).containsExactly((byte) 200);
        assertThat(read.floats("w")).containsExactly(1.5f, -2f);
        assertThat(read.floats("empty")).isEmpty();
        assertThat(read.floats("ümlaut \"quoted\"")).containsExactly(3);
        assertThat(read.shape("i")).containsExactly(1L, 2L);
        assertThat(read.type("i")).isEqualTo(Safetensors.Type.I32);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void truncationAtAnyByteIsOneSentenceWithTheFile() throws IOException {
        byte[] bytes = small().toBytes();
        Path path = folder.resolve("cut.safetensors");
        for (int length = 0; length < bytes.length; length++) {
            Files.write(path, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Safetensors.read(path))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cut.safetensors is not a valid safetensors file: ")
                    .hasMessageNotContaining("\n");
        }
    }

    /** A flipped bit may leave a valid file (another number, another name); it never ends in anything but the one exception. */
    @Test
    void anyFlippedBitIsReadOrRefused() {
        byte[] bytes = small().toBytes();
        int refused = 0;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                Safetensors.parse(flipped);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(bytes.length * 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                " {}",
                "{\"a\":1}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,99999999999999999999]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[1,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"__metadata__\":{\"x\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            })
    void wrongHeadersAreRefused(String header) {
        assertThatThrownBy(() -> Safetensors.parse(byHand(header, "00000000")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void hugeHeaderLengthIsRefusedBeforeItIsAllocated() {
        byte[] bytes = new byte[16];
        bytes[7] = 0x7f;
        assertThatThrownBy(() -> Safetensors.parse(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("out of [0, 100000000]");
    }

    @Test
    void deepNestingIsRefused() {
        String header = "{\"a\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> Safetensors.parse(byHand(header, ""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void missingFileAndWrongTypeAreSentences() {
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("none.safetensors")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("none.safetensors cannot be read: there is no such file");
        assertThatThrownBy(() -> small().doubles("w"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor w has type F32, expected F64");
        assertThatThrownBy(() -> small().floats("v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no tensor v");
        assertThatThrownBy(() -> small().put("x", List.of(2, 2), new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor x of shape [2, 2] needs 4 elements, got 3");
    }

    @Test
    void failedWriteLeavesTheOldFile() throws IOException {
        Path path = folder.resolve("keep.safetensors");
        small().write(path);
        byte[] before = Files.readAllBytes(path);
        // A folder in the place of the temporary file makes the write fail for every user.
        Files.createDirectories(folder.resolve("keep.safetensors.tmp").resolve("full"));
        Safetensors other = new Safetensors();
        assertThatThrownBy(() -> other.write(path)).isInstanceOf(IOException.class);
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
    }
}
