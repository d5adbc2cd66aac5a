package dev.coven.conformance.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.KitRun;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A sound plan passes; each of the others is wrong in one thing, and the kit must say which. */
class BlobPlansTest {
    abstract static class Covers extends BlobPlanContract {
        @Override
        protected List<RowChange> rowsWithFiles() {
            return List.of(book("id-1"), book("id-2"));
        }

        private static RowChange book(String cover) {
            return RowChange.inserted(
                    "books",
                    List.of("title", "cover"),
                    List.of(SqlValue.text("t")),
                    List.of(SqlValue.text("t"), SqlValue.text(cover)));
        }
    }

    static class Sound extends Covers {
        @Override
        protected BlobPlan plan() {
            return new CoverPlan();
        }
    }

    @Test
    void soundPlan_passes() {
        assertThat(KitRun.failedRules(Sound.class)).isEmpty();
    }

    static class Casts extends Covers {
        @Override
        protected BlobPlan plan() {
            return new CoverPlan() {
                @Override
                Optional<String> cover(RowChange change) {
                    return change.after("cover").map(value -> ((SqlValue.Text) value).string());
                }
            };
        }
    }

    @Test
    void planThatCasts_isNotTotal() {
        assertThat(KitRun.failedRules(Casts.class)).contains("plan_ofOddRows_doesNotThrow");
    }

    static class PullsElsewhere extends Covers {
        @Override
        protected BlobPlan plan() {
            return new CoverPlan() {
                @Override
                public List<BlobDownload> blobsToPull(List<RowChange> changes) {
                    return super.blobsToPull(changes).stream()
                            .map(download -> new BlobDownload(
                                    download.blob(),
                                    new BlobPath("in/" + download.target().value())))
                            .toList();
                }
            };
        }
    }

    @Test
    void planThatPullsElsewhere_fails() {
        assertThat(KitRun.failedRules(PullsElsewhere.class)).containsExactly("pull_ofAnyRow_isWhatWasPushed");
    }

    static class OnePlace extends Covers {
        @Override
        protected BlobPlan plan() {
            return new CoverPlan() {
                @Override
                public List<BlobDownload> blobsToPull(List<RowChange> changes) {
                    return super.blobsToPull(changes).stream()
                            .map(download -> new BlobDownload(download.blob(), new BlobPath("cover")))
                            .toList();
                }
            };
        }
    }

    @Test
    void planWithOnePlaceForAll_fails() {
        assertThat(KitRun.failedRules(OnePlace.class))
                .containsExactlyInAnyOrder(
                        "pull_ofAnyRow_isWhatWasPushed", "plan_ofDifferentFiles_givesDifferentPlaces");
    }

    static class FirstOnly extends Covers {
        @Override
        protected BlobPlan plan() {
            return new CoverPlan() {
                @Override
                public List<BlobDownload> blobsToPull(List<RowChange> changes) {
                    return super.blobsToPull(changes).stream().limit(1).toList();
                }
            };
        }
    }

    @Test
    void planOfTheFirstRowOnly_fails() {
        assertThat(KitRun.failedRules(FirstOnly.class)).containsExactly("plan_ofManyRows_isTheUnionOfEach");
    }

    static class Remembers extends Covers {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        protected BlobPlan plan() {
            return new CoverPlan() {
                @Override
                public List<BlobDownload> blobsToPull(List<RowChange> changes) {
                    return calls.incrementAndGet() == 1 ? super.blobsToPull(changes) : List.of();
                }
            };
        }
    }

    @Test
    void planThatRemembers_isNotPure() {
        assertThat(KitRun.failedRules(Remembers.class)).contains("plan_askedAgain_answersTheSame");
    }

    static class OldRow extends Covers {
        @Override
        protected BlobPlan plan() {
            return new CoverPlan() {
                @Override
                Optional<String> cover(RowChange change) {
                    return change.kind() == RowChange.Kind.UPDATE ? Optional.empty() : super.cover(change);
                }
            };
        }
    }

    /** The engine would fetch no file for a row that begins to name one. */
    @Test
    void planThatForgetsUpdates_fails() {
        assertThat(KitRun.failedRules(OldRow.class)).containsExactly("pull_ofAnUpdate_isWhatItsRowNames");
    }

    static class Mourns extends Covers {
        @Override
        protected BlobPlan plan() {
            return new CoverPlan() {
                @Override
                Optional<String> cover(RowChange change) {
                    return change.kind() == RowChange.Kind.DELETE ? Optional.of("gone") : super.cover(change);
                }
            };
        }
    }

    @Test
    void planThatNamesDeletedRows_fails() {
        assertThat(KitRun.failedRules(Mourns.class)).containsExactly("plan_ofADelete_isEmpty");
    }

    static class UsesTheEnginesPlace extends Covers {
        @Override
        protected BlobPlan plan() {
            return new ElsewherePlan(id -> ".coven-incoming/" + id);
        }
    }

    @Test
    void planThatUsesTheEnginesPlace_fails() {
        assertThat(KitRun.failedRules(UsesTheEnginesPlace.class)).containsExactly("plan_ofOddRows_staysInItsPlaces");
    }

    static class NamesDevices extends Covers {
        @Override
        protected BlobPlan plan() {
            return new ElsewherePlan(id -> "covers/" + id + "/aux.txt");
        }
    }

    /** What only should be is not failed: the certificate tells. */
    @Test
    void planThatNamesDevices_isToldSo() {
        assertThat(KitRun.failedRules(NamesDevices.class)).isEmpty();
        assertThat(KitRun.abortedRules(NamesDevices.class))
                .containsOnlyKeys("plan_ofOddRows_namesNoDevices", "plan_ofFilesThatDifferInCase_givesDifferentPlaces");
        assertThat(KitRun.abortedRules(NamesDevices.class).get("plan_ofOddRows_namesNoDevices"))
                .contains("aux.txt");
    }

    /** Covers whose places are made of their ids in another way. */
    private static final class ElsewherePlan extends CoverPlan {
        private final UnaryOperator<String> place;

        ElsewherePlan(UnaryOperator<String> place) {
            this.place = place;
        }

        @Override
        public List<BlobUpload> blobsToPush(List<RowChange> changes) {
            return super.blobsToPush(changes).stream()
                    .map(upload -> new BlobUpload(upload.blob(), placeOf(upload.blob())))
                    .toList();
        }

        @Override
        public List<BlobDownload> blobsToPull(List<RowChange> changes) {
            return super.blobsToPull(changes).stream()
                    .map(download -> new BlobDownload(download.blob(), placeOf(download.blob())))
                    .toList();
        }

        private BlobPath placeOf(BlobRef blob) {
            return new BlobPath(place.apply(blob.id()));
        }
    }
}
