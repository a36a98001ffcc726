package dwell.policies;

import java.util.List;

/**
 * A named part of a policy's flat parameter vector, stored row-major ('c' order).
 *
 * @param name as it stands in weight files, for example {@code layer0.weight}
 * @param shape for a layer's weight [outputs, inputs], as PyTorch has it
 * @param offset position of the first element in the flat vector
 */
public record Tensor(String name, List<Integer> shape, int offset) {
    public Tensor {
        shape = List.copyOf(shape);
    }

    /** Number of elements. */
    public int length() {
        return shape.stream().mapToInt(Integer::intValue).reduce(1, (a, b) -> a * b);
    }
}
