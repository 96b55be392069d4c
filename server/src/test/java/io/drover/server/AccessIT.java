package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.server.access.NewToken;
import io.drover.server.access.Role;
import io.drover.server.config.InvalidConfigException;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, roles, rates and TLS, as callers meet them. */
class AccessIT {

    private static final String LARGE = "{\"account\": {\"id\": \"acme\", \"employees\": 850}}";
    private static final Path TLS = Path.of("src/test/tls");
    private static final NewToken APPLICATION = NewToken.of("crm", List.of(Role.APPLICATION), new Random(1));
    private static final NewToken ANALYST = NewToken.of("ann", List.of(Role.ANALYST), new Random(2));

    @TempDir
    Path directory;

    private static TestServer start(Map<Setting, String> more) {
        Map<Setting, String> settings = new HashMap<>(more);
        settings.put(Setting.RULES, TestServer.SOUND.toString());
        return TestServer.start(settings, PatientEngine.create(), TestServer.CLOCK);
    }

    private Path tokens(NewToken... tokens) throws IOException {
        StringBuilder text = new StringBuilder();
        for (NewToken token : tokens) {
            text.append(token.entry()).append('\n');
        }
        return Files.writeString(directory.resolve("tokens.yaml"), text);
    }

    private static HttpRequest.Builder deciding(TestServer server) {
        return server.request("/v1/decisions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(LARGE));
    }

    private static HttpRequest.Builder computing(TestServer server) {
        return server.request("/v1/cut-tables")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));
    }

    private static HttpResponse<String> with(TestServer server, NewToken token, HttpRequest.Builder request) {
        return server.send(request.header("Authorization", "Bearer " + token.token()));
    }

    @Test
    void tokens_eachMayDoWhatItsRoleSays() throws IOException {
        try (TestServer server =
                start(Map.of(Setting.TOKENS, tokens(APPLICATION, ANALYST).toString()))) {
            assertThat(with(server, APPLICATION, deciding(server)).statusCode()).isEqualTo(200);
            assertThat(with(server, ANALYST, deciding(server)).statusCode()).isEqualTo(200);
            assertThat(with(server, ANALYST, server.request("/v1/packs")).statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);

            assertThat(with(server, APPLICATION, computing(server)).statusCode())
                    .isEqualTo(403);
            assertThat(with(server, ANALYST, computing(server)).statusCode()).isEqualTo(422);

            HttpResponse<String> forbidden = with(server, APPLICATION, server.request("/v1/packs"));
            assertThat(forbidden.statusCode()).isEqualTo(403);
            assertThat(json(forbidden).path("detail").asText())
                    .isEqualTo("This needs the role analyst, which the token crm does not have.");
            assertThat(forbidden.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer realm=\"drover\", error=\"insufficient_scope\", scope=\"analyst\"");
        }
    }

    @Test
    void metrics_withTokens_forOperatorsOnlyEvenOnThisMachine() throws IOException {
        NewToken operator = NewToken.of("prometheus", List.of(Role.OPERATOR), new Random(3));
        try (TestServer server =
                start(Map.of(Setting.TOKENS, tokens(ANALYST, operator).toString()))) {
            assertThat(server.get("/metrics").statusCode()).isEqualTo(401);
            assertThat(with(server, ANALYST, server.request("/metrics")).statusCode())
                    .isEqualTo(403);
            assertThat(with(server, operator, server.request("/metrics")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tokens_missingOrUnknown_401() throws IOException {
        try (TestServer server =
                start(Map.of(Setting.TOKENS, tokens(APPLICATION).toString()))) {
            HttpResponse<String> missing = server.send(deciding(server));
            assertThat(missing.statusCode()).isEqualTo(401);
            assertThat(missing.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"drover\"");
            assertThat(json(missing).path("type").asText()).isEqualTo("/problems/unauthorized");

            for (String authorization : List.of(
                    "Bearer", "Bearer x y", "Basic " + APPLICATION.token(), "Bearer " + ANALYST.token(), "Bearer é")) {
                HttpResponse<String> unknown = server.send(deciding(server).header("Authorization", authorization));
                assertThat(unknown.statusCode()).as(authorization).isEqualTo(401);
                assertThat(unknown.headers().firstValue("WWW-Authenticate"))
                        .contains("Bearer realm=\"drover\", error=\"invalid_token\"");
            }
            HttpResponse<String> twice = server.send(deciding(server)
                    .header("Authorization", "Bearer " + APPLICATION.token())
                    .header("Authorization", "Bearer " + APPLICATION.token()));
            assertThat(twice.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void tokens_fileChanges_takenUpUnlessBroken() throws Exception {
        Path file = tokens(APPLICATION);
        try (TestServer server = start(Map.of(Setting.TOKENS, file.toString()))) {
            Files.writeString(file, "- name: broken");
            Path next = Files.writeString(directory.resolve("next"), ANALYST.entry());
            assertThat(with(server, APPLICATION, deciding(server)).statusCode()).isEqualTo(200);

            Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

            Waiting.until(() -> with(server, ANALYST, deciding(server)).statusCode() == 200);
            assertThat(with(server, APPLICATION, deciding(server)).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void tokens_brokenAtTheStart_refused() throws IOException {
        Path file = Files.writeString(directory.resolve("tokens.yaml"), "- name: crm\n");

        assertThatThrownBy(() -> start(Map.of(Setting.TOKENS, file.toString())))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("token-sha256")
                .hasMessageContaining("roles");
        assertThatThrownBy(() -> start(Map.of(Setting.TOKENS, "no/such/file")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("The file no/such/file cannot be read.");
    }

    @Test
    void rateLimit_flood_429ThatSaysWhenToComeAgain() {
        try (TestServer server = start(Map.of(Setting.RATE_LIMIT, "1"))) {
            HttpResponse<String> response = server.decide(LARGE);
            for (int i = 0; i < 100 && response.statusCode() == 200; i++) {
                response = server.decide(LARGE);
            }

            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
            assertThat(json(response).path("type").asText()).isEqualTo("/problems/rate-limited");
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            Waiting.until(() -> server.decide(LARGE).statusCode() == 200);
        }
    }

    @Test
    void tls_certificateChanges_shownToNewConnectionsWhileOldOnesStay() throws Exception {
        Path certificate = Files.copy(TLS.resolve("ec.pem"), directory.resolve("certificate.pem"));
        Path key = Files.copy(TLS.resolve("ec-key.pem"), directory.resolve("key.pem"));
        try (TestServer server = start(
                        Map.of(Setting.TLS_CERTIFICATE, certificate.toString(), Setting.TLS_KEY, key.toString()));
                SSLSocket old = connect(server)) {
            assertThat(server.server().uri().getScheme()).isEqualTo("https");
            assertThat(subject(old)).isEqualTo("CN=first");
            assertThat(old.getSession().getProtocol()).isEqualTo("TLSv1.3");

            Files.write(certificate, Files.readAllBytes(TLS.resolve("rsa.pem")));
            Files.write(key, Files.readAllBytes(TLS.resolve("rsa-key.pem")));

            Waiting.until(() -> {
                try (SSLSocket fresh = connect(server)) {
                    return subject(fresh).equals("CN=second");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            TestServer.write(old, "GET /v1/packs HTTP/1.1\r\nHost: drover\r\nConnection: close\r\n\r\n");
            assertThat(TestServer.readAll(old)).contains("HTTP/1.1 200", "\"size\"");
        }
    }

    @Test
    void tls_oldProtocolOrNone_noAnswer() throws Exception {
        try (TestServer server = start(Map.of(
                Setting.TLS_CERTIFICATE, TLS.resolve("rsa.pem").toString(),
                Setting.TLS_KEY, TLS.resolve("rsa-key.pem").toString()))) {
            try (SSLSocket socket = (SSLSocket) trusting()
                    .getSocketFactory()
                    .createSocket("127.0.0.1", server.server().uri().getPort())) {
                socket.setEnabledProtocols(new String[] {"TLSv1.1"});
                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            }
            try (var plain = server.connect()) {
                TestServer.write(plain, "GET /health/live HTTP/1.1\r\nHost: drover\r\n\r\n");
                assertThat(TestServer.readAll(plain)).doesNotContain("HTTP/1.1");
            }
            try (SSLSocket socket = connect(server)) {
                assertThat(subject(socket)).isEqualTo("CN=second");
            }
        }
    }

    @Test
    void tls_filesThatDoNotBelongTogether_refused() {
        assertThatThrownBy(() -> start(Map.of(
                        Setting.TLS_CERTIFICATE, TLS.resolve("rsa.pem").toString(),
                        Setting.TLS_KEY, TLS.resolve("ec-key.pem").toString())))
                .isInstanceOf(InvalidConfigException.class);
    }

    private static SSLSocket connect(TestServer server) throws IOException {
        SSLSocket socket = (SSLSocket) trusting()
                .getSocketFactory()
                .createSocket("127.0.0.1", server.server().uri().getPort());
        socket.setSoTimeout((int) Waiting.PATIENCE.toMillis());
        socket.startHandshake();
        return socket;
    }

    private static String subject(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    /** A context that trusts whatever certificate it is shown. */
    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
