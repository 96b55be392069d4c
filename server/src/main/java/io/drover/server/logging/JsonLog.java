package io.drover.server.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.LoggerFactory;

/**
 * Turns the log of this process from text into JSON: an object a line, with the keys and values of an event as its members.
 * Called once, before the first thread of a server starts.
 */
public final class JsonLog {

    private static final String APPENDER = "stderr";

    private JsonLog() {}

    /** From now on the log is JSON; it stays as it is where somebody has given logback another configuration. */
    public static void begin() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER)
                instanceof OutputStreamAppender<ILoggingEvent> appender) {
            appender.stop();
            appender.setEncoder(encoder(context));
            appender.start();
        }
    }

    /** Writes events as JSON. */
    static Encoder<ILoggingEvent> encoder(Context context) {
        LogstashFieldNames names = new LogstashFieldNames();
        names.setTimestamp("time");
        names.setLevelValue(null);
        names.setVersion(null);
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.setFieldNames(names);
        encoder.setTimeZone("UTC");
        encoder.setTimestampPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
        encoder.start();
        return encoder;
    }
}
