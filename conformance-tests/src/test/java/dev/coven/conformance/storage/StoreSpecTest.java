package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Holds docs/spec/store.md and the kit's rules to each other. */
class StoreSpecTest {
    private static final Path SPEC = Path.of("../docs/spec/store.md");
    private static final Pattern RULE = Pattern.compile("\\| ([A-Z])([0-9]+) \\| .* \\| `(\\w+)` \\|");

    @Test
    void spec_rules_areTheTestsOfTheKit() throws Exception {
        List<String> tests = new ArrayList<>();
        for (Class<?> contract :
                List.of(StorageProviderContract.class, ObjectStoreContract.class, RemoteStoreContract.class)) {
            for (Class<?> type = contract; type != Object.class; type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class)) {
                        tests.add(method.getName());
                    }
                }
            }
        }
        List<String> rules = new ArrayList<>();
        for (Matcher rule : rules()) {
            rules.add(rule.group(3));
        }
        assertThat(rules).containsExactlyInAnyOrderElementsOf(tests);
    }

    @Test
    void spec_numbers_countUpInEachGroup() throws IOException {
        String group = "";
        int last = 0;
        for (Matcher rule : rules()) {
            last = rule.group(1).equals(group) ? last + 1 : 1;
            group = rule.group(1);
            assertThat(rule.group(2)).as(rule.group()).isEqualTo("" + last);
        }
    }

    private static List<Matcher> rules() throws IOException {
        List<Matcher> rules = new ArrayList<>();
        for (String line : Files.readAllLines(SPEC)) {
            Matcher rule = RULE.matcher(line);
            if (rule.matches()) {
                rules.add(rule);
            }
        }
        assertThat(rules).as("rules in " + SPEC).isNotEmpty();
        return rules;
    }
}
