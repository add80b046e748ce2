package org.espalier.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Networks as text: layers separated by commas, such as
 * {@code conv 20 5, maxpool 2, flatten, dense 500 relu, dense 10}.
 */
public final class Notation {
    private static final Map<String, Form> FORMS = forms();

    private Notation() {}

    /** How a layer is written, and what it means. */
    private record Form(String usage, int figures, Function<Words, LayerSpec> read) {}

    /** The words behind a layer's name: figures first, then flags. */
    private record Words(String layer, List<String> words, Form form) {
        int integer(int i) {
            return (int) number(i);
        }

        double number(int i) {
            try {
                return Double.parseDouble(words.get(i));
            } catch (NumberFormatException e) {
                throw refused();
            }
        }

        boolean flag(String name) {
            return words.subList(form.figures, words.size()).contains(name);
        }

        IllegalArgumentException refused() {
            return new IllegalArgumentException("the layer '" + layer + "' must be written as: " + form.usage);
        }
    }

    private static Map<String, Form> forms() {
        Map<String, Form> f = new TreeMap<>();
        f.put("dense", new Form("dense UNITS [relu]", 1, w -> new LayerSpec.Dense(w.integer(0), w.flag("relu"))));
        f.put("conv", new Form("conv FILTERS KERNEL [same] [relu]", 2,
                w -> new LayerSpec.Convolution(w.integer(0), w.integer(1), w.flag("same"), w.flag("relu"))));
        f.put("maxpool", new Form("maxpool SIZE", 1, w -> new LayerSpec.MaxPool(w.integer(0))));
        f.put("dropout", new Form("dropout RATE", 1, w -> new LayerSpec.Dropout(w.number(0))));
        f.put("embedding", new Form("embedding VOCABULARY WIDTH", 2, w -> new LayerSpec.Embedding(w.integer(0), w.integer(1))));
        f.put("lstm", new Form("lstm UNITS", 1, w -> new LayerSpec.Lstm(w.integer(0))));
        f.put("encoder", new Form("encoder HEADS FEEDFORWARD", 2, w -> new LayerSpec.Encoder(w.integer(0), w.integer(1))));
        for (LayerSpec.Plain p : LayerSpec.Plain.values()) {
            f.put(p.toString(), new Form(p.toString(), 0, w -> p));
        }
        return f;
    }

    /** The layers that a text names. */
    public static List<LayerSpec> parse(String text) {
        List<LayerSpec> layers = new ArrayList<>();
        for (String part : text.split(",")) {
            List<String> words = Arrays.asList(part.strip().toLowerCase(Locale.ROOT).split("\\s+"));
            Form form = FORMS.get(words.get(0));
            if (form == null) {
                throw new IllegalArgumentException("there is no layer '" + part.strip() + "'; there are "
                        + FORMS.values().stream().map(Form::usage).toList());
            }
            Words rest = new Words(part.strip(), words.subList(1, words.size()), form);
            if (rest.words.size() < form.figures) {
                throw rest.refused();
            }
            layers.add(form.read.apply(rest));
        }
        return layers;
    }

    /** A perceptron: {@code 784,256,10} is an input of 784, one hidden layer with a rectifier and 10 outputs. */
    public static List<LayerSpec> perceptron(List<Integer> sizes) {
        List<LayerSpec> layers = new ArrayList<>();
        for (int i = 1; i < sizes.size(); i++) {
            layers.add(new LayerSpec.Dense(sizes.get(i), i < sizes.size() - 1));
        }
        return layers;
    }
}
