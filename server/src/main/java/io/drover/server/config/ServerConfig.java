package io.drover.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * How a server runs.
 *
 * @param host the address to listen on; only a loopback address is accepted
 * @param port 0: any free one
 * @param rules the directory of rule packs
 * @param data the directory for what the server keeps
 * @param allowPartial whether to serve the sound packs when others are broken
 */
public record ServerConfig(String host, int port, Path rules, Path data, boolean allowPartial) {

    public ServerConfig {
        if (port < 0 || port > 65_535) {
            throw new InvalidConfigException("The port is " + port + "; a port is a number from 0 to 65535.");
        }
        if (!resolve(host).isLoopbackAddress()) {
            throw new InvalidConfigException("The host " + host + " is not a loopback address; without access control"
                    + " the server serves this machine only, so leave out --host or give 127.0.0.1.");
        }
    }

    /** Where to listen. */
    public InetSocketAddress address() {
        return new InetSocketAddress(resolve(host), port);
    }

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new InvalidConfigException("The host \"" + host + "\" is not known.", e);
        }
    }
}
