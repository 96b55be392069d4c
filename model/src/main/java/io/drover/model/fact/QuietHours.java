package io.drover.model.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * A part of every day in one time zone: from {@code begin} up to {@code end}, over midnight where the end is not the later
 * of the two; where both are the same, no part of any day.
 *
 * <p>Where a clock shows a time twice, the part begins with the first and ends with the second, so that nobody is
 * disturbed in between; where a clock leaves a time out, it begins and ends at the leap.
 */
record QuietHours(LocalTime begin, LocalTime end, ZoneId zone) {

    /** The part as instants, of the day on which it begins. */
    private record Night(Instant begin, Instant end) {

        boolean holds(Instant instant) {
            return !begin.isAfter(instant) && instant.isBefore(end);
        }
    }

    /** Whether asOf of {@code time}, which is told when that changes, is within them. */
    boolean hold(DecisionTime time) {
        if (begin.equals(end)) {
            return false;
        }
        LocalDate today = time.asOf().atZone(zone).toLocalDate();
        boolean quiet = false;
        for (int day = -1; day <= 2; day++) {
            Night night = night(today.plusDays(day));
            if (night.begin().isBefore(night.end())) {
                time.flipsAt(night.begin());
                time.flipsAt(night.end());
                quiet |= night.holds(time.asOf());
            }
        }
        return quiet;
    }

    private Night night(LocalDate date) {
        LocalDate endDate = begin.isBefore(end) ? date : date.plusDays(1);
        return new Night(instant(date, begin, zone, true), instant(endDate, end, zone, false));
    }

    /** The first instant after asOf of {@code time} at which a clock in {@code zone} shows {@code clock}. */
    static Instant next(LocalTime clock, ZoneId zone, DecisionTime time) {
        LocalDate today = time.asOf().atZone(zone).toLocalDate();
        Instant next = instant(today.minusDays(1), clock, zone, false);
        for (int day = 0; !next.isAfter(time.asOf()); day++) {
            next = instant(today.plusDays(day), clock, zone, false);
        }
        time.flipsAt(next);
        return next;
    }

    /** When a clock in {@code zone} shows {@code clock} on {@code date}: where it does twice, the first or the last time. */
    private static Instant instant(LocalDate date, LocalTime clock, ZoneId zone, boolean first) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(date.atTime(clock));
        if (offsets.isEmpty()) {
            ZoneOffsetTransition leap = rules.getTransition(date.atTime(clock));
            return leap.getInstant();
        }
        return date.atTime(clock).toInstant(offsets.get(first ? 0 : offsets.size() - 1));
    }
}
