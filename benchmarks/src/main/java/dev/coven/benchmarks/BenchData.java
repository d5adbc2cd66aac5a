package dev.coven.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The host's tables and rows: the same ones in every run. Items refer to an owner and a list, and no two have the same code. */
final class BenchData {
    private static final int OWNERS = 97;
    private static final int LISTS = 31;
    private static final int DATA_BYTES = 32;

    private BenchData() {}

    /** The statements that make the tables, with the parents in them. */
    static List<String> ddl() {
        List<String> ddl = new ArrayList<>();
        ddl.add("CREATE TABLE owners(id TEXT PRIMARY KEY NOT NULL, name TEXT)");
        ddl.add("CREATE TABLE lists(id TEXT PRIMARY KEY NOT NULL, name TEXT)");
        ddl.add("""
                CREATE TABLE items(
                  id TEXT PRIMARY KEY NOT NULL,
                  owner TEXT NOT NULL REFERENCES owners(id),
                  list TEXT REFERENCES lists(id),
                  code TEXT UNIQUE,
                  title TEXT,
                  qty INTEGER,
                  price REAL,
                  data BLOB)""");
        ddl.add("CREATE INDEX items_by_owner ON items(owner)");
        ddl.add("CREATE INDEX items_by_list ON items(list)");
        for (int i = 0; i < OWNERS; i++) {
            ddl.add("INSERT INTO owners VALUES('%s', 'owner %d')".formatted(owner(i), i));
        }
        for (int i = 0; i < LISTS; i++) {
            ddl.add("INSERT INTO lists VALUES('%s', 'list %d')".formatted(list(i), i));
        }
        return ddl;
    }

    private static String owner(long i) {
        return id("owner", i);
    }

    private static String list(long i) {
        return id("list", i);
    }

    /** A random-looking uuid, as applications use them. */
    private static String id(String kind, long i) {
        SplittableRandom random = new SplittableRandom(31 * i + kind.hashCode());
        long high = random.nextLong();
        long low = random.nextLong();
        return "%08x-%04x-%04x-%04x-%012x"
                .formatted(high >>> 32, high >>> 16 & 0xFFFF, high & 0xFFFF, low >>> 48, low & 0xFFFFFFFFFFFFL);
    }

    /** Inserts items in one transaction. */
    static void insertItems(Connection host, int rows) throws SQLException {
        inTransaction(
                host, "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows, (insert, i) -> bind(insert, item(i)));
    }

    /** The values of an item. */
    static @Nullable Object[] item(int i) {
        SplittableRandom random = new SplittableRandom(i);
        byte[] data = new byte[DATA_BYTES];
        random.nextBytes(data);
        return new @Nullable Object[] {
            id("item", i),
            owner(i % OWNERS),
            i % 5 == 0 ? null : list(i % LISTS),
            String.format(Locale.ROOT, "%08x-%d", random.nextInt(), i),
            "item number " + i + " of them",
            (long) random.nextInt(100_000),
            random.nextInt(1_000_003) / 64.0,
            data
        };
    }

    /** Binds values to the parameters of a statement. */
    static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** Changes two columns of every item in one transaction. */
    static void updateItems(Connection host, int rows) throws SQLException {
        inTransaction(
                host,
                "UPDATE items SET title = ?, qty = ? WHERE id = ?",
                rows,
                (update, i) -> bind(update, newItem(i)));
    }

    /** The values of an item's update: title, qty, id. */
    static Object[] newItem(int i) {
        return new Object[] {"a new title for item number " + i, 100_000L + i, id("item", i)};
    }

    /** The key of an item. */
    static String itemId(int i) {
        return id("item", i);
    }

    /** Inserts an owner that no other data mention. */
    static void insertFamily(Connection host, String name) throws SQLException {
        inTransaction(host, "INSERT INTO owners VALUES (?, ?)", 1, (insert, i) -> {
            insert.setString(1, name);
            insert.setString(2, name);
        });
    }

    /** Inserts items of one owner in one transaction. */
    static void insertChildren(Connection host, String owner, int rows) throws SQLException {
        inTransaction(host, "INSERT INTO items(id, owner, code, title) VALUES (?, ?, ?, ?)", rows, (insert, i) -> {
            insert.setString(1, id("child of " + owner, i));
            insert.setString(2, owner);
            insert.setString(3, owner + " " + i);
            insert.setString(4, "child number " + i);
        });
    }

    private interface Binding {
        void bind(PreparedStatement statement, int row) throws SQLException;
    }

    private static void inTransaction(Connection host, String sql, int rows, Binding binding) throws SQLException {
        host.setAutoCommit(false);
        try (PreparedStatement statement = host.prepareStatement(sql)) {
            for (int i = 0; i < rows; i++) {
                binding.bind(statement, i);
                statement.addBatch();
                if (i % 1000 == 999) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
            host.commit();
        } finally {
            host.setAutoCommit(true);
        }
    }
}
