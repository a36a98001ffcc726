package dwell.envs.process;

/** The tables of {@link CompiledProcess} that describe observations, in its numbering and layout. */
record RowTables(
        int rows,
        int[] readingBegin,
        int[] readingRow,
        double[] readingProbability,
        double[] features,
        boolean[] legal) {}
