package dev.coven.conformance.blob;

import dev.coven.conformance.Breaks;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Plans that are wrong in one thing. */
final class BrokenPlans {
    private BrokenPlans() {}

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

    @Breaks(
            rule = "B1",
            says = {"a service file names", "TidyPlan"})
    static class IsNotNamed extends Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan();
        }
    }

    @Breaks(
            rule = "B2",
            says = {"a descriptor that was asked for again", "version=2"})
    static class RenamesItself extends Covers {
        private int asked;

        @Override
        protected BlobPlan plan() {
            return new TidyPlan() {
                @Override
                public PluginDescriptor descriptor() {
                    return PluginDescriptor.of("covers", "Covers", "" + ++asked);
                }
            };
        }
    }

    @Breaks(rule = "B3", says = "pushed for")
    static class NamesNothing extends Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan() {
                @Override
                Optional<String> cover(RowChange change) {
                    return Optional.empty();
                }
            };
        }
    }

    /** Answers those who ask again from memory: there is nothing new. */
    @Breaks(rule = "B4", says = "pulled, asked again, the answer is the same")
    @Breaks(rule = "B5", says = "an answer among 4 threads is the answer alone")
    static class Remembers extends Covers {
        @Override
        protected BlobPlan plan() {
            AtomicInteger whole = new AtomicInteger();
            return new TidyPlan() {
                @Override
                public List<BlobDownload> blobsToPull(List<RowChange> changes) {
                    boolean again = changes.size() > 1 && whole.incrementAndGet() == 2;
                    return again ? List.of() : super.blobsToPull(changes);
                }
            };
        }
    }

    /** Gathers its answer in a field. */
    @Breaks(rule = "B5", says = "an answer among 4 threads is the answer alone")
    static class SharesItsAnswer extends Covers {
        /** So long does it take to begin with many rows, unless somebody else begins. */
        private static final int LOOKS = 200_000;

        private static final int MANY_ROWS = 100;

        @Override
        protected BlobPlan plan() {
            List<BlobDownload> answer = Collections.synchronizedList(new ArrayList<>());
            AtomicInteger begun = new AtomicInteger();
            return new TidyPlan() {
                @Override
                public List<BlobDownload> blobsToPull(List<RowChange> changes) {
                    answer.clear();
                    int mine = begun.incrementAndGet();
                    for (int i = 0; changes.size() > MANY_ROWS && i < LOOKS && begun.get() == mine; i++) {
                        Thread.onSpinWait();
                    }
                    super.blobsToPull(changes).forEach(answer::add);
                    synchronized (answer) {
                        return List.copyOf(answer);
                    }
                }
            };
        }
    }

    @Breaks(rule = "B6", says = "pulled for all of")
    static class FirstOnly extends Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan() {
                @Override
                public List<BlobDownload> blobsToPull(List<RowChange> changes) {
                    return super.blobsToPull(changes).stream().limit(1).toList();
                }
            };
        }
    }

    @Breaks(rule = "Y1", says = "pulled and pushed for")
    static class PullsElsewhere extends Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan() {
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

    /** The engine would fetch no file for a row that begins to name one. */
    @Breaks(rule = "Y2", says = "new in")
    static class ForgetsUpdates extends Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan() {
                @Override
                Optional<String> cover(RowChange change) {
                    return change.kind() == RowChange.Kind.UPDATE ? Optional.empty() : super.cover(change);
                }
            };
        }
    }

    @Breaks(rule = "Y3", says = "pushed for")
    static class Mourns extends Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan() {
                @Override
                Optional<String> cover(RowChange change) {
                    return change.kind() == RowChange.Kind.DELETE ? Optional.of("gone") : super.cover(change);
                }
            };
        }
    }

    /** Where a plan throws, no other rule can ask it for odd rows. */
    @Breaks(rule = "Q1", says = "a plan must not throw: ")
    @Breaks.Alone
    static class Casts extends Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan() {
                @Override
                Optional<String> cover(RowChange change) {
                    return change.after("cover").map(value -> ((SqlValue.Text) value).string());
                }
            };
        }
    }

    @Breaks(rule = "Q2", says = "'.coven-incoming/")
    static class UsesTheEnginesPlace extends Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan() {
                @Override
                BlobPath path(String id) {
                    return new BlobPath(".coven-incoming/" + hex(id));
                }
            };
        }
    }

    @Breaks(rule = "Q3", says = "files that go to BlobPath[value=cover]")
    @Breaks(rule = "Q5", says = "several files go to these places where case does not count: [cover]")
    static class OnePlace extends Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan() {
                @Override
                BlobPath path(String id) {
                    return new BlobPath("cover");
                }
            };
        }
    }

    @Breaks(rule = "Q4", says = "aux.txt")
    static class NamesDevices extends Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan() {
                @Override
                BlobPath path(String id) {
                    return new BlobPath("covers/" + hex(id) + "/aux.txt");
                }
            };
        }
    }

    @Breaks(rule = "Q5", says = "covers/id-1")
    @Breaks(rule = "Q4", says = "covers/NUL")
    static class KeepsCase extends Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan() {
                @Override
                BlobPath path(String id) {
                    return new BlobPath("covers/" + id);
                }
            };
        }
    }
}
