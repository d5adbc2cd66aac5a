import dev.coven.servers.GcsServer;
import dev.coven.servers.S3Server;

/** Starts the servers that the tests talk to, says their ports, and ends with its standard input. */
final class TestServers {
    private TestServers() {}

    public static void main(String[] arguments) throws Exception {
        try (S3Server s3 = S3Server.start();
                GcsServer gcs = GcsServer.start()) {
            System.out.println(s3.port() + " " + gcs.port());
            while (System.in.read() >= 0) {
                // Until whoever started this closes it.
            }
        }
        // Threads of the servers' libraries go on.
        System.exit(0);
    }
}
