package dev.kartrainbox.simulator;

/** Nobody listens where requests should be sent. The message says where and why, and leaves the key out. */
public class NotReachedException extends Exception {

    private static final long serialVersionUID = 1L;

    NotReachedException(String server, String reason) {
        super("Nobody answers at " + server + ": " + reason);
    }
}
