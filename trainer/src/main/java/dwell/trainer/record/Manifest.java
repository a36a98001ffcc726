package dwell.trainer.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What made a run: the content of {@code manifest.json}. The same seed gives the same bytes on the same JVM build.
 *
 * @param dwell version of Dwell
 * @param seed of the run
 * @param jvm name and version
 * @param os name, version and architecture
 * @param cpu name of the processor; the architecture where the system does not tell
 * @param processors available to the JVM
 * @param nd4j version of ND4J
 * @param backend where ND4J computes
 */
public record Manifest(
        String dwell, long seed, String jvm, String os, String cpu, int processors, String nd4j, String backend) {
    /** Describes this machine. */
    public static Manifest of(long seed, String backend) {
        Properties versions = versions();
        return new Manifest(
                versions.getProperty("dwell"),
                seed,
                jvmVersion(),
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                versions.getProperty("nd4j"),
                backend);
    }

    /** The version of Dwell, as the build wrote it. */
    public static String version() {
        return versions().getProperty("dwell");
    }

    /** Name and version of the JVM. */
    public static String jvmVersion() {
        return "%s %s".formatted(System.getProperty("java.vm.name"), Runtime.version());
    }

    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = Manifest.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }

    private static String processorName() {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.isReadable(info)) {
            try {
                for (String line : Files.readAllLines(info, StandardCharsets.UTF_8)) {
                    if (line.startsWith("model name")) {
                        return line.substring(line.indexOf(':') + 1).strip();
                    }
                }
            } catch (IOException e) {
                return System.getProperty("os.arch") + " (" + e.getMessage() + ")";
            }
        }
        return System.getProperty("os.arch");
    }
}
