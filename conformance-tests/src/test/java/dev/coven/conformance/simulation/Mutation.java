package dev.coven.conformance.simulation;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * One method of one class that does something wrong.
 *
 * @param type the class
 * @param method the method's name; {@value #CONSTRUCTOR} for the constructor
 * @param mistake an advice of Byte Buddy, whose code is copied into the method
 */
record Mutation(String type, String method, Class<?> mistake) {
    /** The name of constructors. */
    static final String CONSTRUCTOR = MethodDescription.CONSTRUCTOR_INTERNAL_NAME;

    /**
     * The class with the mistake.
     *
     * @throws IllegalStateException when there is not exactly one such method, or it cannot be changed
     */
    byte[] plant(ClassLoader original) {
        ClassFileLocator classes = ClassFileLocator.ForClassLoader.of(original);
        TypePool.Resolution found = TypePool.Default.of(classes).describe(type);
        if (!found.isResolved()) {
            throw new IllegalStateException("there is no class " + type + " to plant a bug in");
        }
        TypeDescription target = found.resolve();
        MethodList<MethodDescription.InDefinedShape> methods = target.getDeclaredMethods()
                .filter(candidate -> candidate.getInternalName().equals(method) && !candidate.isBridge());
        if (methods.size() != 1) {
            throw new IllegalStateException(
                    "a bug is planted in one method " + type + "." + method + ", and there are " + methods.size());
        }
        return new ByteBuddy()
                .redefine(target, classes)
                .visit(Advice.to(mistake).on(ElementMatchers.is(methods.getOnly())))
                .make()
                .getBytes();
    }
}
