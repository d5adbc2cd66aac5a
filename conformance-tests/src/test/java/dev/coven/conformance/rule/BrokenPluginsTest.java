package dev.coven.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Breaks;
import dev.coven.conformance.Breaks.Seen;
import dev.coven.conformance.KitRun;
import dev.coven.conformance.Level;
import dev.coven.conformance.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The proof of the kit: each rule is broken by a plugin that is wrong in one thing, which the kit finds, by that rule and no
 * other, and names.
 */
class BrokenPluginsTest {
    /** Those of the kit's tests: what is annotated is found, so nothing is listed. */
    static List<Class<?>> plugins() {
        return ReflectionSupport.findAllClassesInPackage(
                        "dev.coven.conformance",
                        type -> type.getAnnotationsByType(Breaks.class).length > 0,
                        name -> true)
                .stream()
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    static List<Named<Class<?>>> namedPlugins() {
        return plugins().stream()
                .<Named<Class<?>>>map(type -> Named.of(type.getSimpleName(), type))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("namedPlugins")
    void brokenPlugin_isFoundByItsRulesAlone(Class<?> plugin) {
        List<Breaks> broken = List.of(plugin.getAnnotationsByType(Breaks.class));
        Map<String, String> unkept = unkept(plugin);
        assertThat(unkept.keySet())
                .as("rules that %s does not keep: %s", plugin.getSimpleName(), unkept)
                .containsAll(ids(broken, it -> it.seen() == Seen.ALWAYS))
                .isSubsetOf(ids(broken, it -> true));
        for (Breaks rule : broken) {
            assertThat(rule.says()).as("what is said by " + rule.rule()).isNotEmpty();
            if (unkept.containsKey(rule.rule())) {
                assertThat(unkept.get(rule.rule())).as(rule.rule()).contains(rule.says());
            }
        }
    }

    private static Set<String> ids(List<Breaks> broken, Predicate<Breaks> which) {
        return broken.stream().filter(which).map(Breaks::rule).collect(Collectors.toSet());
    }

    /** What failed, and what should have been and is not, by the rules' ids, each with what was said. */
    private static Map<String, String> unkept(Class<?> plugin) {
        Set<String> declared = ids(List.of(plugin.getAnnotationsByType(Breaks.class)), it -> true);
        boolean alone = plugin.isAnnotationPresent(Breaks.Alone.class);
        Breaks.Without without = plugin.getAnnotation(Breaks.Without.class);
        Set<String> left = new HashSet<>(without == null ? List.of() : Arrays.asList(without.value()));
        // No service file names a broken plugin, or those who look for plugins would find it.
        left.addAll(Set.of("P1", "K1", "T1", "B1"));
        left.removeAll(declared);
        Map<String, Rule> rules = new HashMap<>();
        RuleBook book = bookOf(plugin);
        book.rules().forEach(rule -> rules.put(rule.test(), rule));
        Breaks.Smoke smoke = plugin.getAnnotation(Breaks.Smoke.class);
        Map<String, String> parameters =
                smoke == null ? Map.of() : Map.of(Level.PROPERTY, Level.SMOKE.word(), Seed.PROPERTY, "" + smoke.seed());
        KitRun run = KitRun.of(
                plugin,
                test -> {
                    String id = rules.get(test).id();
                    return alone ? declared.contains(id) : !left.contains(id);
                },
                parameters);
        Map<String, String> unkept = new HashMap<>();
        run.failed().forEach((test, message) -> unkept.put(rules.get(test).id(), message));
        run.aborted().forEach((test, message) -> {
            if (rules.get(test).obligation() == Obligation.SHOULD) {
                unkept.put(rules.get(test).id(), message);
            }
        });
        return unkept;
    }

    private static RuleBook bookOf(Class<?> plugin) {
        String rule = plugin.getAnnotationsByType(Breaks.class)[0].rule();
        return Arrays.stream(PluginKind.values())
                .map(RuleBook::of)
                .filter(book -> book.rules().stream().anyMatch(it -> it.id().equals(rule)))
                .findAny()
                .orElseThrow(() -> new AssertionError(plugin + " breaks " + rule + ", and there is no such rule"));
    }

    @ParameterizedTest
    @EnumSource(PluginKind.class)
    void everyRule_isBrokenByAPlugin(PluginKind kind) {
        assertThat(unbroken(RuleBook.of(kind)))
                .as("rules of %s that no plugin of the kit's tests breaks: write one and annotate it", kind.page())
                .isEmpty();
    }

    @Test
    void ruleThatNoPluginBreaks_isNamed() {
        RuleBook book = RuleBook.parse(PluginKind.POLICY, """
                ## Laws
                | A1 | MUST | Commutative. | `merge_inEitherOrder_isTheSame` |
                | A99 | MUST | New. | `merge_ofAnything_isNew` |
                """);
        assertThat(unbroken(book)).containsExactly("A99");
    }

    private static List<String> unbroken(RuleBook book) {
        Set<String> broken = plugins().stream()
                .flatMap(plugin -> Arrays.stream(plugin.getAnnotationsByType(Breaks.class)))
                .filter(rule -> rule.seen() == Seen.ALWAYS)
                .map(Breaks::rule)
                .collect(Collectors.toSet());
        return book.rules().stream()
                .map(Rule::id)
                .filter(id -> !broken.contains(id))
                .toList();
    }
}
