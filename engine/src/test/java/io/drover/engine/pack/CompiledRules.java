package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieSession;
import org.kie.internal.builder.InternalKieBuilder;

/** Compiles rule text as the engine does and fires it once. */
final class CompiledRules {

    private static final AtomicInteger BUILDS = new AtomicInteger();

    private CompiledRules() {}

    /** What {@code drl} concludes from {@code facts}. */
    static Collection<Object> conclusions(String drl, Object... facts) {
        KieServices services = KieServices.get();
        ReleaseId release = services.newReleaseId("test", "tables", "1.0." + BUILDS.incrementAndGet());
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(release);
        files.write("src/main/resources/example/rules.drl", drl);
        KieBuilder builder = services.newKieBuilder(files);
        ((InternalKieBuilder) builder).withKModuleModel(services.newKieModuleModel());
        builder.buildAll(ExecutableModelProject.class);
        assertThat(builder.getResults().getMessages()).isEmpty();
        KieSession session = services.newKieContainer(release).newKieSession();
        try {
            List.of(facts).forEach(session::insert);
            session.fireAllRules(100);
            return session.getObjects(object -> !List.of(facts).contains(object)).stream()
                    .<Object>map(object -> object)
                    .toList();
        } finally {
            session.dispose();
            services.getRepository().removeKieModule(release);
        }
    }
}
