package dev.coven.conformance.rule;

import dev.coven.spi.plugin.Stability;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of one kind of plugins, in the order and the groups of their page.
 *
 * @param kind of which kind
 * @param groups the groups, each with at least one rule
 */
@Stability(Stability.Promise.EVOLVING)
public record RuleBook(PluginKind kind, List<Group> groups) {
    private static final String FOLDER = "/dev/coven/conformance/spec/";

    /** Copies the groups. */
    public RuleBook {
        groups = List.copyOf(groups);
    }

    /**
     * Rules that belong together.
     *
     * @param title the heading above them
     * @param rules in the order of their numbers
     */
    public record Group(String title, List<Rule> rules) {
        /** Copies the rules. */
        public Group {
            rules = List.copyOf(rules);
        }
    }

    /** The rules of a kind, as this kit's copy of the page states them. */
    public static RuleBook of(PluginKind kind) {
        return parse(kind, textOf(kind));
    }

    /**
     * The rules that a page states: each {@code ##} heading begins a group, and each row of a table that begins with an id is a
     * rule.
     *
     * @throws IllegalArgumentException when there is a row that looks like a rule and is none, or no rule at all
     */
    public static RuleBook parse(PluginKind kind, String page) {
        List<Group> groups = new ArrayList<>();
        String title = "";
        List<Rule> rules = new ArrayList<>();
        for (String line : page.lines().toList()) {
            if (line.startsWith("## ")) {
                addGroup(groups, title, rules);
                title = line.substring(3);
                rules.clear();
            } else if (line.matches("\\| *[A-Z]+[0-9]+ .*")) {
                rules.add(Rule.ofRow(line)
                        .orElseThrow(() -> new IllegalArgumentException("this row of " + kind.page()
                                + " is not '| id | obligation | rule | `test` |': " + line)));
            }
        }
        addGroup(groups, title, rules);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(kind.page() + " states no rules");
        }
        return new RuleBook(kind, groups);
    }

    private static void addGroup(List<Group> groups, String title, List<Rule> rules) {
        if (!rules.isEmpty()) {
            groups.add(new Group(title, rules));
        }
    }

    private static String textOf(PluginKind kind) {
        try (InputStream page = RuleBook.class.getResourceAsStream(FOLDER + kind.page())) {
            if (page == null) {
                throw new IllegalStateException("the kit's jar lacks " + FOLDER + kind.page());
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FOLDER + kind.page(), e);
        }
    }

    /** All rules, in order. */
    public List<Rule> rules() {
        return groups.stream().flatMap(group -> group.rules().stream()).toList();
    }

    /** The rule that a test asks for. */
    public Optional<Rule> ofTest(String test) {
        return rules().stream().filter(rule -> rule.test().equals(test)).findAny();
    }
}
