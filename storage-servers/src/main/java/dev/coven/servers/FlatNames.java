package dev.coven.servers;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Stands between S3Proxy's protocol and its objects in memory, which are files of a small file system: there {@code a} cannot be
 * beside {@code a/b}, and an object that is opened while another takes its place shows the bytes of one and the tag of the other.
 * S3 has neither. So names are kept in hexadecimal, which has no slashes and the same order, and nothing is opened while
 * something is put in place.
 *
 * <p>The server's classes are another class loader's, hence reflection.
 */
final class FlatNames implements InvocationHandler {
    private final Object store;
    private final ReadWriteLock turns = new ReentrantReadWriteLock();

    private FlatNames(Object store) {
        this.store = store;
    }

    static Object over(Object store, Class<?> storeType) throws ClassNotFoundException {
        ClassLoader loader = storeType.getClassLoader();
        Class<?> mark = loader.loadClass("org.gaul.s3proxy.nio2blob.InMemoryMark");
        return Proxy.newProxyInstance(loader, new Class<?>[] {storeType, mark}, new FlatNames(store));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Lock turn = method.getName().startsWith("put") || method.getName().startsWith("complete")
                ? turns.writeLock()
                : turns.readLock();
        turn.lock();
        try {
            return plain(method.invoke(store, flat(arguments)));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            turn.unlock();
        }
    }

    private static Object[] flat(Object[] arguments) throws ReflectiveOperationException {
        Object[] flat = arguments == null ? new Object[0] : arguments.clone();
        for (int i = 0; i < flat.length; i++) {
            if (i == 1 && flat[0] instanceof String && flat[1] instanceof String name) {
                flat[i] = hex(name);
            } else if (flat[i] != null) {
                flat[i] = flatRequest(flat[i]);
            }
        }
        return flat;
    }

    private static Object flatRequest(Object argument) throws ReflectiveOperationException {
        Class<?> type = argument.getClass();
        return switch (type.getSimpleName()) {
            case "MultipartUpload" -> {
                Object request = flatRequest(read(argument, "request"));
                yield type.getConstructor(String.class, request.getClass()).newInstance(read(argument, "id"), request);
            }
            case "ListObjectsRequest" -> rebuilt(argument, true, "prefix", "marker");
            case "ListObjectsV2Request" -> rebuilt(argument, true, "prefix", "startAfter");
            default -> has(type, "key") && has(type, "toBuilder") ? rebuilt(argument, true, "key") : argument;
        };
    }

    private static Object plain(Object result) throws ReflectiveOperationException {
        if (result == null || !has(result.getClass(), "contents")) {
            return result;
        }
        List<Object> contents = new ArrayList<>();
        for (Object object : (Iterable<?>) read(result, "contents")) {
            contents.add(rebuilt(object, false, "key"));
        }
        Object renamed = rebuilt(
                result,
                false,
                result.getClass().getSimpleName().equals("ListObjectsResponse")
                        ? new String[] {"prefix", "marker", "nextMarker"}
                        : new String[] {"prefix", "startAfter"});
        Object builder = read(renamed, "toBuilder");
        method(builder, "contents", java.util.Collection.class).invoke(builder, contents);
        return read(builder, "build");
    }

    private static Object rebuilt(Object value, boolean toHex, String... names) throws ReflectiveOperationException {
        Object builder = read(value, "toBuilder");
        for (String name : names) {
            String text = (String) read(value, name);
            if (text != null) {
                method(builder, name, String.class).invoke(builder, toHex ? hex(text) : text(text));
            }
        }
        return read(builder, "build");
    }

    private static Object read(Object value, String name) throws ReflectiveOperationException {
        return method(value, name).invoke(value);
    }

    /** Of a public interface or class: builders themselves are not public. */
    private static Method method(Object value, String name, Class<?>... parameters) throws NoSuchMethodException {
        Method method = value.getClass().getMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    private static boolean has(Class<?> type, String name) {
        try {
            type.getMethod(name);
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }
}
