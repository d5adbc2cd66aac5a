package dev.coven.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The options of a command line, each a name and a value; what is left out has its default. */
final class CommandWords {
    private final Map<String, String> values;

    private CommandWords(Map<String, String> values) {
        this.values = values;
    }

    /**
     * The options of a command line.
     *
     * @param defaults every option there is
     */
    static CommandWords parse(Map<String, String> defaults, String... words) {
        Map<String, String> values = new TreeMap<>(defaults);
        for (int i = 0; i < words.length; i += 2) {
            if (i + 1 == words.length || values.put(words[i], words[i + 1]) == null) {
                throw new IllegalArgumentException("not an option with its value: " + words[i]
                        + "; options and defaults: " + new TreeMap<>(defaults));
            }
        }
        return new CommandWords(values);
    }

    String text(String option) {
        String value = values.get(option);
        if (value == null) {
            throw new IllegalArgumentException("there is no option " + option);
        }
        return value;
    }

    int number(String option) {
        return Integer.parseInt(text(option));
    }

    List<Integer> numbers(String option) {
        return Arrays.stream(text(option).split(",", -1)).map(Integer::valueOf).toList();
    }
}
