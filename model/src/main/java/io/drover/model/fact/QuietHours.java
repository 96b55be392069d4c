package io.drover.model.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of every day in one time zone: from {@code begin} up to {@code end}, over midnight where the end is not the later
 * of the two; where both are the same, no part of any day.
 *
 * <p>Where a clock shows a time twice, the part begins with the first and ends with the second, so that nobody is
 * disturbed in between; where a clock leaves a time out, it begins and ends at the leap. Parts of two days that meet or
 * overlap, as they may where a clock is changed, are one.
 */
record QuietHours(LocalTime begin, LocalTime end, ZoneId zone) {

    /** Days before and after that of asOf of which a part may reach to it, clocks that leave out a day included. */
    private static final int DAYS = 3;

    /** Parts of days that make one, as instants. */
    private record Night(Instant begin, Instant end) {

        boolean holds(Instant instant) {
            return !begin.isAfter(instant) && instant.isBefore(end);
        }
    }

    /** Whether asOf of {@code time}, which is told when that changes, is within them. */
    boolean hold(DecisionTime time) {
        boolean quiet = false;
        for (Night night : nights(time.asOf())) {
            time.flipsAt(night.begin());
            time.flipsAt(night.end());
            quiet |= night.holds(time.asOf());
        }
        return quiet;
    }

    /** When those that hold at asOf of {@code time} end, else the next; empty where there are none. Is told to {@code time}. */
    Optional<Instant> end(DecisionTime time) {
        Optional<Instant> next = nights(time.asOf()).stream()
                .map(Night::end)
                .filter(instant -> instant.isAfter(time.asOf()))
                .findFirst();
        next.ifPresent(time::flipsAt);
        return next;
    }

    /** Those around {@code asOf}, in their order, with time between them. */
    private List<Night> nights(Instant asOf) {
        List<Night> nights = new ArrayList<>();
        LocalDate today = asOf.atZone(zone).toLocalDate();
        for (int day = -DAYS; day <= DAYS && !begin.equals(end); day++) {
            Night night = night(today.plusDays(day));
            if (!night.begin().isBefore(night.end())) {
                continue;
            }
            Night before = nights.isEmpty() ? null : nights.get(nights.size() - 1);
            if (before == null || before.end().isBefore(night.begin())) {
                nights.add(night);
            } else {
                nights.set(nights.size() - 1, new Night(before.begin(), night.end()));
            }
        }
        return nights;
    }

    private Night night(LocalDate date) {
        LocalDate endDate = begin.isBefore(end) ? date : date.plusDays(1);
        return new Night(instant(date, begin, true), instant(endDate, end, false));
    }

    /** When a clock shows {@code clock} on {@code date}: where it does twice, the first or the last time. */
    private Instant instant(LocalDate date, LocalTime clock, boolean first) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(date.atTime(clock));
        if (offsets.isEmpty()) {
            ZoneOffsetTransition leap = rules.getTransition(date.atTime(clock));
            return leap.getInstant();
        }
        return date.atTime(clock).toInstant(offsets.get(first ? 0 : offsets.size() - 1));
    }
}
