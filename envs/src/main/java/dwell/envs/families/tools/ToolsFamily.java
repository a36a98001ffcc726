package dwell.envs.families.tools;

import dwell.envs.Stakes;
import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code tools-v1}: call a tool for what is not known, and only for that. See {@link ToolsProcess}. */
public final class ToolsFamily implements Family<ToolsParameters> {
    @Override
    public String id() {
        return "tools-v1";
    }

    @Override
    public String summary() {
        return "several sub-questions in turn, each answered from memory or by a tool call that costs and may fail";
    }

    @Override
    public String description() {
        return "An item has several sub-questions; it is right if all are. Memory is free and right with the level's"
                + " reliability, and before each sub-question a feeling says, not always rightly, whether memory has it. A tool is"
                + " right nearly always but each call is paid for, may fail, and the tool may be down for the whole item, which"
                + " only failing calls show. Calling although the feeling says that it is known is counted:"
                + " SMART (arXiv 2502.11435) finds such calls on most of the math items that a model can solve bare.";
    }

    @Override
    public ToolsParameters defaults() {
        return new ToolsParameters(
                List.of(0.98, 0.85, 0.60, 0.30), List.of(), 0.7, 3, 0.9, 0.97, 0.1, 0.1, 2, 1, false, false);
    }

    @Override
    public Stakes defaultStakes() {
        return Stakes.ofPrice(0.08);
    }

    @Override
    public DecisionProcess<?> declare(ToolsParameters parameters) {
        return new ToolsProcess(parameters);
    }
}
