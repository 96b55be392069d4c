package io.drover.server;

import io.drover.server.config.ConfigReader;
import io.drover.server.config.ServerConfig;
import io.drover.server.config.Setting;
import io.drover.server.files.DurableFiles;
import io.drover.server.serving.DroverServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A server in a process of its own that changes its rules and stands still at a moment of that, to be killed there: when it is about to
 * have what the step writes forced to the disk.
 */
final class KilledServer {

    /** What is about to be forced when the server stands still. */
    enum Step {
        /** The line of the audit. */
        AUDIT,
        /** What serves, before it is in its place. */
        LAST_GOOD,
        /** What serves, in its place. */
        LAST_GOOD_IN_PLACE;

        private boolean isAt(Path data, Path path) {
            String name = data.relativize(path.toAbsolutePath()).toString();
            return switch (this) {
                case AUDIT -> name.equals("audit.ndjson");
                case LAST_GOOD -> name.startsWith(".writing-");
                case LAST_GOOD_IN_PLACE -> name.isEmpty();
            };
        }
    }

    static final String STANDS_STILL = "stands still";

    private KilledServer() {}

    /** Rules directory, data directory, step, revision to be activated in place of another one. */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]).toAbsolutePath();
        Step step = Step.valueOf(arguments[2]);
        AtomicBoolean armed = new AtomicBoolean();
        DurableFiles.Disk disk = path -> {
            if (armed.get() && step.isAt(data, path)) {
                System.out.println(STANDS_STILL);
                while (true) {
                    LockSupport.park();
                }
            }
            DurableFiles.force(path);
        };
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        flags.put(Setting.PORT, "0");
        flags.put(Setting.RULES, arguments[0]);
        flags.put(Setting.DATA, data.toString());
        flags.put(Setting.PACK_SOURCE, "api");
        ServerConfig config =
                new ConfigReader(Map.of(), Path.of("rules")).read(flags, null).server();
        DroverServer server = Main.server(config, DeploymentSite.ENGINE, Clock.systemUTC(), disk);
        server.open();
        server.activate(pack -> {});
        armed.set(true);
        String path = server.uri() + "/v1/packs/size/";
        HttpRequest request = HttpRequest.newBuilder(URI.create(path + "active"))
                .header("Content-Type", "application/json")
                .header("If-Match", '"' + arguments[4] + '"')
                .PUT(BodyPublishers.ofString("{\"revision\": \"" + arguments[3] + "\", \"reason\": \"to be killed\"}"))
                .build();
        System.out.println(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()));
    }
}
