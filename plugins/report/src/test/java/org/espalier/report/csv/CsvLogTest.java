package org.espalier.report.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.report.Samples;
import org.junit.jupiter.api.Test;

class CsvLogTest {
    @Test
    void theTableByHand() {
        assertThat(CsvLog.text(Samples.recording())).isEqualTo(
                "epoch,step,learning_rate,seconds,loss,val_loss,\"odd \"\"name\"\", <b>\"\r\n"
                        + "1,2,0.1,0.02,0.3333333333333333,0.6666666666666666,Infinity\r\n"
                        + "2,4,0.05,0.02,0.1,0.2,Infinity\r\n");
    }
}
