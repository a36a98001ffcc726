package dwell.trainer.cli;

import static dwell.trainer.cli.CommandLineTest.dwell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditTest {
    private static JsonNode audit(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("audit", "--env", "evidence-v1", "--set", "maxThinks=10", "--json"));
        arguments.addAll(List.of(more));
        CommandLineTest.Result result = dwell(arguments.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return result.json();
    }

    private static double number(JsonNode node, String key) {
        return node.get(key).doubleValue();
    }

    @Test
    void theUtilityIsPaidForWhatItIs() {
        JsonNode json = audit("--shaping", "utility");
        assertThat(number(json, "utility")).isCloseTo(number(json, "optimalUtility"), within(1e-12));
        assertThat(number(json, "hackGap")).isCloseTo(0, within(1e-12));
        assertThat(number(json.get("regret"), "total")).isCloseTo(0, within(1e-12));
        for (JsonNode level : json.get("levels")) {
            assertThat(number(level, "rate")).isCloseTo(1, within(1e-9));
            assertThat(number(level, "rate")).isCloseTo(number(level, "trueRate"), within(1e-12));
            assertThat(number(level, "breakEven")).isCloseTo(number(level, "trueBreakEven"), within(1e-12));
            assertThat(level.get("dominated").isNull()).isTrue();
        }
    }

    /** An additive penalty is a price, so that its optimum is that of the utility at this price. */
    @Test
    void aPenaltyIsAnotherPrice() {
        JsonNode json = audit("--shaping", "length-penalty", "--set", "trainer.shaping.coefficient=0.03");
        JsonNode solved = dwell(
                        "solve", "--env", "evidence-v1", "--set", "maxThinks=10", "--set", "price=0.03", "--json")
                .json();
        assertThat(number(json, "paid")).isCloseTo(number(solved, "utility"), within(1e-12));
        double thinks = 0;
        for (JsonNode level : json.get("levels")) {
            thinks += number(level, "weight") * number(level.get("shapedOptimum"), "thinks");
            assertThat(number(level, "rate")).isCloseTo(3, within(1e-9));
            assertThat(level.get("wrongAnswers").asString()).isEqualTo("charged");
        }
        assertThat(thinks).isCloseTo(number(solved, "thinks"), within(1e-9));
        JsonNode regret = json.get("regret");
        assertThat(number(regret, "total"))
                .isPositive()
                .isCloseTo(
                        number(regret, "overthinking")
                                + number(regret, "underthinking")
                                + number(regret, "wrongAnswer"),
                        within(1e-12));
        assertThat(number(regret, "total"))
                .isCloseTo(number(json, "optimalUtility") - number(json, "utility"), within(1e-12));
        assertThat(number(regret, "overthinking")).isCloseTo(0, within(1e-12));
    }

    @Test
    void potentialsAndOffsetsOfItemsKeepTheOptimalPolicies() {
        JsonNode potential =
                audit("--shaping", "potential", "--against", "utility").get("against");
        assertThat(potential.get("samePolicies").booleanValue()).isTrue();
        assertThat(potential.get("counterExample").isNull()).isTrue();
        assertThat(number(potential, "advantageDifference")).isLessThan(1e-12);
        JsonNode offset = audit(
                        "--shaping",
                        "adaptthink",
                        "--set",
                        "trainer.shaping.delta=0",
                        "--against",
                        "length-penalty,coefficient=0")
                .get("against");
        assertThat(offset.get("samePolicies").booleanValue()).isTrue();
        assertThat(number(offset, "advantageDifference")).isLessThan(1e-12);
    }

    @Test
    void aCounterExampleCanBeReplayed() {
        JsonNode against = audit("--shaping", "utility", "--against", "length-penalty,coefficient=0.05")
                .get("against");
        assertThat(against.get("samePolicies").booleanValue()).isFalse();
        JsonNode example = against.get("counterExample");
        boolean differs = false;
        for (JsonNode choice : example.get("choices")) {
            differs |= choice.get("optimal").booleanValue()
                    != choice.get("otherOptimal").booleanValue();
        }
        assertThat(differs).isTrue();
        List<String> arguments =
                new ArrayList<>(List.of("explain", "--env", "evidence-v1", "--set", "maxThinks=10", "--json"));
        arguments.addAll(List.of(example.get("replay").asString().split(" ")));
        JsonNode episode = dwell(arguments.toArray(String[]::new)).json();
        List<String> states = new ArrayList<>();
        episode.get("steps").forEach(step -> states.add(step.get("state").asString()));
        assertThat(states).contains(example.get("state").asString());
        assertThat(states.get(0)).isEqualTo(example.get("startState").asString());
    }

    @Test
    void aTextSaysWhatIsPaidAndWhatIsLost() {
        CommandLineTest.Result result = dwell("audit", "--shaping", "open-r1-length", "--against", "utility");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("points per token", "dominated: wrong > right", "optimal: shaping's / true", "overall")
                .contains("hack gap", "best responses", "against utility: other policies are optimal");
    }

    @Test
    void whatCannotBeAuditedIsRefusedInOneSentence() {
        CommandLineTest.Result stepped = dwell("audit", "--env", "maze-v1", "--shaping", "utility");
        assertThat(stepped.code()).isEqualTo(2);
        assertThat(stepped.err()).contains("env maze-v1 is stepped and has no exact optimum to audit a shaping by");
        CommandLineTest.Result unknown = dwell("audit", "--shaping", "kimmi");
        assertThat(unknown.err()).contains("known shapings", "did you mean kimi?");
        CommandLineTest.Result hidden = dwell(
                "audit",
                "--env",
                "evidence-v1",
                "--set",
                "maxThinks=4",
                "--set",
                "introspection=none",
                "--shaping",
                "brier");
        assertThat(hidden.code()).isEqualTo(2);
        assertThat(hidden.err()).contains("trainer.shaping.id brier needs observations that show the whole state");
        CommandLineTest.Result reference =
                dwell("audit", "--shaping", "adaptthink", "--set", "trainer.shaping.reference=always:nothing");
        assertThat(reference.code()).isEqualTo(2);
        assertThat(reference.err()).contains("trainer.shaping.reference: policy always needs the name of an action");
    }
}
