package dev.coven.conformance.network;

import dev.coven.spi.plugin.Stability;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and an HTTP server of this machine, and spoils requests as it is told. Each connection serves one
 * request, so that a fault meets exactly the request that it is meant for.
 *
 * <p>It speaks just enough HTTP/1.1 for clients that send a content length. Thread safe.
 */
@Stability(Stability.Promise.EVOLVING)
public final class FaultProxy implements AutoCloseable {
    private static final int MAX_HEAD_BYTES = 64 << 10;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int BACKLOG = 100;

    private final ServerSocket listening;
    private final int serverPort;
    private final FaultChoice faults;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong fromClients = new AtomicLong();
    private final AtomicLong toClients = new AtomicLong();

    /** Says what happens to a request. */
    @FunctionalInterface
    public interface FaultChoice {
        /**
         * The fault of one request.
         *
         * @param method GET, PUT and so on
         * @param target the path and query as they were sent
         */
        NetworkFault of(String method, String target);
    }

    private FaultProxy(ServerSocket listening, int serverPort, FaultChoice faults) {
        this.listening = listening;
        this.serverPort = serverPort;
        this.faults = faults;
    }

    /** A proxy on a free port, before the server on a port of this machine. */
    public static FaultProxy before(int serverPort, FaultChoice faults) throws IOException {
        ServerSocket listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        FaultProxy proxy = new FaultProxy(listening, serverPort, faults);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    /** Where clients connect to. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** How many requests came. */
    public int requests() {
        return requests.get();
    }

    /** How many bytes of bodies came from clients, and were passed on. */
    public long bytesFromClients() {
        return fromClients.get();
    }

    /** How many bytes of answers' bodies were passed on to clients. */
    public long bytesToClients() {
        return toClients.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                threads.execute(() -> serveAndClose(client));
            } catch (IOException | RejectedExecutionException e) {
                // Closed: the only way in which this ends.
                return;
            }
        }
    }

    private void serveAndClose(Socket client) {
        try (client) {
            serve(client);
        } catch (IOException e) {
            // One side hung up, which is what a proxy passes on by hanging up too.
            return;
        } finally {
            open.remove(client);
        }
    }

    private void serve(Socket client) throws IOException {
        client.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(client.getInputStream());
        String head = readHead(in);
        if (head.isEmpty()) {
            return;
        }
        requests.incrementAndGet();
        String[] line = head.substring(0, head.indexOf("\r\n")).split(" ", 3);
        NetworkFault fault = faults.of(line[0], line[1]);
        if (fault instanceof NetworkFault.Drop) {
            return;
        }
        if (fault instanceof NetworkFault.Silence) {
            drain(in);
            return;
        }
        if (fault instanceof NetworkFault.Status status) {
            skipBody(in, head);
            answer(client, status.status(), "");
            return;
        }
        if (fault instanceof NetworkFault.Busy busy) {
            skipBody(in, head);
            answer(client, busy.status(), "Retry-After: " + busy.retryAfterSeconds() + "\r\n");
            return;
        }
        forward(client, in, head, fault);
    }

    private void forward(Socket client, InputStream in, String head, NetworkFault fault) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            open.add(server);
            server.setTcpNoDelay(true);
            OutputStream up = server.getOutputStream();
            up.write(oneRequestOnly(head).getBytes(StandardCharsets.ISO_8859_1));
            copyBody(in, new Counted(new WhileTaken(up), fromClients), contentLength(head));
            InputStream down = new BufferedInputStream(server.getInputStream());
            String answerHead = readHead(down);
            if (fault instanceof NetworkFault.LostAnswer) {
                drain(down);
                return;
            }
            OutputStream out = new Counted(client.getOutputStream(), toClients);
            client.getOutputStream().write(oneRequestOnly(answerHead).getBytes(StandardCharsets.ISO_8859_1));
            if (fault instanceof NetworkFault.CutAnswer) {
                long length = contentLength(answerHead);
                copyBody(down, out, length < 0 ? 1 : length / 2);
            } else {
                down.transferTo(out);
            }
            out.flush();
            open.remove(server);
        }
    }

    private static void answer(Socket client, int status, String header) throws IOException {
        String body = "<html><body>This is the fault proxy.</body></html>";
        String answer = "HTTP/1.1 " + status + " Fault\r\nContent-Type: text/html\r\nContent-Length: " + body.length()
                + "\r\n" + header + "Connection: close\r\n\r\n" + body;
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    private static String oneRequestOnly(String head) {
        return head.replaceAll("(?i)\r\nConnection:[^\r]*", "")
                .replaceAll("(?i)\r\nKeep-Alive:[^\r]*", "")
                .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
    }

    /** Everything up to the empty line and with it; empty when the connection ended before. */
    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int value = in.read();
            if (value < 0) {
                return "";
            }
            head.write(value);
            boolean expected = value == (matched % 2 == 0 ? '\r' : '\n');
            matched = expected ? matched + 1 : value == '\r' ? 1 : 0;
            if (head.size() > MAX_HEAD_BYTES) {
                throw new IOException("a head of more than " + MAX_HEAD_BYTES + " bytes");
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** What a head says, or -1. */
    private static long contentLength(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return -1;
    }

    private static void skipBody(InputStream in, String head) throws IOException {
        copyBody(in, OutputStream.nullOutputStream(), contentLength(head));
    }

    private static void copyBody(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (long left = length; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return;
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private static final class Counted extends FilterOutputStream {
        private final AtomicLong count;

        Counted(OutputStream out, AtomicLong count) {
            super(out);
            this.count = count;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count.addAndGet(length);
        }
    }

    /** A server may answer, and hang up, before it has the whole body: the client is heard to the end, and the answer counts. */
    private static final class WhileTaken extends OutputStream {
        private OutputStream out;

        WhileTaken(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                out = nullOutputStream();
            }
        }
    }

    /** Until the other side hangs up. */
    private static void drain(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Closeable socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
