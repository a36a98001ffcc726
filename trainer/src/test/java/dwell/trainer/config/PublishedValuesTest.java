package dwell.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The presets of algorithms against a list of their own, written from the sources that it names and not from the presets: TRL's
 * paper index of July 2026, verl's algorithms and example scripts of January 2026, authors' code, and memory of the papers where
 * it says so. {@code trainer.} is left out of keys.
 */
class PublishedValuesTest {
    private static final ConfigLoader LOADER = new ConfigLoader(Catalog.installed());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        grpo-deepseekmath    | groupSize=64 kl.beta=0.04 kl.estimator=k3 kl.place=loss advantage.scale=group-std loss.aggregation=episode-mean | DeepSeekMath, from memory
        grpo-r1              | groupSize=16 kl.beta=0.001 loss.clipHigh=10 minibatches=16 | DeepSeek-R1 by TRL: clip ratio 10, 8192 outputs in 16 minibatches
        grpo-trl             | groupSize=8 kl.beta=0 loss.clip=0.2 loss.clipHigh=-1 loss.aggregation=decision-mean advantage.scale=group-std advantage.ddof=1 advantage.scaleEpsilon=1e-4 passes=1 | TRL's defaults
        dr-grpo              | groupSize=8 kl.beta=0 advantage.baseline=mean advantage.scale=none loss.aggregation=constant | Dr. GRPO by TRL
        dapo                 | groupSize=16 loss.clip=0.2 loss.clipHigh=0.28 loss.aggregation=decision-mean kl.beta=0 sampling.degenerate=resample truncation.mode=ramp truncation.rampShare=0.2 | DAPO by TRL; 4096 / 20480 tokens
        rloo                 | groupSize=4 kl.beta=0.03 kl.place=reward advantage.baseline=leave-one-out advantage.scale=none loss.surrogate=none minibatches=2 | RLOO by TRL, k of 2 or 4
        remax                | advantage.baseline=greedy advantage.scale=none loss.surrogate=none | ReMax by verl
        reinforce++          | advantage.baseline=batch advantage.scale=batch-std kl.beta=0.001 kl.estimator=k1 kl.place=reward minibatches=1 | REINFORCE++ by verl
        reinforce++-baseline | groupSize=8 advantage.baseline=mean advantage.scale=batch-std kl.place=reward minibatches=1 | REINFORCE++ baseline by verl
        lite-ppo             | groupSize=8 kl.beta=0 advantage.scale=batch-std loss.aggregation=decision-mean passes=1 minibatches=8 | Lite-PPO by TRL
        opo                  | advantage.baseline=length-weighted advantage.scale=none kl.beta=0 entropy.bonus=0 passes=1 minibatches=1 | OPO by verl
        gspo                 | loss.ratio=episode-geometric loss.clip=3e-4 loss.clipHigh=4e-4 kl.beta=0 minibatches=4 | GSPO by TRL
        cispo                | loss.surrogate=cispo loss.clipBound=5 loss.aggregation=group-mean kl.beta=0 | MiniMax-M1; cap of ScaleRL by TRL
        scale-rl             | groupSize=16 loss.surrogate=cispo loss.clipBound=5 advantage.scale=batch-std | ScaleRL by TRL
        sapo                 | loss.surrogate=sapo loss.sapoPositive=1.0 loss.sapoNegative=1.05 advantage.scale=group-std | SAPO by TRL and verl
        gmpo                 | loss.surrogate=gmpo loss.ratio=episode-geometric kl.beta=0 minibatches=4 | GMPO by TRL and verl
        gdpo                 | advantage.terms=scale-then-sum advantage.scale=batch-std | GDPO by TRL
        gfpo                 | groupSize=16 advantage.filter=shortest advantage.filterKeep=8 | GFPO, shortest 8 of 16
        gpg                  | loss.surrogate=none advantage.scale=none sampling.degenerate=skip kl.beta=0 | GPG by verl
        clip-cov             | loss.select=clip-cov loss.selectShare=0.0002 loss.covLow=1 loss.covHigh=5 | verl's defaults
        kl-cov               | loss.select=kl-cov loss.selectShare=0.0002 loss.klCovWeight=1 loss.surrogate=none | verl's defaults
        high-entropy         | loss.select=high-entropy loss.selectShare=0.2 groupSize=16 loss.clipHigh=0.28 kl.beta=0 | 80/20 by TRL
        ppo                  | advantage.baseline=critic advantage.gaeLambda=0.95 loss.clip=0.2 passes=3 minibatches=4 | PPO, from memory
        intellect-2          | groupSize=16 loss.surrogate=dual loss.clipBound=4 loss.clip=0.2 kl.beta=0.001 | INTELLECT-2 by TRL
        deepseek-v3.2        | loss.driftMask=0.5 kl.beta=0.001 kl.estimator=k3-importance | DeepSeek-V3.2, values that TRL proposes
        2-grpo               | groupSize=2 loss.aggregation=episode-mean | 2-GRPO by TRL
        prorl                | groupSize=16 loss.clip=0.2 loss.clipHigh=0.4 kl.syncMix=1 sampling.degenerate=resample | ProRL, notes
        exact                | estimator=exact kl.beta=0 entropy.bonus=0 | ours
        natural              | estimator=natural kl.beta=0 entropy.bonus=0 | ours
        adaptthink           | groupSize=16 sampling.firstDecision=forced sampling.forcedShare=0.5 advantage.baseline=none advantage.scale=none loss.ratio=episode-geometric loss.clip=0.2 kl.beta=0 shaping.delta=0.05 | AdaptThink's code
        thinkless            | groupSize=8 kl.beta=0.001 kl.estimator=k3 advantage.scale=none minibatches=2 shaping.gamma=0.5 shaping.wrong=-1 loss.controlWeight=0.5 | Thinkless's code; alpha rescaled
        ton                  | groupSize=8 advantage.scale=group-std warmStart.kind=clone warmStart.edit=thought-dropout warmStart.dropout=0.5 shaping.accuracy=1 shaping.format=1 | TON's code
        l1-exact             | groupSize=16 kl.beta=0.001 minibatches=2 shaping.id=l1-exact shaping.coefficient=-1 | L1's scripts: n 16, batch 128, mini-batch 64
        l1-max               | groupSize=16 kl.beta=0.001 minibatches=2 shaping.id=l1-max shaping.coefficient=-1 | L1's scripts
        kimi-k1.5            | advantage.baseline=mean advantage.scale=none loss.surrogate=none kl.estimator=k2 kl.syncEvery=1 shaping.weight=0.4 | Kimi k1.5; weight of LASER's port
        arora-zanette        | groupSize=8 advantage.baseline=leave-one-out kl.beta=0.001 minibatches=2 shaping.alpha=0.1 | the authors' code: 32 x 8 in batches of 128
        think-prune          | groupSize=16 kl.beta=0.001 kl.estimator=k3 minibatches=1 shaping.id=think-prune | ThinkPrune's scripts
        alp                  | advantage.scale=group-std shaping.id=alp | ALP
        hapo                 | shaping.weight=1 shaping.floor=-0.7 | HAPO, notes
        shorter-better       | shaping.id=shorter-better shaping.alpha=1 | ours
        laser                | shaping.bonus=0.5 shaping.variant=fixed | LASER's code
        laser-d              | shaping.bonus=0.5 shaping.variant=dynamic shaping.every=20 | LASER's code
        cosine               | shaping.correctShort=2 shaping.correctLong=1 shaping.wrongShort=-10 shaping.wrongLong=0 shaping.exceeded=-10 | the authors' reward/cosine.py
        o1-pruner            | groupSize=16 shaping.weight=2 shaping.least=-2 shaping.most=4 | O1-Pruner and its code
        dast                 | shaping.id=dast advantage.scale=none | ours
        drpo                 | shaping.id=drpo advantage.scale=none | ours
        s-grpo               | groupSize=8 shaping.decay=0.5 | S-GRPO, notes
        adathink-med         | groupSize=8 loss.clip=0.2 loss.clipHigh=0.28 minibatches=2 shaping.weight=0.5 shaping.alpha=0.5 shaping.decay=0.9 shaping.quantile=0.7 | the authors' code
        """)
    void thePresetSaysWhatWasPublished(String preset, String values, String source) {
        String[] settings = Arrays.stream(values.split(" "))
                .map(value -> "trainer." + value)
                .toArray(String[]::new);
        for (String task : List.of("standard-work", "maze")) {
            assertThat(LOADER.load(ConfigSources.ofPresets(task, preset).with(settings)))
                    .as(source)
                    .isEqualTo(LOADER.load(ConfigSources.ofPresets(task, preset)));
        }
    }

    @Test
    void everyAlgorithmIsPinned() throws NoSuchMethodException {
        String list = PublishedValuesTest.class
                .getDeclaredMethod("thePresetSaysWhatWasPublished", String.class, String.class, String.class)
                .getAnnotation(CsvSource.class)
                .textBlock();
        assertThat(list.lines().map(line -> line.split("\\|")[0].strip()))
                .containsExactlyElementsOf(PapersTest.algorithms());
    }

    /** exp(-0.4) and exp(0.4) of GMPO, section 4, as distances from 1. */
    @Test
    void gmpoClipsInLogarithms() {
        LossConfig loss = LOADER.load(ConfigSources.ofPresets("gmpo")).trainer().loss();
        assertThat(loss.clip()).isEqualTo(1 - Math.exp(-0.4), within(1e-15));
        assertThat(loss.clipHigh()).isEqualTo(Math.exp(0.4) - 1, within(1e-15));
    }
}
