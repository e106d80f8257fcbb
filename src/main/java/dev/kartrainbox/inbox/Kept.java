package dev.kartrainbox.inbox;

/** Fired after deliveries were committed. A hint to those who process them; whoever misses it finds them anyway. */
public record Kept(int deliveries) {}
