package dwell.trainer.report;

import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.exact.ComputeDistribution;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.KnownLevel;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.ParetoFront;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Regret;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.Fixed;
import dwell.trainer.evaluate.EvaluationReport.Level;
import dwell.trainer.evaluate.EvaluationReport.MapPoint;
import dwell.trainer.evaluate.EvaluationReport.Mass;
import dwell.trainer.evaluate.EvaluationReport.StateMap;
import dwell.trainer.evaluate.Responses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Run folders as a trainer leaves them, of policies made without training: softmax of the optimal action values plus noise,
 * which gets sharper and less noisy from update to update. All figures are exact.
 */
final class SampleRun {
    static final int EVERY = 10;
    static final int UPDATES = 300;

    final EvaluationReport evaluation;
    final String metrics;

    private SampleRun(EvaluationReport evaluation, String metrics) {
        this.evaluation = evaluation;
        this.metrics = metrics;
    }

    static SampleRun evidence() {
        return evidence(Stakes.ofPrice(0.01));
    }

    static SampleRun evidence(Stakes stakes) {
        return of("evidence-v1", new EvidenceFamily().declare(new EvidenceFamily().defaults()), stakes, true);
    }

    static SampleRun route(List<String> levels) {
        return of("replay-v1", new RouteProcess(levels), Stakes.ofPrice(1e-5), false);
    }

    /** Writes the folder's files. */
    Path into(Path folder) throws IOException {
        Files.createDirectories(folder);
        String json =
                JsonMapper.builder().build().writeValueAsString(evaluation).replace("\"NaN\"", "null");
        Files.writeString(folder.resolve("evaluation.json"), json);
        Files.writeString(folder.resolve("metrics.jsonl"), metrics);
        Files.writeString(
                folder.resolve("config.yaml"),
                "env:\n  id: %s\npolicy:\n  id: mlp\nrun:\n  seed: 0\n".formatted(evaluation.env()));
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"version\":\"0.1.0\",\"jvm\":\"OpenJDK 17\",\"nd4j\":\"1.0.0-M2.1\",\"cpu\":{\"cores\":2},\"seed\":0}");
        return folder;
    }

    private static SampleRun of(String env, DecisionProcess<?> declaration, Stakes stakes, boolean thinks) {
        CompiledProcess process = ProcessCompiler.compile(declaration);
        Optimum optimum = Optimum.of(process, stakes);
        StringBuilder metrics = new StringBuilder();
        PolicyTable policy = null;
        for (int update = 0; update <= UPDATES; update += EVERY) {
            double progress = (double) update / UPDATES;
            policy = noisy(process, optimum, 0.003 + 0.6 * Math.exp(-13 * progress), 0.06 * Math.exp(-4 * progress));
            metrics.append(line(update, process, stakes, optimum, policy));
        }
        return new SampleRun(report(env, process, stakes, optimum, policy, thinks), metrics.toString());
    }

    private static PolicyTable noisy(CompiledProcess process, Optimum optimum, double temperature, double noise) {
        double[] probability = new double[process.choiceCount()];
        long key = RandomKey.of(7, Purpose.CHECK);
        for (int s = 0; s < process.stateCount(); s++) {
            double sum = 0;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double gain = optimum.q(k) - optimum.value(s) + noise * RandomKey.gaussian(key, k);
                probability[k] = Math.exp(gain / temperature);
                sum += probability[k];
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                probability[k] /= sum;
            }
        }
        return PolicyTable.ofChoices(process, probability);
    }

    private static String line(
            int update, CompiledProcess process, Stakes stakes, Optimum optimum, PolicyTable policy) {
        Performance performance = Evaluation.of(process, stakes, policy).overall();
        Regret regret = Regret.of(optimum, policy).overall();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("update", update);
        line.put("reward", performance.utility());
        line.put("utility", performance.utility());
        line.put("regret", regret.total());
        line.put("overthinkingLoss", regret.overthinking());
        line.put("underthinkingLoss", regret.underthinking());
        line.put("wrongAnswerLoss", regret.wrongAnswer());
        line.put("exactAccuracy", performance.accuracy());
        line.put("exactThinks", performance.thinks());
        line.put("exactCompute", performance.compute());
        String notEvaluated = update == 0 ? "" : "{\"update\":" + (update - 1) + ",\"reward\":0.5,\"loss\":null}\n";
        return notEvaluated + JsonMapper.shared().writeValueAsString(line) + "\n";
    }

    private static EvaluationReport report(
            String env, CompiledProcess process, Stakes stakes, Optimum optimum, PolicyTable policy, boolean thinks) {
        Evaluation learned = Evaluation.of(process, stakes, policy);
        Evaluation optimal = Evaluation.of(process, stakes, optimum.policy());
        Regret.Split regret = Regret.of(optimum, policy);
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < process.levelCount(); i++) {
            Performance l = learned.levels().get(i);
            Performance o = optimal.levels().get(i);
            Regret r = regret.levels().get(i);
            levels.add(new Level(
                    process.levels().get(i),
                    process.levelWeight(i),
                    l.accuracy(),
                    o.accuracy(),
                    l.abstention(),
                    l.thinks(),
                    o.thinks(),
                    l.compute(),
                    o.compute(),
                    l.utility(),
                    o.utility(),
                    r.total(),
                    r.overthinking(),
                    r.underthinking(),
                    r.wrongAnswer(),
                    l.actions(),
                    o.actions()));
        }
        List<Mass> masses = new ArrayList<>();
        ComputeDistribution.of(process, policy).overall().forEach((c, p) -> masses.add(new Mass(c, p)));
        Map<String, Double> endings = new LinkedHashMap<>();
        for (Ending ending : Ending.values()) {
            endings.put(ending.name(), learned.overall().endings().get(ending.ordinal()));
        }
        Performance l = learned.overall();
        Performance o = optimal.overall();
        Regret r = regret.overall();
        return new EvaluationReport(
                1,
                env + "-mlp-s0-1",
                env,
                "mlp",
                0,
                UPDATES,
                23_456_789L,
                12.34,
                21_000_000,
                "sampled",
                stakes,
                process.declaration().computeUnit(),
                process.actions(),
                l.utility(),
                o.utility(),
                r.total(),
                r.overthinking(),
                r.underthinking(),
                r.wrongAnswer(),
                l.accuracy(),
                o.accuracy(),
                l.abstention(),
                l.thinks(),
                o.thinks(),
                l.compute(),
                o.compute(),
                o.compute() == 0 ? null : r.excessCompute() / o.compute(),
                l.utility() + 0.4 * r.total(),
                0.6 * r.total(),
                0.53,
                o.utility() - 0.53,
                KnownLevel.of(process, stakes).utility(),
                null,
                endings,
                l.actions(),
                o.actions(),
                levels,
                thinks ? thinkFixed(process, stakes) : alwaysMode(process, stakes),
                ParetoFront.of(process, stakes, 64).vertices(),
                masses,
                thinks
                        ? null
                        : new EvaluationReport.HeldOut(
                                l.utility() - 0.01,
                                o.utility() - 0.006,
                                r.total() + 0.004,
                                r.overthinking() + 0.004,
                                r.underthinking(),
                                r.wrongAnswer(),
                                l.accuracy(),
                                l.thinks(),
                                l.compute(),
                                levels),
                List.of(),
                null,
                thinks ? map(process, optimum, policy) : null,
                Responses.of(process, policy),
                Responses.of(process, optimum.policy()),
                List.of());
    }

    private static List<Fixed> thinkFixed(CompiledProcess process, Stakes stakes) {
        List<Fixed> fixed = new ArrayList<>();
        for (int most : new int[] {0, 1, 2, 4, 8, 16, 32}) {
            fixed.add(fixed(most == 0 ? "always answer" : "think:" + most, process, stakes, s -> {
                boolean think =
                        process.plotPoint(s).map(point -> point.x() < most).orElse(false);
                return process.choiceBegin(s) + (think && process.isDecision(s) ? 1 : 0);
            }));
        }
        for (double bar : new double[] {0.7, 0.8, 0.9, 0.95}) {
            fixed.add(fixed("confidence:" + bar, process, stakes, s -> {
                double[] truth = new double[2];
                for (int c = 0; c < process.classCount(); c++) {
                    truth[c % 2] += process.posterior(s, c);
                }
                return process.choiceBegin(s) + (process.isDecision(s) && Math.max(truth[0], truth[1]) < bar ? 1 : 0);
            }));
        }
        return fixed;
    }

    private static List<Fixed> alwaysMode(CompiledProcess process, Stakes stakes) {
        List<Fixed> fixed = new ArrayList<>();
        for (int a = 0; a < process.actionCount(); a++) {
            int mode = a;
            fixed.add(fixed(
                    "always " + process.actions().get(a).name(), process, stakes, s -> process.choiceBegin(s) + mode));
        }
        return fixed;
    }

    private static Fixed fixed(String name, CompiledProcess process, Stakes stakes, IntUnaryOperator choice) {
        int[] taken = new int[process.stateCount()];
        for (int s = 0; s < taken.length; s++) {
            taken[s] = choice.applyAsInt(s);
        }
        Evaluation evaluation = Evaluation.of(process, stakes, PolicyTable.deterministic(process, taken));
        Performance p = evaluation.overall();
        return new Fixed(
                name,
                p.accuracy(),
                p.thinks(),
                p.compute(),
                p.utility(),
                evaluation.levels().stream().map(Performance::utility).toList());
    }

    private static StateMap map(CompiledProcess process, Optimum optimum, PolicyTable policy) {
        double[] visits = new double[process.stateCount()];
        for (int c = 0; c < process.classCount(); c++) {
            for (int i = 0; i < process.startStates(c).length; i++) {
                visits[process.startStates(c)[i]] += process.prior(c) * process.startProbabilities(c)[i];
            }
        }
        List<MapPoint> points = new ArrayList<>();
        for (int s = 0; s < visits.length; s++) {
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    if (process.branchTarget(b) >= 0) {
                        visits[process.branchTarget(b)] +=
                                visits[s] * policy.probability(k) * process.meanProbability(b);
                    }
                }
            }
            int state = s;
            if (process.isDecision(s)) {
                process.plotPoint(s)
                        .ifPresent(point -> points.add(new MapPoint(
                                point.panel(),
                                point.x(),
                                point.y(),
                                policy.probability(process.choiceBegin(state) + 1),
                                optimum.best(state) == process.choiceBegin(state) + 1,
                                visits[state])));
            }
        }
        List<String> axes = process.declaration().plotAxes();
        return new StateMap(axes.get(0), axes.get(1), points);
    }
}
