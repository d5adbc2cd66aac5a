package dev.coven.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A table's conflict policy, as people type it.
 *
 * @param table the table
 * @param policy the policy's id
 */
record TablePolicy(String table, String policy) {
    /** Reads {@code TABLE=POLICY}. A table's name may hold an equals sign, a policy's id may not. */
    static final class Reader implements ITypeConverter<TablePolicy> {
        @Override
        public TablePolicy convert(String text) {
            int equals = text.lastIndexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw new TypeConversionException("'" + text + "' is not TABLE=POLICY, such as albums=lww-row");
            }
            return new TablePolicy(text.substring(0, equals), text.substring(equals + 1));
        }
    }
}
