package dev.kartrainbox.api;

import dev.kartrainbox.settings.Settings;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Takes no more of a request than it may need: a body to be explained up to what the front door takes, all others 16 KiB. */
@Provider
@Priority(Priorities.USER)
public class BodyLimit implements ContainerRequestFilter {

    private static final long OTHERS = 16 << 10;

    @Inject
    Settings settings;

    /** Thrown by who reads on. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        long limit = request.getUriInfo().getPath().endsWith(ExplainResource.PATH) ? settings.bodyLimit() : OTHERS;
        if (request.getLength() > limit) {
            throw new ExceededException();
        }
        request.setEntityStream(new Limited(request.getEntityStream(), limit));
    }

    private static final class Limited extends FilterInputStream {

        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            return counted(super.read(), 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            return counted(read, read);
        }

        private int counted(int result, int count) throws IOException {
            if (result >= 0) {
                left -= count;
                if (left < 0) {
                    throw new ExceededException();
                }
            }
            return result;
        }
    }
}
