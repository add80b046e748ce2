package org.espalier.data.pipeline;

import java.util.List;
import java.util.Map;
import org.espalier.tensor.TensorType;

/** Examples with something done to each of them. */
record StagedExamples(Examples before, List<Stage> stages) implements Examples {
    @Override
    public Map<String, TensorType> fields() {
        Map<String, TensorType> fields = before.fields();
        for (Stage s : stages) {
            fields = s.fields(fields);
        }
        return fields;
    }

    @Override
    public int size() {
        return before.size();
    }

    @Override
    public String description() {
        StringBuilder text = new StringBuilder(before.description());
        stages.forEach(s -> text.append(", ").append(s.description()));
        return text.toString();
    }

    @Override
    public ExampleStream open(long seed, int epoch) {
        ExampleStream stream = before.open(seed, epoch);
        return new ExampleStream() {
            private int index;

            @Override
            public Example next() {
                Example e = stream.next();
                return e == null ? null : staged(e, new Place(seed, epoch, index++));
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }

    /** Says what is to be done to an example, without doing it yet. */
    private Example staged(Example example, Place place) {
        Example e = example;
        for (Stage s : stages) {
            e = s.apply(e, place);
        }
        return e;
    }
}
