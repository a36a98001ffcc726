package dwell.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear map from data to the picture, with round ticks.
 *
 * @param low first data value, a multiple of {@code step}
 * @param high last data value, a multiple of {@code step}
 * @param step between two ticks
 * @param from picture coordinate of {@code low}
 * @param to picture coordinate of {@code high}
 */
record Scale(double low, double high, double step, double from, double to) {
    /** The tightest scale with round ends that covers the data, with about {@code ticks} ticks. */
    static Scale covering(double low, double high, double from, double to, int ticks) {
        double lowest = low;
        double highest = high;
        if (!(highest - lowest > 1e-12 * Math.max(Math.abs(low), Math.abs(high)))) {
            double room = low == 0 ? 1 : Math.abs(low) * 0.1;
            lowest = low - (low == 0 ? 0 : room);
            highest = high + room;
        }
        double step = roundStep((highest - lowest) / ticks);
        return new Scale(
                step * Math.floor(lowest / step + 1e-9), step * Math.ceil(highest / step - 1e-9), step, from, to);
    }

    /** 1, 2 or 5 times a power of ten, the nearest not below. */
    private static double roundStep(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        return power * (lead <= 1.0001 ? 1 : lead <= 2.0001 ? 2 : lead <= 5.0001 ? 5 : 10);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long count = Math.round((high - low) / step);
        for (int i = 0; i <= count; i++) {
            double tick = low + i * step;
            ticks.add(Math.abs(tick) < step * 1e-9 ? 0 : tick);
        }
        return ticks;
    }

    /** A tick in as many decimals as the step needs; as a power of ten where that would be too long to read. */
    String label(double tick) {
        if (step < 1e-7 || step >= 1e12) {
            if (tick == 0) {
                return "0";
            }
            int digits =
                    (int) Math.max(0, Math.floor(Math.log10(Math.abs(tick))) - Math.floor(Math.log10(step) + 1e-9));
            return String.format(Locale.ROOT, "%." + digits + "e", tick).replaceFirst("^-", "−");
        }
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%,." + decimals + "f", tick).replace('-', '−');
    }
}
