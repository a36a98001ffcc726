package dwell.trainer.cli;

import dwell.trainer.record.RunFolder;
import dwell.trainer.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "report", description = "Writes report.html again from the folder of a run.")
final class ReportCommand implements Callable<Integer> {
    private final Streams streams;

    @Parameters(paramLabel = "RUNFOLDER", description = "The folder of a run.")
    private Path run;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ReportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        RunFolder folder = RunFolder.open(run);
        if (!Files.exists(folder.evaluation())) {
            throw new IllegalArgumentException(
                    "run folder %s has no evaluation yet; let the run end with ./dwell train --resume %s"
                            .formatted(run, run));
        }
        String page = Report.write(run).toString();
        streams.out().println(json ? JsonLine.of(Map.of("report", page)) : "report: " + page);
        return CommandRunner.DONE;
    }
}
