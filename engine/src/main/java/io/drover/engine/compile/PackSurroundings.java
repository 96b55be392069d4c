package io.drover.engine.compile;

import io.drover.engine.sandbox.StrictClassLoader;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.api.runtime.KieContainer;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.internal.conf.AlphaRangeIndexThresholdOption;
import org.kie.internal.conf.IndexLeftBetaMemoryOption;
import org.kie.internal.conf.IndexRightBetaMemoryOption;

/** What a pack is compiled and loaded in: its class loaders, its name as Drools knows it, and how Drools is set up. */
final class PackSurroundings {

    private final String name;
    private final String packageName;
    private final PackClassLoader compilerLoader;
    private final PackClassLoader strictLoader;

    /** The surroundings of the pack {@code name}, whose thresholds are in the class {@code thresholdClass}. */
    PackSurroundings(String name, String packageName, byte[] thresholdClass) {
        this.name = name;
        this.packageName = packageName;
        ClassLoader engine = PackSurroundings.class.getClassLoader();
        this.compilerLoader = new PackClassLoader(engine, packageName, thresholdClass);
        this.strictLoader = new PackClassLoader(new StrictClassLoader(engine), packageName, thresholdClass);
    }

    String packageName() {
        return packageName;
    }

    /** In which compilers find all of Java. */
    ClassLoader compilerLoader() {
        return compilerLoader;
    }

    /** In which compiled rules find what rules need. */
    ClassLoader strictLoader() {
        return strictLoader;
    }

    ReleaseId releaseId(long version) {
        return KieServices.get().newReleaseId("io.drover.packs", name, "1.0." + version);
    }

    static KieModuleModel moduleModel(KieServices services) {
        KieModuleModel module = services.newKieModuleModel();
        module.setConfigurationProperty(
                "drools.accumulate.function.countDistinct", CountDistinctFunction.class.getName());
        module.newKieBaseModel("rules")
                .setDefault(true)
                .addPackage("*")
                .newKieSessionModel("decision")
                .setDefault(true)
                .setClockType(ClockTypeOption.PSEUDO);
        return module;
    }

    /** The rule base of the module that the repository of Drools holds under {@code releaseId}. */
    KieBase ruleBase(ReleaseId releaseId, ClassLoader loader) {
        KieServices services = KieServices.get();
        KieContainer container = services.newKieContainer(releaseId, loader);
        KieBaseConfiguration configuration = services.newKieBaseConfiguration();
        // One subject to a session: an index costs more than it saves. The range index loses matches.
        configuration.setOption(IndexLeftBetaMemoryOption.NO);
        configuration.setOption(IndexRightBetaMemoryOption.NO);
        configuration.setOption(AlphaRangeIndexThresholdOption.get(0));
        KieBase ruleBase = container.newKieBase(configuration);
        if (ruleBase == null) {
            throw new IllegalStateException("no rule base for " + releaseId);
        }
        return ruleBase;
    }
}
