package dev.coven.engine.blob;

import dev.coven.engine.crypto.Sha256;
import dev.coven.spi.blob.BlobRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The verified beginning of a blob, on its way. Its name says which blob, which sealed body of it, and how many bytes are safely
 * on disk: {@code blob-body-bytes.part}. What is written beyond that number does not count after a crash.
 */
final class PartialFile implements AutoCloseable {
    private static final int NAME_BYTES = 20;
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{40})-([0-9a-f]{40})-(0|[1-9][0-9]{0,18})\\.part");

    private final String blobName;
    private final String bodyName;
    private final FileChannel channel;
    private Path file;
    private long durable;
    private long length;

    private PartialFile(Path file, String blobName, String bodyName, long durable, FileChannel channel) {
        this.file = file;
        this.blobName = blobName;
        this.bodyName = bodyName;
        this.durable = durable;
        this.length = durable;
        this.channel = channel;
    }

    /** What stands for a blob in names of files. */
    static String blobName(BlobRef blob) {
        return shortHash((blob.namespace() + "/" + blob.id()).getBytes(StandardCharsets.UTF_8));
    }

    private static String shortHash(byte[] bytes) {
        return HexFormat.of().formatHex(Arrays.copyOf(Sha256.digest().digest(bytes), NAME_BYTES));
    }

    /** Whether something in the folder is a file at all: a folder that somebody put there is theirs. */
    static boolean mayBeOne(Path file) {
        return !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The blob that a file in the folder belongs to; empty for a file that this class did not make. */
    static Optional<String> blobNameOf(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The beginning of a blob that an earlier attempt left, if there is one, without what may not be on disk. */
    static Optional<PartialFile> find(Path folder, BlobRef blob) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        String blobName = blobName(blob);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, blobName + "-*.part")) {
            for (Path file : files) {
                Matcher matcher = NAME.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    long durable = Math.min(Long.parseLong(matcher.group(3)), Files.size(file));
                    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    channel.truncate(durable);
                    return Optional.of(new PartialFile(file, blobName, matcher.group(2), durable, channel));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * An empty beginning of a blob.
     *
     * @param bodyStart the first bytes of its sealed body, which no other body shares
     */
    static PartialFile create(Path folder, BlobRef blob, byte[] bodyStart) throws IOException {
        BlobFolder.createFolders(folder);
        String blobName = blobName(blob);
        String bodyName = shortHash(bodyStart);
        Path file = folder.resolve(name(blobName, bodyName, 0));
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        return new PartialFile(file, blobName, bodyName, 0, channel);
    }

    private static String name(String blobName, String bodyName, long durable) {
        return blobName + "-" + bodyName + "-" + durable + ".part";
    }

    /** Whether it is of the sealed body that begins so. */
    boolean isOf(byte[] bodyStart) {
        return bodyName.equals(shortHash(bodyStart));
    }

    Path file() {
        return file;
    }

    long length() {
        return length;
    }

    /** Forgets what is behind an offset. */
    void truncate(long offset) throws IOException {
        channel.truncate(offset);
        length = offset;
        if (durable > offset) {
            rename(offset);
        }
    }

    /** Appends verified bytes. */
    void append(byte[] bytes, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        while (buffer.hasRemaining()) {
            length += channel.write(buffer, length);
        }
    }

    /** How many bytes were appended since the last checkpoint. */
    long unsafeBytes() {
        return length - durable;
    }

    /** Brings everything to disk and then says so in the name. */
    void checkpoint() throws IOException {
        channel.force(true);
        if (length != durable) {
            rename(length);
        }
    }

    private void rename(long bytes) throws IOException {
        Path renamed = file.resolveSibling(name(blobName, bodyName, bytes));
        Files.move(file, renamed, StandardCopyOption.ATOMIC_MOVE);
        file = renamed;
        durable = bytes;
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
