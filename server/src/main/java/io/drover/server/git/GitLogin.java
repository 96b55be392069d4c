package io.drover.server.git;

import io.drover.server.config.GitConfig;
import java.net.URI;
import java.util.Objects;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** Signs in at the configured server, and at no other that it redirects to. */
final class GitLogin extends UsernamePasswordCredentialsProvider {

    private final URI url;

    GitLogin(URI url, GitConfig.Login login) {
        super(login.user(), login.password());
        this.url = url;
    }

    @Override
    public boolean get(URIish asking, CredentialItem... items) {
        boolean isOurs = Objects.equals(asking.getHost(), url.getHost())
                && Objects.equals(asking.getScheme(), url.getScheme())
                && asking.getPort() == url.getPort();
        return isOurs && super.get(asking, items);
    }
}
