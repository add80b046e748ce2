package org.espalier.reference.tutorial;

import java.io.PrintWriter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs a test class and prints what came of it; also started in JVMs of its own, beside a project that it does not know. */
public final class SuiteRunner {
    private SuiteRunner() {}

    /** Argument: the class. */
    public static void main(String[] args) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(args[0])).build(), listener);
        PrintWriter out = new PrintWriter(System.out, true);
        listener.getSummary().getFailures().forEach(f -> out.println("failure: " + f.getException().getMessage()));
        out.println("succeeded: " + listener.getSummary().getTestsSucceededCount());
        out.println("failed: " + listener.getSummary().getTestsFailedCount());
        out.println("skipped: " + listener.getSummary().getTestsSkippedCount());
        // Threads of native libraries would keep the JVM.
        Runtime.getRuntime().halt(0);
    }
}
