package dev.coven.conformance.api;

import dev.coven.spi.plugin.Stability;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What others can link to, as text: one line for each public type and below it one for each member that they can reach. */
final class ApiText {
    private static final int TYPE_MODIFIERS = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL;
    private static final int ABSTRACT_TYPE_MODIFIERS = TYPE_MODIFIERS | Modifier.ABSTRACT;

    private ApiText() {}

    /** The types, by name; types within types come along. */
    static String of(Stream<Class<?>> types) {
        return types.filter(type -> !type.isMemberClass())
                .sorted(Comparator.comparing(Class::getName))
                .flatMap(type -> lines(type).stream())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> lines(Class<?> type) {
        if (!isReachable(type.getModifiers()) || type.isSynthetic()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(head(type)));
        lines.addAll(members(type));
        Arrays.stream(type.getDeclaredClasses())
                .sorted(Comparator.comparing(Class::getName))
                .forEach(nested -> lines.addAll(lines(nested)));
        return lines;
    }

    /** What can be reached of a type, in order. */
    static List<String> members(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (isReachable(field.getModifiers()) && !field.isSynthetic()) {
                members.add("  " + text(field));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isReachable(constructor.getModifiers()) && !constructor.isSynthetic()) {
                members.add("  " + text(constructor, "", "<init>"));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isReachable(method.getModifiers()) && !method.isSynthetic()) {
                members.add("  " + text(method, name(method.getGenericReturnType()) + " ", method.getName()));
            }
        }
        members.sort(null);
        return members;
    }

    private static boolean isReachable(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** A type without what is in it. */
    static String head(Class<?> type) {
        Stability stability = type.getAnnotation(Stability.class);
        boolean isClass = !type.isInterface() && !type.isEnum() && !type.isRecord();
        String kind = type.isAnnotation()
                ? "@interface"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        StringBuilder text = new StringBuilder(stability == null ? "" : "[" + stability.value() + "] ");
        text.append(modifiers(type.getModifiers(), isClass ? ABSTRACT_TYPE_MODIFIERS : TYPE_MODIFIERS))
                .append(type.isSealed() ? "sealed " : "")
                .append(kind)
                .append(' ')
                .append(type.getName())
                .append(Arrays.toString(type.getTypeParameters()).replace("[]", ""));
        if (isClass && type.getGenericSuperclass() != Object.class) {
            text.append(" extends ").append(name(type.getGenericSuperclass()));
        }
        if (type.getGenericInterfaces().length > 0) {
            text.append(" implements ").append(names(type.getGenericInterfaces()));
        }
        if (type.isSealed()) {
            text.append(" permits ").append(names(type.getPermittedSubclasses()));
        }
        return text.toString();
    }

    private static String text(Field field) {
        int all = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL;
        return modifiers(field.getModifiers(), all) + name(field.getGenericType()) + " " + field.getName();
    }

    private static String text(Executable member, String type, String name) {
        int all = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;
        String thrown = member.getExceptionTypes().length == 0 ? "" : " throws " + names(member.getExceptionTypes());
        String variables = Arrays.toString(member.getTypeParameters()).replace("[]", "");
        return modifiers(member.getModifiers(), all)
                + (variables.isEmpty() ? "" : variables + " ")
                + type
                + name
                + Arrays.stream(member.getGenericParameterTypes())
                        .map(ApiText::name)
                        .collect(Collectors.joining(", ", "(", ")"))
                + thrown;
    }

    private static String modifiers(int modifiers, int shown) {
        String text = Modifier.toString(modifiers & shown);
        return text.isEmpty() ? "" : text + " ";
    }

    private static String names(Type[] types) {
        return Arrays.stream(types).map(ApiText::name).sorted().collect(Collectors.joining(", "));
    }

    private static String name(Type type) {
        return type.getTypeName();
    }
}
