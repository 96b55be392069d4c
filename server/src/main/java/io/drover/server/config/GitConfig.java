package io.drover.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The repository that packs of the source {@code git} are read from.
 *
 * @param url https, http or file, without user and password
 * @param ref a branch or a tag; or in full, such as {@code refs/heads/main}
 * @param folder that the packs lie in, with / between its parts; empty: the top
 * @param poll how often it is looked at
 * @param timeout how long a fetch may take
 * @param maxBytes what a fetch may bring
 * @param login null: nobody signs in
 */
public record GitConfig(
        URI url,
        String ref,
        String folder,
        Duration poll,
        Duration timeout,
        long maxBytes,
        Rewrites rewrites,
        @Nullable Login login) {

    /** What becomes of a history that goes on from elsewhere than what was read. */
    public enum Rewrites {
        /** It is not read. */
        @JsonProperty("refuse")
        REFUSE,
        /** It is read as any other. */
        @JsonProperty("follow")
        FOLLOW
    }

    /** Who signs in at the git server. */
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /** Where the pack {@code name} lies in the repository. */
    public String pathOf(String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /** Whether a password would cross a network for everybody to read. */
    boolean isOpenLogin() {
        return login != null && !url.getScheme().equals("https") && !isThisMachine(url.getHost());
    }

    private static boolean isThisMachine(@Nullable String host) {
        return host == null || host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }
}
