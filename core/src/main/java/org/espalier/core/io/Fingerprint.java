package org.espalier.core.io;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.espalier.io.AtomicFile;

/**
 * What tells whether content is the same.
 *
 * @param bytes its length
 * @param crc its CRC-32, which zip files have of their entries
 * @param sha256 its SHA-256 in hexadecimal
 */
record Fingerprint(long bytes, long crc, String sha256) {
    /** The fingerprint of what the content writes. */
    static Fingerprint of(AtomicFile.Content content) throws IOException {
        Sink sink = new Sink();
        content.writeTo(sink);
        return new Fingerprint(sink.bytes, sink.crc.getValue(), HexFormat.of().formatHex(sink.sha.digest()));
    }

    private static final class Sink extends OutputStream {
        private final CRC32 crc = new CRC32();
        private final MessageDigest sha = sha256();
        private long bytes;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int from, int count) {
            crc.update(b, from, count);
            sha.update(b, from, count);
            bytes += count;
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
