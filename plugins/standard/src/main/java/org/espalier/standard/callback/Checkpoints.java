package org.espalier.standard.callback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.standard.internal.Check;
import org.espalier.training.Callback;
import org.espalier.training.Directive;

/**
 * Writes the state of a run into a folder: {@code best.espalier} whenever a figure is better than ever, {@code
 * last.espalier} after every epoch, {@code epoch-0010.espalier} and so on after every n epochs, of which the last few are
 * kept. Each file is a model that can be loaded, and a run with the same settings goes on from it. A file is replaced
 * whole or not at all, and an old one is deleted only when a newer one has been written.
 *
 * @param folder where the files go; it is made if it is not there
 * @param best whether the best is kept; true by default
 * @param last whether the last is kept; true by default
 * @param every the epochs between numbered files, at least 0; 0, the default, for none
 * @param retain how many numbered files are kept, at least 0; 0, the default, for all
 * @param monitor the figure that says which is best; {@code val_loss} by default
 * @param goal which way the figure gets better; by its name by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Checkpoints(
        String folder, boolean best, boolean last, int every, int retain, String monitor, Goal goal) implements Callback {
    private static final String ENDING = ".espalier";

    public Checkpoints {
        Check.present("Checkpoints", "folder", folder);
        Check.notNegative("Checkpoints", "every", every);
        Check.notNegative("Checkpoints", "retain", retain);
        Check.present("Checkpoints", "monitor", monitor);
        Check.present("Checkpoints", "goal", goal);
    }

    /** The best by the validation loss, and the last. */
    public static Checkpoints into(Path folder) {
        return new Checkpoints(folder.toString(), true, true, 0, 0, "val_loss", Goal.AUTO);
    }

    /** With the best, or without. */
    public Checkpoints withBest(boolean other) {
        return new Checkpoints(folder, other, last, every, retain, monitor, goal);
    }

    /** With the last, or without. */
    public Checkpoints withLast(boolean other) {
        return new Checkpoints(folder, best, other, every, retain, monitor, goal);
    }

    /** With a numbered file after every n epochs, of which some are kept; 0 for all. */
    public Checkpoints withEvery(int epochs, int retained) {
        return new Checkpoints(folder, best, last, epochs, retained, monitor, goal);
    }

    /** By another figure. */
    public Checkpoints withMonitor(String other) {
        return new Checkpoints(folder, best, last, every, retain, other, goal);
    }

    /** Which way the figure gets better. */
    public Checkpoints withGoal(Goal other) {
        return new Checkpoints(folder, best, last, every, retain, monitor, other);
    }

    @Override
    public Listener start(Run run) {
        try {
            Files.createDirectories(Path.of(folder));
        } catch (IOException e) {
            throw new EspalierException("[Checkpoints] the folder " + folder + " cannot be made: " + e, e);
        }
        return new Listening(this);
    }

    private Path file(String name) {
        return Path.of(folder, name + ENDING);
    }

    private Path numbered(int epoch) {
        return file(String.format(Locale.ROOT, "epoch-%04d", epoch));
    }

    private static final class Listening implements Listener {
        private final Checkpoints config;
        private final Watch watch;
        private final List<Integer> numbered = new ArrayList<>();

        Listening(Checkpoints config) {
            this.config = config;
            this.watch = new Watch("Checkpoints", config.monitor, config.goal, 0);
        }

        @Override
        public Directive onEpoch(Epoch epoch) {
            // What was asked for after the epoch before has been written by now, so what is older may go.
            prune();
            int number = epoch.epoch() + 1;
            List<Path> saves = new ArrayList<>();
            if (config.best && watch.improved(epoch)) {
                saves.add(config.file("best"));
            }
            if (config.last) {
                saves.add(config.file("last"));
            }
            if (config.every > 0 && number % config.every == 0) {
                saves.add(config.numbered(number));
                numbered.add(number);
            }
            return saves.isEmpty() ? Directive.CONTINUE : Directive.save(saves);
        }

        @Override
        public void onEnd() {
            prune();
        }

        private void prune() {
            while (config.retain > 0 && numbered.size() > config.retain) {
                Path newest = config.numbered(numbered.get(numbered.size() - 1));
                if (!Files.exists(newest)) {
                    return;
                }
                Path oldest = config.numbered(numbered.get(0));
                try {
                    Files.deleteIfExists(oldest);
                } catch (IOException e) {
                    throw new EspalierException("[Checkpoints] the old file " + oldest + " cannot be deleted: " + e, e);
                }
                numbered.remove(0);
            }
        }

        @Override
        public Map<String, String> state() {
            Map<String, String> state = new HashMap<>(watch.state());
            state.put("numbered", numbered.stream().map(String::valueOf).collect(Collectors.joining(" ")));
            return state;
        }

        @Override
        public void restore(Map<String, String> state) {
            watch.restore(state);
            numbered.clear();
            Arrays.stream(state.get("numbered").split(" ")).filter(s -> !s.isEmpty()).map(Integer::valueOf)
                    .forEach(numbered::add);
        }
    }
}
