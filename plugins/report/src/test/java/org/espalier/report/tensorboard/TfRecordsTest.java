package org.espalier.report.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TfRecordsTest {
    /** The check value of CRC-32C for these digits is e3069283 (RFC 3720 and the catalogues of CRCs); masked by hand. */
    @Test
    void theMaskedChecksumOfTheDigits() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        int rotated = 0xe3069283 >>> 15 | 0xe3069283 << 17;
        assertThat(TfRecords.maskedCrc(digits, 0, 9)).isEqualTo(rotated + 0xa282ead8).isEqualTo(0xc78ab0e5);
    }

    /** Event files that TensorFlow writes begin with the length 24 and the checksum a37f4b22. */
    @Test
    void aFileBeginsAsThoseOfTensorFlow() {
        byte[] record = TfRecords.frame(Events.version(0));
        HexFormat hex = HexFormat.of();
        assertThat(hex.formatHex(record, 0, 12)).isEqualTo("1800000000000000" + "a37f4b22");
        assertThat(hex.formatHex(record, 12, 36)).isEqualTo(
                "09" + "0000000000000000" + "1a0d" + hex.formatHex("brain.Event:2".getBytes(StandardCharsets.US_ASCII)));
        assertThat(record).hasSize(8 + 4 + 24 + 4);
    }
}
