package dwell.trainer.cli;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.evaluate.CardBuilder;
import dwell.trainer.evaluate.EnvironmentCard;
import dwell.trainer.report.CardPage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "env",
        description = "The card of an environment: what it asks, what can be done and seen, and its exact optimum.")
final class EnvCommand implements Callable<Integer> {
    private final Streams streams;
    private final ConfigLoader loader;
    private final CardBuilder cards;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The task family; see dwell envs.")
    private String id;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--html", paramLabel = "FILE", description = "Write the card with its plots to an HTML file, too.")
    private Path html;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    EnvCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.loader = new ConfigLoader(catalog);
        this.cards = new CardBuilder(catalog);
    }

    @Override
    public Integer call() {
        if (html != null) {
            HtmlFile.requireWritable(html);
        }
        if (id == null && !options.named()) {
            throw new IllegalArgumentException(
                    "env takes the id of a task family, such as env evidence-v1; ./dwell envs lists them");
        }
        EnvironmentCard card = cards.of(loader.load(options.sourcesOf(id)));
        if (html != null) {
            CardPage.write(card, html);
        }
        if (json) {
            streams.out().println(CardText.json(card, html));
        } else {
            streams.out().print(CardText.of(card));
            if (html != null) {
                streams.out().println("\ncard: " + html);
            }
        }
        return CommandRunner.DONE;
    }
}
