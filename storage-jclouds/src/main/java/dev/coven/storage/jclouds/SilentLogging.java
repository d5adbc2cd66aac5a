package dev.coven.storage.jclouds;

import org.jclouds.logging.BaseLogger;
import org.jclouds.logging.Logger;
import org.jclouds.logging.config.LoggingModule;

/**
 * No log at all: jclouds would write headers, credentials included, and what it has to say reaches us as exceptions. Its own
 * logger for nothing prints errors to stderr.
 */
final class SilentLogging extends LoggingModule {
    @Override
    public Logger.LoggerFactory createLoggerFactory() {
        return Silence::new;
    }

    private static final class Silence extends BaseLogger {
        private final String category;

        Silence(String category) {
            this.category = category;
        }

        @Override
        public String getCategory() {
            return category;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public boolean isWarnEnabled() {
            return false;
        }

        @Override
        public boolean isErrorEnabled() {
            return false;
        }

        @Override
        protected void logError(String message, Throwable failure) {}

        @Override
        protected void logError(String message) {}

        @Override
        protected void logWarn(String message, Throwable failure) {}

        @Override
        protected void logWarn(String message) {}

        @Override
        protected void logInfo(String message) {}

        @Override
        protected void logDebug(String message) {}

        @Override
        protected void logTrace(String message) {}
    }
}
