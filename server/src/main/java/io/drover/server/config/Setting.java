package io.drover.server.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every setting there is, with its default. Its key names it in the file, as a flag and, mechanically, in the environment.
 */
public enum Setting {
    HOST(
            "host",
            "127.0.0.1",
            Kind.ADDRESS,
            "The address to listen on. Another than a loopback address needs `tokens`, and"
                    + " `tls-certificate` with `tls-key` or `behind-proxy`."),
    PORT("port", "8080", Kind.PORT, "The port to listen on; 0: any free one."),
    RULES("rules", "rules", Kind.PATH, "The directory of rule packs."),
    DATA("data", "data", Kind.PATH, "The directory for what the server keeps; created when missing."),
    ALLOW_PARTIAL("allow-partial", "false", Kind.SWITCH, "Whether sound packs serve even if others are broken."),
    RELOAD("reload", "true", Kind.SWITCH, "Whether changes of the rules directory are served."),
    RELOAD_SETTLE(
            "reload-settle",
            "200ms",
            Kind.DURATION,
            "How long nothing may change in the rules directory before a" + " change is taken up."),
    RELOAD_SCAN(
            "reload-scan",
            "2s",
            Kind.DURATION,
            "How often the rules directory is looked through for changes of which" + " the file system told nothing."),
    PACK_SOURCE(
            "pack-source",
            "directory",
            Kind.PACK_SOURCE,
            "Where packs come from that `pack-sources` does not name: `directory`: the rules directory; `api`: they are pushed;"
                    + " `git`: the repository `git-url`."),
    PACK_SOURCES(
            "pack-sources",
            "",
            Kind.PACK_SOURCES,
            "Where single packs come from, such as `b2b-abm=api, rfm=directory`."),
    GIT_URL("git-url", "", Kind.GIT_URL, "The repository that packs with the source `git` are read from."),
    GIT_REF(
            "git-ref",
            "main",
            Kind.GIT_REF,
            "The branch or the tag that is read; where there are both, the branch, unless it is given in full, as `refs/tags/live`."),
    GIT_FOLDER(
            "git-folder",
            "",
            Kind.GIT_FOLDER,
            "The folder of the repository in which the packs lie, each in a folder of its name; empty: the top."),
    GIT_POLL("git-poll", "30s", Kind.DURATION, "How often the repository is asked for something new."),
    GIT_TIMEOUT("git-timeout", "1m", Kind.DURATION, "How long a fetch may take."),
    GIT_MAX_FETCH(
            "git-max-fetch",
            "256MiB",
            Kind.SIZE,
            "How much a fetch may bring, the first of which brings all of the history."),
    GIT_REWRITES(
            "git-rewrites",
            "refuse",
            Kind.GIT_REWRITES,
            "What becomes of a history that does not go on from the commit that was read last: `refuse`: it is not read;"
                    + " `follow`: it is."),
    GIT_USER("git-user", "", Kind.OPTIONAL_TEXT, "The user to sign in as; with `git-password`."),
    GIT_PASSWORD("git-password", "", Kind.SECRET, "The password or access token of `git-user`."),
    PACKS_IN_MEMORY(
            "packs-in-memory",
            "3",
            Kind.LIMIT,
            "How many revisions of a pack that served stay compiled in memory, so that it can be rolled back to them at once."),
    MAX_PACK("max-pack", "8MiB", Kind.SIZE, "The size up to which a pack may be pushed, as a zip file."),
    REVISION_DAYS(
            "revision-days",
            "400",
            Kind.COUNT,
            "How many days a revision of a pack is kept after its last use; 0, and a decision log that keeps for ever: for ever."),
    GATE_SEVERITY(
            "gate-severity",
            "error",
            Kind.SEVERITY,
            "The least grave finding that keeps a pack from serving; errors always do."),
    GATE_SCENARIOS(
            "gate-scenarios",
            "block",
            Kind.GATE_SCENARIOS,
            "What a scenario does that fails: `block`: it keeps its pack from serving; `warn`: it is told."),
    GATE_COVERAGE(
            "gate-coverage",
            "0",
            Kind.PERCENT,
            "How much of its rules the scenarios of a pack must show at least, in percent as `drover test --coverage` has"
                    + " it; 0: it is not measured."),
    GATE_IMPACT(
            "gate-impact",
            "10000",
            Kind.COUNT,
            "How many of the latest logged decisions are decided again, at most, to hold a pack against its impact budget; 0:"
                    + " budgets are not looked at."),
    TOKENS(
            "tokens",
            "",
            Kind.OPTIONAL_PATH,
            "The file of access tokens; without it everybody on this machine may do" + " everything."),
    TLS_CERTIFICATE(
            "tls-certificate", "", Kind.OPTIONAL_PATH, "The file of the certificate chain in PEM; with `tls-key`."),
    TLS_KEY("tls-key", "", Kind.OPTIONAL_PATH, "The file of the private key in PEM (PKCS#8); with `tls-certificate`."),
    TLS_KEY_PASSWORD("tls-key-password", "", Kind.SECRET, "The password of the private key, if it is encrypted."),
    BEHIND_PROXY("behind-proxy", "false", Kind.SWITCH, "Whether a proxy that ends TLS stands before the server."),
    MAX_BODY(
            "max-body",
            "1MiB",
            Kind.SIZE,
            "The size up to which the body of a decision, or a line of a stream, is read."),
    MAX_REQUESTS("max-requests", "256", Kind.LIMIT, "How many requests for decisions may be under way at once."),
    RATE_LIMIT(
            "rate-limit",
            "0",
            Kind.COUNT,
            "How many requests a second one caller may send, on average over a few" + " seconds; 0: any number."),
    REQUEST_TIMEOUT(
            "request-timeout",
            "30s",
            Kind.DURATION,
            "How long a request may take from its first byte to the last"
                    + " of its answer; a stream: how long it may stand still."),
    STOP_TIMEOUT(
            "stop-timeout",
            "10s",
            Kind.DURATION,
            "How long a stopping server takes at most: nine tenths of it for the answers to the requests it has"
                    + " accepted, the rest for its decision log."),
    DECISION_TIMEOUT("decision-timeout", "2s", Kind.DURATION, "How long one decision may compute."),
    DECISION_FUEL(
            "decision-fuel",
            "20000",
            Kind.LIMIT,
            "How many thousand steps the evaluation of one decision may take, counted and not timed; see"
                    + " [threat-model.md](threat-model.md)."),
    DECISION_FIRINGS("decision-firings", "20000", Kind.LIMIT, "How many rules may fire for one decision."),
    DECISION_CONCLUSIONS(
            "decision-conclusions", "50000", Kind.LIMIT, "How much the rules that fire for one decision may conclude."),
    DECISION_FACTS("decision-facts", "20000", Kind.LIMIT, "How many facts a request for one decision may hold."),
    DECISION_LOG(
            "decision-log",
            "hash",
            Kind.DECISION_LOG,
            "What the decision log holds of a request: `off`: there is no"
                    + " log; `hash`: the SHA-256 of its facts; `whole`: its facts, so that it can be replayed."),
    DECISION_LOG_DAYS("decision-log-days", "30", Kind.COUNT, "How many days a decision stays in the log; 0: for ever."),
    DECISION_LOG_FILE("decision-log-file", "64MiB", Kind.SIZE, "The size at which the decision log begins a new file."),
    LOG_FORMAT("log-format", "text", Kind.LOG_FORMAT, "How the server's own log is written: `text` or `json`.");

    /** What the values of a setting look like. */
    enum Kind {
        ADDRESS("the name or number of an address of this machine"),
        PORT("a number from 0 to 65535"),
        COUNT("a whole number from 0 to 1000000"),
        LIMIT("a whole number from 1 to 1000000"),
        SIZE("a number of bytes from 1 KiB to 1 GiB, such as 65536, 64KiB or 1MiB"),
        DURATION("a duration from 1ms to 1d, such as 300ms, 30s or 5m"),
        SWITCH("true or false"),
        PATH("a path"),
        OPTIONAL_PATH("a path, or nothing"),
        SECRET("any text"),
        DECISION_LOG("off, hash or whole"),
        PACK_SOURCE("directory, api or git"),
        PACK_SOURCES("a list of pack=source, the source being directory, api or git"),
        GIT_URL("an https, http or file URL, without a user or a password (ssh is not spoken)"),
        GIT_REF("the name of a branch or a tag"),
        GIT_FOLDER("the path of a folder, such as packs or teams/sales/packs"),
        GIT_REWRITES("refuse or follow"),
        OPTIONAL_TEXT("any text"),
        SEVERITY("error, warning or information"),
        GATE_SCENARIOS("block or warn"),
        PERCENT("a whole number from 0 to 100"),
        LOG_FORMAT("text or json");

        private final String expected;

        Kind(String expected) {
            this.expected = expected;
        }

        /** In words, what a value has to be. */
        String expected() {
            return expected;
        }
    }

    private final String key;
    private final String byDefault;
    private final Kind kind;
    private final String description;

    Setting(String key, String byDefault, Kind kind, String description) {
        this.key = key;
        this.byDefault = byDefault;
        this.kind = kind;
        this.description = description;
    }

    /** As the file and, behind {@code --}, the command line have it: {@code allow-partial}. */
    public String key() {
        return key;
    }

    /** As the environment has it: {@code DROVER_ALLOW_PARTIAL}. */
    public String variable() {
        return "DROVER_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The value where nothing gives one; empty: none. */
    public String byDefault() {
        return byDefault;
    }

    /** One or two sentences on what it does, in Markdown. */
    public String description() {
        return description;
    }

    /** In words, what a value has to be. */
    public String expected() {
        return kind.expected();
    }

    /** Whether it is true or false. */
    public boolean isSwitch() {
        return kind == Kind.SWITCH;
    }

    /** Whether its value must never be shown. */
    public boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /** The setting whose key is {@code key}. */
    public static Optional<Setting> of(String key) {
        return Stream.of(values()).filter(setting -> setting.key.equals(key)).findFirst();
    }
}
