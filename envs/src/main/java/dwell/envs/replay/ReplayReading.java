package dwell.envs.replay;

import java.util.Locale;

/** How recorded results are read as a task. */
public enum ReplayReading {
    /** See what is shown of the item, then choose one mode. */
    ROUTE,
    /** Run the cheapest mode, see how confident it is, then stop or run the next one; tokens add up. */
    CASCADE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
