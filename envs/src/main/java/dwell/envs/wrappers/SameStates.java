package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;
import java.util.List;

/** A process with the states and features of another. */
abstract class SameStates<S> extends Wrapping<S, S> {
    SameStates(DecisionProcess<S> inner) {
        super(inner, List.of());
    }

    @Override
    final S at(S state) {
        return state;
    }

    @Override
    final S showing(S state, S reading) {
        return reading;
    }
}
