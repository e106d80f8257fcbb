package dev.kartrainbox.api;

/** A key that was made just now.
 *
 * @param url to be pasted into Kartra. It holds the key, and is shown this once
 */
public record MadeKey(String name, String url) {}
