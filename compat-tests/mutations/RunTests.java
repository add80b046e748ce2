import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes in this JVM; prints a line for each failure, then how many tests there were. */
public final class RunTests {
    private RunTests() {}

    public static void main(String[] classes) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(classes).map(DiscoverySelectors::selectClass).toList())
                .build();
        AtomicInteger tests = new AtomicInteger();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            private TestPlan plan;

            @Override
            public void testPlanExecutionStarted(TestPlan p) {
                plan = p;
            }

            @Override
            public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                tests.addAndGet(id.isTest() ? 1 : 0);
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    System.out.println("FAILED\t" + path(id) + "\t"
                            + String.valueOf(result.getThrowable().orElse(null)).lines().findFirst().orElse(""));
                }
            }

            /** The names from the class down, without what the framework adds: parameters and the numbers of repetitions. */
            private String path(TestIdentifier id) {
                Deque<String> names = new ArrayDeque<>();
                for (TestIdentifier t = id; t != null && t.getParentId().isPresent(); t = plan.getParent(t).orElse(null)) {
                    if (!t.getUniqueIdObject().getLastSegment().getType().equals("test-template-invocation")) {
                        names.addFirst(t.getDisplayName().replaceFirst("\\(.*\\)$", ""));
                    }
                }
                return String.join(" > ", names);
            }
        });
        System.out.println("TESTS\t" + tests);
        System.out.flush();
        // Threads of native libraries would keep the JVM alive.
        Runtime.getRuntime().halt(0);
    }
}
