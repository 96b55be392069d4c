package io.drover.engine.rfm;

import java.util.Comparator;

/** A combination of recency, frequency and monetary scores, each from 1 to 5. */
public record RfmCell(int r, int f, int m) implements Comparable<RfmCell> {

    @Override
    public int compareTo(RfmCell other) {
        return Comparator.comparingInt(RfmCell::r)
                .thenComparingInt(RfmCell::f)
                .thenComparingInt(RfmCell::m)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return r + "-" + f + "-" + m;
    }
}
