package dev.coven.conformance.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.conformance.blob.BlobPlanContract;
import dev.coven.conformance.policy.ConflictPolicyContract;
import dev.coven.conformance.signature.SignatureSchemeContract;
import dev.coven.conformance.storage.ObjectStoreContract;
import dev.coven.conformance.storage.RemoteStoreContract;
import dev.coven.conformance.storage.StorageProviderContract;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the pages of docs/spec and the kit's rules to each other. */
class SpecPagesTest {
    private static final Path FOLDER = Path.of("../docs/spec");
    private static final Map<PluginKind, List<Class<?>>> CONTRACTS = new EnumMap<>(Map.of(
            PluginKind.STORAGE,
            List.of(StorageProviderContract.class, ObjectStoreContract.class, RemoteStoreContract.class),
            PluginKind.SIGNATURE,
            List.of(SignatureSchemeContract.class),
            PluginKind.POLICY,
            List.of(ConflictPolicyContract.class),
            PluginKind.BLOBPLAN,
            List.of(BlobPlanContract.class)));

    private static RuleBook page(PluginKind kind) throws Exception {
        return RuleBook.parse(kind, Files.readString(FOLDER.resolve(kind.page())));
    }

    private static List<Method> tests(PluginKind kind) {
        List<Method> tests = new ArrayList<>();
        for (Class<?> contract : CONTRACTS.get(kind)) {
            for (Class<?> type = contract; type != Object.class; type = type.getSuperclass()) {
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class)
                                || method.isAnnotationPresent(ParameterizedTest.class))
                        .forEach(tests::add);
            }
        }
        return tests;
    }

    @ParameterizedTest
    @EnumSource(PluginKind.class)
    void page_rules_areTheTestsOfTheKit(PluginKind kind) throws Exception {
        assertThat(page(kind).rules().stream().map(Rule::test).toList())
                .containsExactlyInAnyOrderElementsOf(
                        tests(kind).stream().map(Method::getName).toList());
    }

    /** Nobody outside the package can override a rule. */
    @ParameterizedTest
    @EnumSource(PluginKind.class)
    void rules_cannotBeSwitchedOff(PluginKind kind) {
        assertThat(tests(kind))
                .allSatisfy(test -> assertThat(test.getModifiers()
                                & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT))
                        .as(test.toString())
                        .isZero());
    }

    @ParameterizedTest
    @EnumSource(PluginKind.class)
    void page_numbers_countUpInEachGroup(PluginKind kind) throws Exception {
        String letter = "";
        int last = 0;
        for (Rule rule : page(kind).rules()) {
            last = rule.id().startsWith(letter) && !letter.isEmpty() ? last + 1 : 1;
            letter = rule.id().substring(0, 1);
            assertThat(rule.id()).isEqualTo(letter + last);
        }
    }

    @Test
    void ids_ofAllPages_areDifferent() throws Exception {
        Set<String> ids = new HashSet<>();
        for (PluginKind kind : PluginKind.values()) {
            for (Rule rule : page(kind).rules()) {
                assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
            }
        }
    }

    /** A rule that binds only where something is claimed has a rule beside it that binds everybody. */
    @ParameterizedTest
    @EnumSource(PluginKind.class)
    void twins_bindEverybody(PluginKind kind) throws Exception {
        List<Rule> rules = page(kind).rules();
        for (Rule rule : rules) {
            rule.twin()
                    .ifPresent(twin -> assertThat(rules)
                            .as("the twin of " + rule.id())
                            .anyMatch(other ->
                                    other.id().equals(twin) && other.claim().isEmpty()));
        }
    }

    /** What the kit's jar says was asked is what the page says, to the letter. */
    @ParameterizedTest
    @EnumSource(PluginKind.class)
    void page_inTheKit_isThePage(PluginKind kind) throws Exception {
        assertThat(RuleBook.of(kind)).isEqualTo(page(kind));
        try (InputStream copy = RuleBook.class.getResourceAsStream("/dev/coven/conformance/spec/" + kind.page())) {
            assertThat(copy.readAllBytes()).isEqualTo(Files.readAllBytes(FOLDER.resolve(kind.page())));
        }
    }

    /** So that a page which was changed without the kit is noticed: an obligation, a word of a sentence, a test. */
    @ParameterizedTest
    @CsvSource({
        "| MUST |,| SHOULD |",
        "the newer cell,the older cell",
        "`merge_withItself_changesNothing`,`merge_again`"
    })
    void page_thatDrifted_isAnotherBook(String word, String other) throws Exception {
        String page = Files.readString(FOLDER.resolve(PluginKind.POLICY.page()));
        assertThat(page).contains(word);
        assertThat(RuleBook.parse(PluginKind.POLICY, page.replace(word, other)))
                .isNotEqualTo(RuleBook.of(PluginKind.POLICY));
    }

    @Test
    void page_withARowThatIsNoRule_isRefused() {
        assertThatThrownBy(() ->
                        RuleBook.parse(PluginKind.STORAGE, "## Reading\n| R1 | What was put comes back. | `get` |"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("R1");
        assertThatThrownBy(() -> RuleBook.parse(PluginKind.STORAGE, "## Reading\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no rules");
    }
}
