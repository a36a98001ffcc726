package dwell.envs.check;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Action;
import dwell.envs.Ending;
import dwell.envs.Outcome;
import dwell.envs.Stakes;
import dwell.envs.VectorEnvironment;
import dwell.envs.Verdict;
import dwell.envs.check.ProcessCheck.Finding;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.ProcessEnvironment;
import dwell.envs.process.Simulator;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A sound environment passes; each promise that is broken is found by the check of its name. */
class VectorCheckTest {
    private static final CompiledProcess PROCESS = process();
    private static final Stakes STAKES = Stakes.ofPrice(0.01);

    private static CompiledProcess process() {
        EvidenceParameters p = new EvidenceFamily().defaults();
        return ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        p.reliabilities(),
                        p.weights(),
                        2,
                        p.cueReliability(),
                        1,
                        6,
                        1,
                        0,
                        true,
                        p.introspection(),
                        p.readingReliability())));
    }

    /** Passes everything on; a test overrides what it breaks. */
    private static class Sound implements VectorEnvironment {
        final ProcessEnvironment inner;
        final long side;

        Sound(int slots, long side) {
            this.inner = new ProcessEnvironment(PROCESS, new Simulator(PROCESS), slots);
            this.side = side;
        }

        Sound(int slots) {
            this(slots, 1);
        }

        @Override
        public int slots() {
            return inner.slots();
        }

        @Override
        public List<String> levels() {
            return inner.levels();
        }

        @Override
        public List<Action> actions() {
            return inner.actions();
        }

        @Override
        public int featureCount() {
            return inner.featureCount();
        }

        @Override
        public void reset(int slot, long itemKey, long episodeKey) {
            inner.reset(slot, RandomKey.child(itemKey, side), episodeKey);
        }

        @Override
        public boolean running(int slot) {
            return inner.running(slot);
        }

        @Override
        public void observe(int slot, float[] out, int offset) {
            inner.observe(slot, out, offset);
        }

        @Override
        public boolean legal(int slot, int action) {
            return inner.legal(slot, action);
        }

        @Override
        public double actionDraw(int slot) {
            return inner.actionDraw(slot);
        }

        @Override
        public void step(int slot, int action) {
            inner.step(slot, action);
        }

        @Override
        public Outcome outcome(int slot) {
            return inner.outcome(slot);
        }

        @Override
        public double utilityBound(int slot, Stakes stakes) {
            return stakes.correct();
        }
    }

    private static List<Finding> check(IntFunction<VectorEnvironment> training) {
        return new VectorCheck(STAKES, 2000).check(training, slots -> new Sound(slots, 2));
    }

    private static void finds(String check, String detail, IntFunction<VectorEnvironment> broken) {
        List<Finding> findings = check(broken);
        assertThat(findings).hasSize(10);
        assertThat(findings)
                .filteredOn(finding -> finding.check().equals(check))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.ok()).isFalse();
                    assertThat(finding.detail()).contains(detail);
                });
    }

    @Test
    void aSoundEnvironmentPasses() {
        List<Finding> findings = check(Sound::new);
        assertThat(findings)
                .extracting(Finding::check)
                .containsExactly(
                        "spaces",
                        "determinism",
                        "slots",
                        "no reset",
                        "legality",
                        "features",
                        "outcomes",
                        "held-out items",
                        "bound",
                        "speed");
        assertThat(findings)
                .allSatisfy(finding ->
                        assertThat(finding.ok()).as(finding.toString()).isTrue());
    }

    @Test
    void differentFeaturesOfHeldOutItemsAreFound() {
        finds("spaces", "not those of training", slots -> new Sound(slots) {
            @Override
            public List<String> levels() {
                List<String> levels = new ArrayList<>(inner.levels());
                levels.set(0, "another");
                return levels;
            }
        });
    }

    @Test
    void hiddenStateBetweenEpisodesIsFound() {
        finds("determinism", "differently", slots -> new Sound(slots) {
            private long resets;

            @Override
            public void reset(int slot, long itemKey, long episodeKey) {
                super.reset(slot, itemKey, episodeKey + resets++);
            }
        });
    }

    @Test
    void slotsThatShareSomethingAreFound() {
        finds("slots", "differently beside others than alone", slots -> new Sound(slots) {
            private int steps;

            @Override
            public void reset(int slot, long itemKey, long episodeKey) {
                super.reset(slot, itemKey, episodeKey);
                steps = 0;
            }

            @Override
            public void step(int slot, int action) {
                super.step(slot, action);
                steps++;
            }

            @Override
            public double actionDraw(int slot) {
                return (super.actionDraw(slot) + 0.37 * steps) % 1;
            }
        });
    }

    @Test
    void anEndedSlotThatStartsAgainIsFound() {
        finds("no reset", "an ended slot is running again", slots -> new Sound(slots) {
            private boolean asked;

            @Override
            public void reset(int slot, long itemKey, long episodeKey) {
                super.reset(slot, itemKey, episodeKey);
                asked = false;
            }

            @Override
            public Outcome outcome(int slot) {
                asked |= slot == 1;
                return super.outcome(slot);
            }

            @Override
            public boolean running(int slot) {
                return slot == 0 && asked || super.running(slot);
            }
        });
    }

    @Test
    void anEndedSlotThatCanBeSteppedIsFound() {
        finds("no reset", "a new slot can be stepped", slots -> new Sound(slots) {
            @Override
            public void step(int slot, int action) {
                if (running(slot)) {
                    super.step(slot, action);
                }
            }
        });
    }

    @Test
    void anActionThatIsNotLegalAndCanBeTakenIsFound() {
        finds("legality", "it must throw an IllegalArgumentException", slots -> new Sound(slots) {
            @Override
            public void step(int slot, int action) {
                super.step(slot, Math.max(0, action));
            }
        });
    }

    @Test
    void aForcedMoveThatIsAskedForIsFound() {
        finds("legality", "a decision with 1 legal actions", slots -> new Sound(slots) {
            @Override
            public boolean legal(int slot, int action) {
                return action == 0;
            }
        });
    }

    @Test
    void aFeatureThatIsNotFiniteIsFound() {
        finds("features", "is NaN", slots -> new Sound(slots) {
            @Override
            public void observe(int slot, float[] out, int offset) {
                super.observe(slot, out, offset);
                out[offset] = actionDraw(slot) < 0.05 ? Float.NaN : out[offset];
            }
        });
    }

    @Test
    void aFeatureOutOfItsStatedRangeIsFound() {
        int count = new Sound(1).featureCount();
        List<Feature> wide = Collections.nCopies(count, new Feature("wide", -1e9, 1e9, ""));
        List<Feature> narrow = new ArrayList<>(wide);
        narrow.set(0, new Feature("narrow", 7, 8, ""));
        assertThat(features(wide)).contains("each in its stated range");
        assertThat(features(narrow)).contains("feature narrow of item 0 is ").contains("it must lie in [7.0, 8.0]");
        assertThat(features(wide.subList(1, count)))
                .contains("features are described, but an observation has " + count);
    }

    private static String features(List<Feature> described) {
        return new VectorCheck(STAKES, 2, described)
                .check(slots -> new Sound(slots), slots -> new Sound(slots, 2)).stream()
                        .filter(finding -> finding.check().equals("features"))
                        .findFirst()
                        .orElseThrow()
                        .detail();
    }

    @Test
    void aLookThatChangesWhatIsSeenIsFound() {
        finds("features", "looks different the second time", slots -> new Sound(slots) {
            private int looks;

            @Override
            public void observe(int slot, float[] out, int offset) {
                super.observe(slot, out, offset);
                out[offset] += looks++;
            }
        });
    }

    @Test
    void outcomesThatAreNotFactsAreFound() {
        finds("outcomes", "deliberate actions were chosen", slots -> new Sound(slots) {
            @Override
            public Outcome outcome(int slot) {
                Outcome o = super.outcome(slot);
                return new Outcome(o.level(), o.ending(), o.verdict(), o.compute(), o.thinks() + 1);
            }
        });
        finds("outcomes", "must be NONE", slots -> new Sound(slots) {
            @Override
            public Outcome outcome(int slot) {
                Outcome o = super.outcome(slot);
                return o.ending() == Ending.ABSTAINED
                        ? new Outcome(o.level(), o.ending(), Verdict.WRONG, o.compute(), o.thinks())
                        : o;
            }
        });
        finds("outcomes", "it must be finite", slots -> new Sound(slots) {
            @Override
            public Outcome outcome(int slot) {
                Outcome o = super.outcome(slot);
                return new Outcome(o.level(), o.ending(), o.verdict(), Double.NaN, o.thinks());
            }
        });
    }

    @Test
    void aLevelThatIsTheEpisodesIsFound() {
        finds("outcomes", "has another level in another episode", slots -> new Sound(slots) {
            private long episode;

            @Override
            public void reset(int slot, long itemKey, long episodeKey) {
                super.reset(slot, itemKey, episodeKey);
                episode = episodeKey;
            }

            @Override
            public Outcome outcome(int slot) {
                Outcome o = super.outcome(slot);
                int level = (int) (episode & 1);
                return new Outcome(level, o.ending(), o.verdict(), o.compute(), o.thinks());
            }
        });
    }

    @Test
    void heldOutItemsThatAreThoseOfTrainingAreFound() {
        finds("held-out items", "gives the same item on both sides", slots -> new Sound(slots, 2));
    }

    @Test
    void aBoundThatAPolicyExceedsIsFoundOnItsLevel() {
        finds("bound", "more than the bound on q=0.95", slots -> new Sound(slots) {
            private boolean easiest;

            @Override
            public double utilityBound(int slot, Stakes stakes) {
                easiest = !running(slot) && outcome(slot).level() == 0;
                return easiest ? 0.3 : 1;
            }
        });
    }

    @Test
    void anEnvironmentThatThrowsFailsTheCheckInWhichItDoes() {
        finds("spaces", "threw UnsupportedOperationException: not yet", slots -> new Sound(slots) {
            @Override
            public int featureCount() {
                throw new UnsupportedOperationException("not yet");
            }
        });
    }

    @Test
    void noBoundIsNoFault() {
        List<Finding> findings = check(slots -> new Sound(slots) {
            @Override
            public double utilityBound(int slot, Stakes stakes) {
                return Double.NaN;
            }
        });
        assertThat(findings).contains(new Finding("bound", true, "no bound is known"));
    }
}
