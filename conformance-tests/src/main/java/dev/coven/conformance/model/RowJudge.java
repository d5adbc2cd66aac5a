package dev.coven.conformance.model;

import dev.coven.conformance.model.ModelTable.UniqueKey;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows single rows to SQLite, and remembers what it said. */
final class RowJudge {
    /**
     * What SQLite says of a row that is alone in its table.
     *
     * @param refusal why it does not take the row; empty when it does
     * @param text the row as a SELECT shows it, generated columns too
     * @param uniqueKeys for each unique key of the table the number of the row's values; empty when it has no such key
     */
    record Judgement(Optional<String> refusal, String text, List<Optional<Long>> uniqueKeys) {}

    private record Question(String table, List<SqlValue> row) {}

    private record Form(String table, int column, SqlValue value) {}

    private final ScratchDatabase host;
    private final Map<Question, Judgement> judgements = new HashMap<>();
    private final Map<Form, SqlValue> forms = new HashMap<>();

    RowJudge(ScratchDatabase host) {
        this.host = host;
    }

    Judgement judge(ModelTable table, List<SqlValue> row) {
        Question question = new Question(table.name(), row);
        Judgement known = judgements.get(question);
        if (known == null) {
            known = ask(table, row);
            judgements.put(question, known);
        }
        return known;
    }

    private Judgement ask(ModelTable table, List<SqlValue> row) {
        String name = "main." + table.schema().quotedName();
        Optional<String> refusal = host.insert(name, table.quotedColumns(), row);
        if (refusal.isPresent()) {
            return new Judgement(refusal, "", List.of());
        }
        String text = host.query("SELECT * FROM " + name).get(0).stream()
                .map(SqlValue::toString)
                .collect(Collectors.joining(", "));
        List<Optional<Long>> keys = new ArrayList<>();
        for (UniqueKey key : table.uniqueKeys()) {
            List<List<SqlValue>> terms = host.query(
                    "SELECT %s FROM %s WHERE %s".formatted(String.join(", ", key.terms()), name, key.predicate()));
            keys.add(terms.isEmpty() ? Optional.empty() : key.equality().numberOf(terms.get(0)));
        }
        host.run("DELETE FROM " + name);
        return new Judgement(Optional.empty(), text, keys);
    }

    /** A value as a column stores it. */
    SqlValue stored(ModelTable table, int column, SqlValue value) {
        return forms.computeIfAbsent(new Form(table.name(), column, value), form -> {
            String place = ModelSchema.formOf(table.schema());
            String name = table.quotedColumns().get(column);
            host.insert(place, List.of(name), List.of(value)).ifPresent(refusal -> {
                throw new IllegalArgumentException("the model cannot store " + value + ": " + refusal);
            });
            SqlValue stored = host.query("SELECT %s FROM %s".formatted(name, place))
                    .get(0)
                    .get(0);
            host.run("DELETE FROM " + place);
            return stored;
        });
    }

    /** What a row has in a column that was added after the row was written. */
    SqlValue defaultOf(ModelTable table, int column) {
        SyncedColumn declared = table.schema().columns().get(column);
        String expression = Optional.ofNullable(declared.defaultSql()).orElse("NULL");
        return stored(table, column, host.query("SELECT " + expression).get(0).get(0));
    }
}
