package dev.coven.conformance.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final int BODY_BYTES = 8 << 20;
    private static final String REFUSAL = "HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nlate";

    @Test
    void proxy_serverAnswersBeforeItHasTheBody_passesTheAnswerOn() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FaultProxy proxy =
                        FaultProxy.before(server.getLocalPort(), (method, target) -> new NetworkFault.None())) {
            CompletableFuture<Void> refusing = CompletableFuture.runAsync(() -> refuse(server));
            try (Socket client = new Socket(
                    InetAddress.getLoopbackAddress(), proxy.endpoint().getPort())) {
                OutputStream out = client.getOutputStream();
                String head = "PUT /a HTTP/1.1\r\nHost: here\r\nContent-Length: " + BODY_BYTES + "\r\n\r\n";
                out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                out.write(new byte[BODY_BYTES]);
                String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer).startsWith("HTTP/1.1 403").endsWith("late");
            }
            refusing.get();
        }
    }

    /** Reads the head and a little of the body, says no, and hangs up. */
    private static void refuse(ServerSocket server) {
        try (Socket connection = server.accept()) {
            InputStream in = connection.getInputStream();
            in.readNBytes(1000);
            connection.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.ISO_8859_1));
            connection.getOutputStream().flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
