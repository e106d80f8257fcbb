package dev.kartrainbox.api;

import dev.kartrainbox.inbox.Delivery;

/** How deliveries are written. */
interface ExportFormat {

    /** Of the name of a file. */
    String suffix();

    /** What comes before all of them. */
    String head();

    /** One of them, with the end of its line. */
    String line(Delivery delivery, byte[] body);
}
