package dev.coven.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Milliseconds measured of one thing, one for each round. */
final class Samples {
    private final List<Double> millis = new ArrayList<>();

    void add(double sample) {
        millis.add(sample);
    }

    boolean isEmpty() {
        return millis.isEmpty();
    }

    double median() {
        return median(millis);
    }

    /** The median of the rounds' own ratios to another thing of the same rounds. */
    double ratioTo(Samples other) {
        return median(ratios(other));
    }

    /** The smallest and the largest of those ratios. */
    String ratioRange(Samples other) {
        List<Double> sorted = ratios(other).stream().sorted().toList();
        return String.format(Locale.ROOT, "%.2f..%.2f", sorted.get(0), sorted.get(sorted.size() - 1));
    }

    private List<Double> ratios(Samples other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < millis.size(); i++) {
            ratios.add(millis.get(i) / other.millis.get(i));
        }
        return ratios;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
