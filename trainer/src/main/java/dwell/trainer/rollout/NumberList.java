package dwell.trainer.rollout;

import java.util.Arrays;

/** Numbers and arrays of numbers one behind the other, written and then read in order; arrays with their length before them. */
final class NumberList {
    private double[] numbers;
    private int size;
    private int read;

    /** An empty list. */
    NumberList() {
        this.numbers = new double[64];
    }

    /** A list to read; keeps the array. */
    NumberList(double[] numbers) {
        this.numbers = numbers;
        this.size = numbers.length;
    }

    NumberList add(double value) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = value;
        return this;
    }

    NumberList add(double[] values) {
        add(values.length);
        for (double value : values) {
            add(value);
        }
        return this;
    }

    NumberList add(int[] values) {
        add(values.length);
        for (int value : values) {
            add(value);
        }
        return this;
    }

    double[] toArray() {
        return Arrays.copyOf(numbers, size);
    }

    private double next() {
        if (read == size) {
            throw new IllegalArgumentException("the checkpoint's replayed groups end too early");
        }
        return numbers[read++];
    }

    int nextInt() {
        return (int) next();
    }

    double[] nextArray() {
        int length = nextInt();
        if (length < 0 || length > size - read) {
            throw new IllegalArgumentException("the checkpoint's replayed groups end too early");
        }
        double[] values = Arrays.copyOfRange(numbers, read, read + length);
        read += length;
        return values;
    }

    int[] nextInts() {
        double[] values = nextArray();
        int[] whole = new int[values.length];
        Arrays.setAll(whole, i -> (int) values[i]);
        return whole;
    }

    boolean ended() {
        return read == size;
    }
}
