import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.espalier.export.OnnxRunner;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;
import org.espalier.tensor.Tensor;

/** Started on the module path by a test: finds the plugin as a service, and runs a file with its runner. */
public class ModulePathMain {
    public static void main(String[] args) {
        Plugin plugin = ServiceLoader.load(Plugin.class).findFirst().orElseThrow();
        List<OnnxRunner> runners = new ArrayList<>();
        InvocationHandler collect = (proxy, method, given) -> {
            runners.add((OnnxRunner) given[0]);
            return null;
        };
        plugin.register((Registrar) Proxy.newProxyInstance(
                ModulePathMain.class.getClassLoader(), new Class<?>[] {Registrar.class}, collect));
        System.out.println(plugin.getClass().getModule() + " " + plugin.id());
        System.out.println(runners.get(0).run(Path.of(args[0]), Map.of("x0", Tensor.of(new float[] {3, 4}))));
    }
}
