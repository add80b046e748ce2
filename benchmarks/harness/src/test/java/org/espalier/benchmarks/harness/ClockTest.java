package org.espalier.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockTest {
    private static final class Counting implements Step {
        private int calls;

        @Override
        public void run() throws InterruptedException {
            calls++;
            Thread.sleep(2);
        }
    }

    @Test
    void fillsWindowsByTheTimeOfACall() throws Exception {
        Counting step = new Counting();
        Clock clock = new Clock(step);
        clock.warmUp(0.02);

        int calls = clock.callsIn(1);

        assertThat(calls).isBetween(1, 500); // a call sleeps for at least 2 ms
        int before = step.calls;
        double seconds = clock.run(5);
        assertThat(step.calls - before).isEqualTo(5);
        assertThat(seconds).isGreaterThanOrEqualTo(0.01);
    }
}
