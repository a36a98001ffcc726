package dwell.policies;

import org.nd4j.linalg.api.buffer.DataType;

/** Number format of a network's weights, activations and gradient. */
public enum Precision {
    /** 32 bits: the default. */
    FLOAT(DataType.FLOAT),
    /** 64 bits: for gradient checks. */
    DOUBLE(DataType.DOUBLE);

    private final DataType type;

    Precision(DataType type) {
        this.type = type;
    }

    /** ND4J's name for the format. */
    public DataType type() {
        return type;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
