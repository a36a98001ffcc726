package dwell.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The family of {@code docs/example-family} as a user has it: compiled by itself, put into a jar, laid on the class path. */
class ExampleFamilyTest {
    @TempDir
    static Path folder;

    private static Path jar;

    @BeforeAll
    static void build() throws IOException {
        Path project = Path.of("..", "docs", "example-family", "src", "main");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "--release", "17", "-Xlint:all"));
        try (Stream<Path> files = Files.walk(project.resolve("java"))) {
            files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(code).as("javac").isZero();
        jar = folder.resolve("example-family.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream jarOut = new JarOutputStream(out)) {
            add(jarOut, classes);
            add(jarOut, project.resolve("resources"));
        }
    }

    private static void add(JarOutputStream jar, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(root.relativize(file)
                        .toString()
                        .replace(root.getFileSystem().getSeparator(), "/")));
                Files.copy(file, jar);
            }
        }
    }

    private static String dwell(String... arguments) throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            int code = new CommandRunner(new Streams(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            false))
                    .run(arguments);
            assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
            return out.toString(StandardCharsets.UTF_8);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void itIsListedAndPassesAllChecks() throws IOException {
        assertThat(dwell("envs")).contains("drafts-v1");
        assertThat(dwell("check-env", "--env", "drafts-v1"))
                .doesNotContain("FAIL")
                .contains("ok    optimum");
    }

    /** With one level, drafts are worth their price until one is good: V = good - price (1 - p) / p with probability p a draft. */
    @Test
    void itsOptimumIsThatOfTheClosedForm() throws IOException {
        String json = dwell("solve", "--env", "drafts-v1", "--set", "good=[0.5]", "--set", "most=100", "--json");
        assertThat(JsonMapper.shared().readTree(json).get("utility").asDouble())
                .isCloseTo(0.95 - 0.01 * 0.5 / 0.5, within(1e-12));
    }

    @Test
    void itIsTrainedOn() throws IOException {
        String json = dwell(
                "train",
                "--env",
                "drafts-v1",
                "--set",
                "policy.id=tabular",
                "--set",
                "learningRate=0.1",
                "--set",
                "updates=60",
                "--seed",
                "1",
                "--json",
                "--out",
                folder.resolve("run").toString());
        // The optimum is 0.6494; handing in the first draft is worth 0.4012, an untrained table about as little.
        assertThat(JsonMapper.shared().readTree(json).get("regret").asDouble()).isBetween(0.0, 0.02);
    }
}
