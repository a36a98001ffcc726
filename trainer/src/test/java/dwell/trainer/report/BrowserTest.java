package dwell.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser. Skipped where there is none. */
class BrowserTest {
    private static final int BACKGROUND = 0xFFF6F7F8;
    private static final int NARROWEST_MARGIN = 11;

    @TempDir
    private Path folder;

    @Test
    void everyPlotIsShownAndNothingLeavesThePageAtDeskAndPhoneWidth() throws Exception {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium: set -Ddwell.chromium or CHROMIUM to run this test");
        List<String> longNames =
                List.of("tracking_shuffled_objects_seven_objects", "<script>b</script>", "c", "d", "e");
        Path evidence = Report.write(SampleRun.evidence().into(folder.resolve("evidence")));
        Path route = Report.write(SampleRun.route(longNames).into(folder.resolve("route")));
        for (Path page : List.of(evidence, route)) {
            String dom = Files.readString(run(browser.get(), page, "--dump-dom"));
            assertThat(dom.split("<svg ", -1)).hasSize(7 + 1);
            assertThat(dom).contains("</html>").doesNotContain("<script");
            for (int width : new int[] {1200, 400}) {
                Path shot = folder.resolve("shot.png");
                run(
                        browser.get(),
                        page,
                        "--hide-scrollbars",
                        "--window-size=" + width + ",5200",
                        "--screenshot=" + shot);
                BufferedImage image = ImageIO.read(shot.toFile());
                assertThat(image.getWidth()).isEqualTo(width);
                assertThat(colours(image, 0, width)).as("not blank").hasSizeGreaterThan(50);
                assertThat(colours(image, 0, NARROWEST_MARGIN)).containsExactly(BACKGROUND);
                assertThat(colours(image, width - NARROWEST_MARGIN, width))
                        .as("nothing in the right margin of %s at %d pixels", page, width)
                        .containsExactly(BACKGROUND);
            }
        }
    }

    private static Set<Integer> colours(BufferedImage image, int from, int to) {
        Set<Integer> colours = new HashSet<>();
        for (int x = from; x < to; x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }

    /** Runs the browser; its standard output as a file. */
    private Path run(Path browser, Path page, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                browser.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(options));
        command.add(page.toUri().toString());
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("the browser ends within a minute").isTrue();
        assertThat(process.exitValue())
                .as(() -> "exit code of the browser, which said " + said())
                .isZero();
        return out;
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("err.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Optional<Path> browser() {
        Stream<String> named = Stream.of(
                System.getProperty("dwell.chromium"),
                System.getenv("CHROMIUM"),
                "/usr/bin/chromium",
                "/usr/bin/google-chrome");
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        Stream<String> found = Stream.of(path.split(File.pathSeparator)).map(folder -> folder + "/chromium");
        return Stream.concat(named, found)
                .filter(name -> name != null && !name.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
