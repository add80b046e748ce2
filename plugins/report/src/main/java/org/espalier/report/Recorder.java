package org.espalier.report;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.report.csv.CsvLog;
import org.espalier.report.html.HtmlReport;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.RecordingWriter;
import org.espalier.training.Callback;

/**
 * Records a run: losses and learning rates of steps, figures and tables of epochs and, in the last step of each epoch, how
 * weights, gradients and activations are spread. The recording is kept as {@code run.jsonl} in a folder, and writers make a
 * report, charts or logs of it there, after an epoch if the last time was a while ago, and at the end, also when the run
 * fails. A run that goes on from a checkpoint goes on with its recording.
 *
 * @param folder where files go; it is made if it is not there
 * @param everySteps the steps from one that is recorded to the next, at least 1; 0, the default, for so many that there are
 *     2,000 at the most
 * @param bins the intervals of histograms, at least 1; 40 by default
 * @param values the layers whose values are looked at, as patterns over paths; all by default
 * @param gradients the parameters whose gradients are looked at; all by default
 * @param writers what is made of the recording; a report and a CSV log by default
 * @param classes the names of the classes in their order, for confusion matrices; none by default, and classes are numbers
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Recorder(
        String folder, int everySteps, int bins, List<String> values, List<String> gradients,
        List<RecordingWriter> writers, List<String> classes) implements Callback {
    /** The name of the recording's file. */
    public static final String FILE = "run.jsonl";
    private static final List<String> ALL = List.of("**");

    public Recorder {
        require(everySteps >= 0, "everySteps must be at least 0, but is " + everySteps);
        require(bins >= 1, "bins must be at least 1, but is " + bins);
        values = List.copyOf(values);
        gradients = List.copyOf(gradients);
        writers = List.copyOf(writers);
        classes = List.copyOf(classes);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new EspalierException("[Recorder] " + what);
        }
    }

    /** Into a folder. */
    public static Recorder into(Path folder) {
        return new Recorder(folder.toString(), 0, 40, ALL, ALL, List.of(HtmlReport.DEFAULT, CsvLog.DEFAULT), List.of());
    }

    /** With other steps recorded. */
    public Recorder withEverySteps(int other) {
        return new Recorder(folder, other, bins, values, gradients, writers, classes);
    }

    /** With other histograms. */
    public Recorder withBins(int other) {
        return new Recorder(folder, everySteps, other, values, gradients, writers, classes);
    }

    /** With a look at other layers; none to save memory. */
    public Recorder withValues(String... patterns) {
        return new Recorder(folder, everySteps, bins, List.of(patterns), gradients, writers, classes);
    }

    /** With a look at the gradients of other parameters; none to save memory. */
    public Recorder withGradients(String... patterns) {
        return new Recorder(folder, everySteps, bins, values, List.of(patterns), writers, classes);
    }

    /** With other writers. */
    public Recorder withWriters(RecordingWriter... others) {
        return new Recorder(folder, everySteps, bins, values, gradients, List.of(others), classes);
    }

    /** With names for the classes of confusion matrices, such as {@code images.classes()}. */
    public Recorder withClasses(List<String> names) {
        return new Recorder(folder, everySteps, bins, values, gradients, writers, names);
    }

    @Override
    public Look look() {
        return new Look(values, gradients);
    }

    @Override
    public Listener start(Run run) {
        return new Listening(this, run, new FolderKeeper(Path.of(folder), writers));
    }

    /**
     * The same without files: hands over what is recorded so far, after each epoch and at the end. Not part of a saved run.
     */
    public Callback to(Consumer<Recording> receiver) {
        Recorder config = this;
        return new Callback() {
            @Override
            public Listener start(Run run) {
                return new Listening(config, run, Keeper.of(receiver));
            }

            @Override
            public Look look() {
                return config.look();
            }
        };
    }
}
