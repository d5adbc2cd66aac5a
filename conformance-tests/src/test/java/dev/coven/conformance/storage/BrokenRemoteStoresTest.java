package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.KitRun;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each store is wrong in one thing when the network, the service or its configuration is bad; the kit must say which. */
class BrokenRemoteStoresTest {
    /** Each rule, with a store that breaks it. */
    private static final Map<String, Class<?>> BROKEN = Map.ofEntries(
            Map.entry("call_refusedConnection_isUnavailableAndSafe", NothingIsSafe.class),
            Map.entry("call_droppedConnection_isUnavailable", NothingIsRepeated.class),
            Map.entry("call_noAnswer_isUnavailable", SilenceIsDenial.class),
            Map.entry("call_serverError_isUnavailableAfterOneRequest", TriesAgain.class),
            Map.entry("call_tooManyRequests_isRateLimitedWithThePause", KeepsThePause.class),
            Map.entry("call_unavailableWithPause_tellsThePause", KeepsThePause.class),
            Map.entry("call_redirected_fails", RedirectsPass.class),
            Map.entry("get_cutInTheMiddle_failsAndDoesNotEnd", EndsEarly.class),
            Map.entry("list_cutInTheMiddle_failsAndMayBeRepeated", ListsWhatCame.class),
            Map.entry("create_answerLost_isUnknownAndFoundByARepetition", AllIsSafe.class),
            Map.entry("putAndDelete_answerLost_areUnknown", AllIsSafe.class),
            Map.entry("call_wrongCredentials_isDenied", DenialIsAbsence.class),
            Map.entry("call_missingContainer_isAWrongConfiguration", BucketIsAbsence.class),
            Map.entry("sync_whileRequestsGoWrong_endsEqual", Optimist.class),
            Map.entry("largeObject_passesThrough", Hoarder.class),
            Map.entry("toString_ofAStore_showsNoSecret", Talkative.class));

    static Stream<String> rules() {
        return BROKEN.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void storeThatBreaksTheRule_fails(String rule) {
        assertThat(KitRun.failedRules(BROKEN.get(rule), rule)).containsExactly(rule);
    }

    @Test
    void everyRule_hasAStoreThatBreaksIt() {
        assertThat(Arrays.stream(RemoteStoreContract.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class)
                                || method.isAnnotationPresent(ParameterizedTest.class))
                        .map(method -> method.getName()))
                .hasSameElementsAs(BROKEN.keySet());
    }

    private static StorageException as(Kind kind, Retry retry, StorageException failure) {
        return new StorageException(kind, retry, "" + failure.getMessage(), failure);
    }

    static class NothingIsSafe extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(sound, failure -> as(failure.kind(), Retry.OUTCOME_UNKNOWN, failure));
        }
    }

    static class NothingIsRepeated extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(sound, failure -> as(failure.kind(), Retry.NEVER, failure));
        }
    }

    static class SilenceIsDenial extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(sound, failure -> as(Kind.DENIED, Retry.NEVER, failure));
        }
    }

    static class TriesAgain extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
                    try {
                        return store.list(prefix, cursor, maxKeys);
                    } catch (StorageException first) {
                        return store.list(prefix, cursor, maxKeys);
                    }
                }
            };
        }
    }

    static class KeepsThePause extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(sound, failure -> as(failure.kind(), failure.retry(), failure));
        }
    }

    static class RedirectsPass extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(
                    sound,
                    failure -> failure.kind() == Kind.UNEXPECTED ? as(Kind.UNAVAILABLE, Retry.SAFE, failure) : failure);
        }
    }

    static class EndsEarly extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    ObjectBody body = store.get(key, range);
                    return new ObjectBody(body.stat(), new FilterInputStream(body.stream()) {
                        @Override
                        public int read(byte[] buffer, int offset, int length) {
                            try {
                                return super.read(buffer, offset, length);
                            } catch (IOException e) {
                                return -1;
                            }
                        }
                    });
                }
            };
        }
    }

    static class ListsWhatCame extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) {
                    try {
                        return store.list(prefix, cursor, maxKeys);
                    } catch (StorageException e) {
                        return ListPage.last(List.of());
                    }
                }
            };
        }
    }

    static class AllIsSafe extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(
                    sound,
                    failure -> failure.retry() == Retry.OUTCOME_UNKNOWN
                            ? as(failure.kind(), Retry.SAFE, failure)
                            : failure);
        }
    }

    static class DenialIsAbsence extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return absence(sound, Kind.DENIED);
        }
    }

    static class BucketIsAbsence extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return absence(sound, Kind.CONFIG_INVALID);
        }
    }

    private static ObjectStore absence(ObjectStore sound, Kind kind) {
        return new RewordingStore(
                sound, failure -> failure.kind() == kind ? as(Kind.NOT_FOUND, Retry.NEVER, failure) : failure);
    }

    /** Takes a write whose connection broke for done. */
    static class Optimist extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    try {
                        return store.put(key, payload, condition);
                    } catch (StorageException e) {
                        return new PutOutcome.Stored(new ObjectVersion("hoped-for"));
                    }
                }
            };
        }
    }

    static class Hoarder extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    try (InputStream stream = payload.open()) {
                        return store.put(key, Payload.of(stream.readAllBytes()), condition);
                    } catch (IOException e) {
                        throw new StorageException(Kind.UNEXPECTED, Retry.SAFE, "the payload is bad", e);
                    }
                }
            };
        }
    }

    static class ReadsAhead extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    try (ObjectBody body = store.get(key, range)) {
                        return new ObjectBody(
                                body.stat(),
                                new ByteArrayInputStream(body.stream().readAllBytes()));
                    } catch (IOException e) {
                        throw new StorageException(Kind.UNAVAILABLE, Retry.SAFE, "the connection broke", e);
                    }
                }
            };
        }
    }

    @Test
    void storeThatReadsAheadOfItsReader_fails() {
        assertThat(KitRun.failures(ReadsAhead.class))
                .hasEntrySatisfying(
                        "largeObject_passesThrough",
                        said -> assertThat(said).contains("bytes that came before one was read"));
    }

    static class Talkative extends ToyStoreTest {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public String toString() {
                    return "ToyStore[token=" + ToyServer.TOKEN + "]";
                }
            };
        }
    }
}
