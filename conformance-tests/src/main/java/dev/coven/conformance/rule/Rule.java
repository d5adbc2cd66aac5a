package dev.coven.conformance.rule;

import dev.coven.spi.plugin.Stability;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule of a kind of plugins.
 *
 * @param id a letter for its group and a number, such as {@code R1}; no other rule of any kind has it
 * @param obligation how much it asks for
 * @param claim the claim without which it asks for nothing
 * @param twin the id of the rule that asks for the refusal when the claim is not made
 * @param sentence what it asks for
 * @param test the test method that asks
 */
@Stability(Stability.Promise.EVOLVING)
public record Rule(
        String id, Obligation obligation, Optional<String> claim, Optional<String> twin, String sentence, String test) {
    private static final Pattern ROW = Pattern.compile(
            "\\| ([A-Z][0-9]+) \\| (MUST|SHOULD)(?: if ([a-z-]+)(?:, else ([A-Z][0-9]+))?)? \\| (.*) \\| `(\\w+)` \\|");

    /** The rule that a row of a page states, if it states one. */
    static Optional<Rule> ofRow(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Rule(
                row.group(1),
                Obligation.valueOf(row.group(2)),
                Optional.ofNullable(row.group(3)),
                Optional.ofNullable(row.group(4)),
                row.group(5),
                row.group(6)));
    }

    /** The obligation with its condition, as the page has it. */
    public String obligationText() {
        return obligation
                + claim.map(name -> " if " + name).orElse("")
                + twin.map(other -> ", else " + other).orElse("");
    }
}
