package dwell.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @Test
    void looks(@TempDir Path folder) throws Exception {
        Path base = Path.of(System.getProperty("look", folder.toString()));
        Report.write(SampleRun.evidence().into(base.resolve("evidence")));
        Report.write(SampleRun.route(List.of("level 1", "level 2", "level 3", "level 4", "level 5"))
                .into(base.resolve("route")));
        assertThat(Files.exists(base.resolve("evidence/report.html"))).isTrue();
    }
}
