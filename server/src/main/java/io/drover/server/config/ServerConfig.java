package io.drover.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server runs.
 *
 * @param host the address to listen on; one that is not loopback needs tokens, and TLS or a proxy
 * @param port 0: any free one
 * @param rules the directory of rule packs
 * @param data the directory for what the server keeps
 * @param allowPartial whether to serve the sound packs when others are broken
 */
public record ServerConfig(
        String host,
        int port,
        Path rules,
        Path data,
        boolean allowPartial,
        ReloadConfig reload,
        PacksConfig packs,
        GateConfig gate,
        AccessConfig access,
        LimitsConfig limits,
        DecisionLogConfig decisionLog,
        LogFormat logFormat) {

    /** Whether only this machine reaches the server. */
    public boolean isLoopback() {
        InetAddress address = resolve(host);
        return address != null && address.isLoopbackAddress();
    }

    /** Where to listen. */
    public InetSocketAddress address() {
        return new InetSocketAddress(resolve(host), port);
    }

    /** Where parts of it do not fit together: a sentence each. */
    /** How long revisions are kept after their last use, which is no shorter than decisions made by them are; zero: for ever. */
    public Duration keepRevisions() {
        boolean isLogged = decisionLog.facts() != DecisionLogConfig.Facts.OFF;
        boolean isForEver = packs.days() == 0 || (isLogged && decisionLog.days() == 0);
        int days = Math.max(packs.days(), isLogged ? decisionLog.days() + 1 : 0);
        return isForEver ? Duration.ZERO : Duration.ofDays(days);
    }

    List<String> contradictions() {
        List<String> faults = new ArrayList<>();
        if (resolve(host) == null) {
            faults.add("The host \"" + host + "\" is not known.");
        } else if (!isLoopback() && access.tokens() == null) {
            faults.add("The host " + host + " is not a loopback address; without access tokens the server serves this"
                    + " machine only: leave out --host, or name a file of tokens with --tokens.");
        } else if (!isLoopback() && access.tls() == null && !access.behindProxy()) {
            faults.add(
                    "The host " + host + " is not a loopback address, and tokens must not cross a network unencrypted:"
                            + " give --tls-certificate and --tls-key, or --behind-proxy if a proxy ends TLS before the server.");
        }
        GitConfig git = packs.git();
        if (git == null && packs.sources().has(SourceKind.GIT)) {
            faults.add("Packs come from git, by pack-source or pack-sources, but there is no git-url.");
        } else if (git != null && !packs.sources().has(SourceKind.GIT)) {
            faults.add("There is a git-url, but no pack comes from git; name those that do with pack-sources, such as"
                    + " rfm=git, or let all with pack-source: git.");
        } else if (git != null && git.isOpenLogin()) {
            faults.add("The git-password must not cross a network unencrypted: give a git-url with https.");
        }
        return faults;
    }

    private static @Nullable InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
