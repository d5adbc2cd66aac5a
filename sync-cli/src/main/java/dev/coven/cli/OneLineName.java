package dev.coven.cli;

import dev.coven.engine.document.FieldRules;
import dev.coven.engine.document.HeadDocument;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a person or a device, which other people's terminals will show. */
final class OneLineName implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        try {
            return FieldRules.line("a name", text, HeadDocument.MAX_NAME_CHARS);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
