package dev.kartrainbox.inbox;

/** A turn that is always somebody's at once, and knows how often it was taken. */
public final class CountedTurn extends WritingTurn {

    private int taken;
    private int lent;

    @Override
    public void take() {
        taken++;
    }

    @Override
    public void during(Runnable work) {
        lent++;
        work.run();
    }

    /** How often somebody was about to write. */
    public int taken() {
        return taken;
    }

    /** How often somebody was about to let others write. */
    public int lent() {
        return lent;
    }
}
