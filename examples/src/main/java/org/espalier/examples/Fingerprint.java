package org.espalier.examples;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import org.espalier.tensor.Tensor;

/** A digest of all weights, to compare two runs to the last bit. */
public final class Fingerprint {
    private Fingerprint() {}

    /** The SHA-256 of names, types and bytes. */
    public static String of(SortedMap<String, Tensor> weights) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            weights.forEach((name, t) -> {
                digest.update((name + t.type()).getBytes(StandardCharsets.UTF_8));
                ByteBuffer bytes = ByteBuffer.allocate(t.size() * t.dtype().bytes());
                t.writeBytes(bytes);
                digest.update(bytes.flip());
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
