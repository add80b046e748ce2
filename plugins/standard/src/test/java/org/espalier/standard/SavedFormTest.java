package org.espalier.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.nn.RandomStream;
import org.espalier.nn.Role;
import org.espalier.standard.activation.Elu;
import org.espalier.standard.activation.Identity;
import org.espalier.standard.activation.PRelu;
import org.espalier.standard.activation.Relu;
import org.espalier.standard.activation.SplitActivation;
import org.espalier.standard.initializer.Fan;
import org.espalier.standard.initializer.HeNormal;
import org.espalier.standard.layer.BatchNormalization;
import org.espalier.standard.layer.Branches;
import org.espalier.standard.layer.Concatenate;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.layer.Dropout;
import org.espalier.standard.layer.Named;
import org.espalier.standard.layer.Rbf;
import org.espalier.standard.layer.Residual;
import org.espalier.standard.layer.Sequential;
import org.espalier.standard.layer.Shared;
import org.espalier.standard.layer.attention.MultiHeadAttention;
import org.espalier.standard.layer.attention.TransformerEncoder;
import org.espalier.standard.layer.conv.AveragePool;
import org.espalier.standard.layer.conv.Conv;
import org.espalier.standard.layer.conv.Padding;
import org.espalier.standard.layer.sequence.CellActivation;
import org.espalier.standard.layer.sequence.Embedding;
import org.espalier.standard.layer.sequence.Gru;
import org.espalier.standard.loss.Hinge;
import org.espalier.standard.metric.LossMetric;
import org.espalier.standard.optim.Adam;
import org.espalier.standard.optim.AdamW;
import org.espalier.standard.optim.ClipByGlobalNorm;
import org.espalier.standard.optim.Epsilon;
import org.espalier.standard.optim.Grouped;
import org.espalier.standard.optim.RmsProp;
import org.espalier.standard.optim.ScaleRate;
import org.espalier.standard.optim.Selected;
import org.espalier.standard.optim.Sgd;
import org.espalier.standard.optim.WeightDecay;
import org.espalier.standard.optim.objective.Lbfgs;
import org.espalier.standard.optim.objective.Newton;
import org.espalier.standard.penalty.ElasticNet;
import org.espalier.standard.preprocessing.ChannelShift;
import org.espalier.standard.preprocessing.OneHot;
import org.espalier.standard.preprocessing.PcaWhitening;
import org.espalier.standard.preprocessing.Rescale;
import org.espalier.standard.preprocessing.Whitening;
import org.espalier.standard.schedule.Cosine;
import org.espalier.standard.schedule.ScheduleUnit;
import org.espalier.standard.schedule.StepDecay;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written to a file comes back equal. */
class SavedFormTest {
    private static final ComponentCodec CODEC = new ComponentCodec(Runs.ENGINE.registry());

    private static final Sequential DEEP = Sequential.of(
            Named.of("encoder", Sequential.of(
                    Dense.of(6, PRelu.DEFAULT.withShared(true)).withKernel(HeNormal.by(Fan.OUT))
                            .withPenalty(ElasticNet.of(0.1, 0.3)),
                    Dropout.of(0.1).withScaling(Dropout.Scaling.INFERENCE))),
            BatchNormalization.DEFAULT.withMomentum(0.99).withStartFromFirstBatch(true).withWholeTrainingSet(true),
            Residual.of(Dense.of(4), Elu.of(0.7)).withProjection(Dense.of(4).withBias(false)),
            Branches.of(Shared.of("twin", Dense.of(4)), Sequential.of(Relu.INSTANCE, Shared.of("twin", Dense.of(4)))),
            Concatenate.DEFAULT,
            SplitActivation.of(3, Relu.INSTANCE).and(5, Identity.INSTANCE),
            Rbf.at(new double[][] {{0, 1, 2, 3, 4, 5, 6, 7}, {0.1, 0.2, 0.3, 0, 0, 0, 0, 1e-300}}, 1 / 3.0));

    /** Every registered component with its defaults, and some with everything changed. */
    static Stream<Record> components() {
        return Stream.concat(
                Runs.ENGINE.registry().components().stream()
                        .filter(c -> c.pluginId().equals(StandardPlugin.ID))
                        .map(c -> c.defaults()),
                Stream.of(DEEP,
                        Conv.of(6, 3, 5).withGroups(2).withStrides(2, 1).withDilations(2).withBias(false)
                                .withPadding(Padding.of(1, 2, 0, 0)).withActivation(Elu.of(0.7))
                                .withInitializer(HeNormal.by(Fan.OUT)).withPenalty(ElasticNet.of(0.1, 0.3)),
                        AveragePool.of(2, 3, 4).withStrides(1).withPadding(Padding.SAME).withCountIncludePad(true),
                        Embedding.of(7, 3).withInitializer(HeNormal.DEFAULT),
                        Gru.of(3).withActivations(CellActivation.RELU, CellActivation.HARD_SIGMOID).withResetAfter(true)
                                .withSequence(true).withBidirectional(true).withBias(false).withRecurrent(HeNormal.DEFAULT),
                        MultiHeadAttention.of(2).withWidth(8).withCausal(true).withBias(false).withKernel(HeNormal.DEFAULT),
                        TransformerEncoder.of(2, 8).withActivation(Elu.of(0.7)).withDropout(0.1).withCausal(true)
                                .withOrder(TransformerEncoder.Order.PRE_NORM),
                        AdamW.of(0.1).withWeightDecay(0.2).withRoles(Role.WEIGHT, Role.EMBEDDING),
                        new Rescale(Tensor.of(new double[] {0.1, -1e-17}), Tensor.of(new double[] {1 / 3.0, 1e300})),
                        new ChannelShift(List.of(0.1, -1e-17)),
                        new Whitening(Tensor.of(new double[] {0.1, -1e-17}, 1, 2), Tensor.of(new double[] {1 / 3.0, 1e300, 0, -1}, 2, 2)),
                        new OneHot(7),
                        PcaWhitening.of(3),
                        RmsProp.of(StepDecay.of(0.1).withFactor(0.3).everyEpochs(7)).withEpsilon(1e-3, Epsilon.INSIDE_ROOT)
                                .withCentred(true).withMomentum(0.8),
                        (Record) Adam.of(Cosine.of(1e-3, 2_000).after(Schedules.warmup(100)).then(3_000,
                                Schedules.exponential(1, 2).withUnit(ScheduleUnit.EPOCHS)))
                                .with(WeightDecay.of(0.1)).with(ClipByGlobalNorm.of(2)),
                        (Record) Adam.of(0.1).with(Selected.of("encoder/**", ScaleRate.of(0.1)).withRoles(Role.BIAS)),
                        Grouped.of("encoder/**", Adam.DEFAULT, Sgd.of(0.1)).withRoles(Role.WEIGHT),
                        Newton.of(StepDecay.of(0.5)).withDamping(0.1).withTolerance(1e-9),
                        Lbfgs.DEFAULT.withMemory(7).withTolerance(0),
                        LossMetric.of("margin", Hinge.of(2))));
    }

    @ParameterizedTest
    @MethodSource("components")
    void comesBackEqual(Record component) {
        Json.Obj written = CODEC.write(component);
        Object read = CODEC.read(written, Object.class, "test");
        assertThat(read).isEqualTo(component).hasSameClassAs(component);
        assertThat(CODEC.write(read)).isEqualTo(written);
    }

    @Test
    void aSavedModelPredictsTheSame(@TempDir Path folder) {
        Model model = Network.of(Input.f32(3), DEEP).init(Runs.ENGINE, 5, DType.F32);
        Path file = folder.resolve("model.espalier");
        model.save(file);
        Model loaded = Model.load(Runs.ENGINE, file);
        assertThat(loaded.network()).isEqualTo(model.network());
        assertThat(loaded.weights()).isEqualTo(model.weights());
        Tensor x = Tensor.of(new float[] {1, -2, 3, 0.5f, 0.25f, 4}, 2, 3);
        assertThat(loaded.predict(x)).isEqualTo(model.predict(x));
    }

    /** 90,000 numbers of whitening are tensors in the file, not text. */
    @Test
    void largeTablesDoNotMakeTheConfigurationLong(@TempDir Path folder) throws IOException {
        int n = 300;
        RandomStream random = RandomStream.of(1, "table");
        double[] table = IntStream.range(0, n * n).mapToDouble(random::normal).toArray();
        Model model = Network.of(Input.f32(n), Sequential.of(new Whitening(Tensor.of(new double[n]), Tensor.of(table, n, n)), Dense.of(2)))
                .init(Runs.ENGINE, 5);
        Path file = folder.resolve("model.espalier");
        model.save(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.getEntry("model.json").getSize()).isLessThan(3_000);
            assertThat(zip.getEntry("model.safetensors").getSize()).isBetween(8L * n * n, 8L * n * n + 3_000);
        }
        Model loaded = Model.load(Runs.ENGINE, file);
        assertThat(loaded.network()).isEqualTo(model.network());
        Tensor x = Tensor.full(TensorType.of(DType.F32, 1, n), 2);
        assertThat(loaded.predict(x)).isEqualTo(model.predict(x));
    }
}
