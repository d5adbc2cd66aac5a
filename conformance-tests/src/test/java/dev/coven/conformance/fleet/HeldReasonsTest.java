package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.HeldReason;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reason to hold a device is one that real bytes in a store bring about, and one that people find explained. */
class HeldReasonsTest {
    private static final Path TROUBLESHOOTING = Path.of("..", "docs", "troubleshooting.md");

    /** A test that brings a reason about. */
    private record Shown(Class<?> where, String test) {}

    private static List<Shown> shown(HeldReason reason) {
        return switch (reason) {
            case FETCH_FAILED ->
                held("envelope_notGiven_holdsAsFetchFailed", "envelope_thatBreaksOffEachTime_holdsAsFetchFailed");
            case MISSING -> held("envelope_notThere_holdsAsMissing");
            case MALFORMED ->
                held(
                        "envelope_withOneFlippedBit_holdsAsMalformed",
                        "envelope_announcingAnotherNumberOfChanges_holdsAsMalformed",
                        "head_withOneFlippedBit_holdsAsMalformed");
            case SIZE_MISMATCH -> held("envelope_announcingAnotherSize_holdsAsSizeMismatch");
            case BAD_SIGNATURE ->
                held(
                        "envelope_changedAndSealedByAnotherMember_holdsAsBadSignature",
                        "head_changedByAnotherMember_holdsAsBadSignature");
            case NOT_A_MEMBER -> held("envelope_fromBeforeItsAuthorWasAMember_holdsAsNotAMember");
            case WRONG_SLOT ->
                held(
                        "envelope_replayedAtAnotherNumber_holdsAsWrongSlot",
                        "envelope_relocatedFromAnotherDevice_holdsAsWrongSlot",
                        "head_ofAnotherDevice_holdsAsWrongSlot");
            case BROKEN_CHAIN ->
                held(
                        "envelope_thatFollowsAnother_holdsAsBrokenChain",
                        "envelope_stampedBelowItsPredecessor_holdsAsBrokenChain");
            case NEWER_SCHEMA ->
                List.of(new Shown(SchemaVersionsTest.class, "changeset_ofANewerSchema_waitsForTheUpdate"));
            case CLOCK_AHEAD -> List.of(new Shown(ClocksTest.class, "changeset_fromTheFuture_waitsUntilThen"));
            case HEAD_ROLLED_BACK -> held("head_gone_holdsAsRolledBack", "head_olderThanOneSeen_holdsAsRolledBack");
            case OVER_LIMIT ->
                List.of(
                        new Shown(HeldDevicesTest.class, "head_largerThanAny_holdsAsOverLimit"),
                        new Shown(OverLimitTest.class, "change_largerThanTheLimit_holdsAsOverLimitUntilItIsRaised"),
                        new Shown(OverLimitTest.class, "changeset_largerThanTheLimit_holdsAsOverLimitUntilItIsRaised"));
            case POLICY_FAILED ->
                List.of(new Shown(
                        PoliciesTest.class, "changeset_thatAPolicyFailsOn_holdsAsPolicyFailedAndStopsNobodyElse"));
        };
    }

    private static List<Shown> held(String... tests) {
        return Arrays.stream(tests)
                .map(test -> new Shown(HeldDevicesTest.class, test))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(HeldReason.class)
    void reason_isBroughtAboutByATest(HeldReason reason) {
        for (Shown shown : shown(reason)) {
            assertThat(shown.where().getDeclaredMethods())
                    .filteredOn(method -> method.getName().equals(shown.test()))
                    .as("%s in %s", shown.test(), shown.where().getSimpleName())
                    .singleElement()
                    .matches(HeldReasonsTest::isTest, "is a test");
        }
    }

    private static boolean isTest(Method method) {
        List<Class<? extends Annotation>> kinds = List.of(Test.class, ParameterizedTest.class);
        return kinds.stream().anyMatch(method::isAnnotationPresent);
    }

    @ParameterizedTest
    @EnumSource(HeldReason.class)
    void reason_isExplainedToPeople(HeldReason reason) throws Exception {
        String word = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(Files.readString(TROUBLESHOOTING)).contains("`" + word + "`");
    }
}
