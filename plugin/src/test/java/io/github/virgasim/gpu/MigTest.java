// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigTest {
    private static final List<String> CARDS = List.of("a30-24gb", "a100-40gb", "a100-80gb", "h100-80gb", "h200-141gb");

    @ParameterizedTest
    @CsvSource({
        "a30-24gb, 4g.24gb",
        "a30-24gb, 2g.12gb+2g.12gb",
        "a30-24gb, 1g.6gb+2g.12gb+1g.6gb",
        "a30-24gb, 1g.6gb+1g.6gb+1g.6gb+1g.6gb",
        "a100-80gb, 7g.80gb",
        "a100-80gb, 3g.40gb+4g.40gb",
        "a100-80gb, 3g.40gb+3g.40gb",
        "a100-80gb, 4g.40gb+2g.20gb+1g.10gb",
        "a100-80gb, 2g.20gb+2g.20gb+3g.40gb",
        "a100-80gb, 3g.40gb+1g.10gb+1g.10gb+1g.10gb+1g.10gb",
        "a100-80gb, 1g.10gb+2g.20gb+2g.20gb+2g.20gb",
        "a100-40gb, 1g.5gb+1g.5gb+1g.5gb+1g.5gb+1g.5gb+1g.5gb+1g.5gb",
        "h200-141gb, 1g.35gb+1g.35gb+1g.35gb+1g.35gb"
    })
    void geometriesThatTheDriverMakes(String card, String profiles) {
        List<String> names = List.of(profiles.split("\\+"));
        assertEquals(
                names,
                MigGeometry.of(MigCard.named(card), names).slices().stream()
                        .map(MigProfile::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "a30-24gb, 2g.12gb+2g.12gb+1g.6gb", "a30-24gb, 4g.24gb+1g.6gb", "a100-80gb, 4g.40gb+4g.40gb",
        "a100-80gb, 3g.40gb+3g.40gb+1g.10gb", "a100-80gb, 4g.40gb+2g.20gb+2g.20gb", "a100-80gb, 7g.80gb+1g.10gb",
        "a100-80gb, 2g.20gb+2g.20gb+2g.20gb+2g.20gb", "h100-80gb, 4g.40gb+3g.40gb+1g.10gb"
    })
    void geometriesThatDoNotFitNameCardProfilesAndRule(String card, String profiles) {
        List<String> names = List.of(profiles.split("\\+"));
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> MigGeometry.of(MigCard.named(card), names));
        assertTrue(e.getMessage().startsWith("MIG geometry of card " + card + " must fit its "), e.getMessage());
        assertTrue(e.getMessage().endsWith("was '" + String.join(" + ", names) + "'"), e.getMessage());
        assertTrue(e.getMessage().contains(names.get(0) + ": at most "), e.getMessage());
    }

    @Test
    void noCardTakesMoreOfAProfileThanItHasStarts() {
        for (String name : CARDS) {
            MigCard card = MigCard.named(name);
            for (MigProfile profile : card.profiles()) {
                List<MigProfile> most = IntStream.range(0, profile.maxInstances())
                        .mapToObj(i -> profile)
                        .toList();
                assertEquals(most, new MigGeometry(card, most).slices());
                List<MigProfile> more = IntStream.rangeClosed(0, profile.maxInstances())
                        .mapToObj(i -> profile)
                        .toList();
                assertThrows(InvalidInputException.class, () -> new MigGeometry(card, more));
            }
        }
    }

    /** Trying all orders of 15 slices in 14 places would take hours. */
    @Test
    void aGeometryThatCannotBeIsFoundOutAtOnce() {
        List<Integer> starts = IntStream.range(0, 14).boxed().toList();
        List<MigProfile> profiles = IntStream.range(0, 4)
                .mapToObj(i -> new MigProfile("p" + i, 1, 1, 1, 10, starts))
                .toList();
        MigCard card = new MigCard("card", 16, 16, 1000, 0, profiles);
        List<MigProfile> slices =
                IntStream.range(0, 15).mapToObj(i -> profiles.get(i % 4)).toList();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThrows(InvalidInputException.class, () -> new MigGeometry(card, slices));
            assertEquals(
                    14, new MigGeometry(card, slices.subList(0, 14)).slices().size());
        });
    }

    @Test
    void slicesBeyondNumberAreRefused() {
        int most = Integer.MAX_VALUE;
        MigProfile profile = new MigProfile("p", 1, 1, 1, 10, List.of(0));
        assertRefused("memory slices of MIG card c", () -> new MigCard("c", 1, most, 10, 0, List.of(profile)));
        assertRefused("compute slices of MIG card c", () -> new MigCard("c", most, 1, 10, 0, List.of(profile)));
        assertRefused("memory slices of MIG profile p", () -> new MigProfile("p", 1, most, 1, 10, List.of(0)));
        assertRefused("multiprocessors of MIG profile p", () -> new MigProfile("p", 1, 1, most, 10, List.of(0)));
        assertRefused("start 0 of MIG profile p", () -> new MigProfile("p", 1, 1, 1, 10, List.of(most)));
        assertRefused("exponent", () -> new MigSpeed(0.5, 1e10));
        MigCard card = MigCard.named("a30-24gb");
        List<String> many = Collections.nCopies(most, "1g.6gb");
        assertRefused("slices of MIG card a30-24gb", () -> MigGeometry.of(card, many.subList(0, 1000)));
    }

    private static void assertRefused(String what, Executable making) {
        String message = assertThrows(InvalidInputException.class, making).getMessage();
        assertTrue(message.contains(what), message);
    }

    @Test
    void computeSlicesThatFitTogetherAreNeverMoreThanTheCards() {
        for (String name : CARDS) {
            MigCard card = MigCard.named(name);
            MigProfile whole = card.profiles().get(card.profiles().size() - 1);
            assertEquals(card.computeSlices(), whole.computeSlices(), name);
            assertEquals(card.memoryMib(), whole.memoryMib(), name);
            for (MigProfile profile : card.profiles()) {
                assertTrue(profile.maxInstances() * profile.computeSlices() <= card.computeSlices(), name);
                assertTrue(profile.maxInstances() * profile.multiprocessors() <= card.multiprocessors(), name);
                assertTrue(profile.maxInstances() * profile.memoryMib() <= card.memoryMib(), name);
                // What the driver leaves of the GB in the name is within some per cent of them, in GiB or GB.
                double gigabytes = Double.parseDouble(profile.name().replaceAll(".*\\.|gb", ""));
                assertEquals(gigabytes * 1e9 / (1 << 20), profile.memoryMib(), 0.065 * profile.memoryMib());
            }
        }
    }

    /** Slices of an H100 have 16 to 132 multiprocessors; those of older cards are in proportion to the compute slices. */
    @Test
    void theSpeedGoesByMultiprocessors() {
        MigSpeed inProportion = new MigSpeed(0, 1);
        MigCard hopper = MigCard.named("h100-80gb");
        assertEquals(132 / 16.0, inProportion.workFactor(hopper, hopper.profile("1g.10gb")), 1e-12);
        assertEquals(132 / 26.0, inProportion.workFactor(hopper, hopper.profile("1g.20gb")), 1e-12);
        assertEquals(132 / 60.0, inProportion.workFactor(hopper, hopper.profile("3g.40gb")), 1e-12);
        assertEquals(1, inProportion.workFactor(hopper, hopper.profile("7g.80gb")), 1e-12);
        MigCard ampere = MigCard.named("a100-80gb");
        for (MigProfile profile : ampere.profiles()) {
            assertEquals(7.0 / profile.computeSlices(), inProportion.workFactor(ampere, profile), 1e-12);
        }
    }

    @Test
    void unknownNamesAreListed() {
        InvalidInputException card = assertThrows(InvalidInputException.class, () -> MigCard.named("a100"));
        assertEquals(
                "MIG card must be one of: a100-40gb, a100-80gb, a30-24gb, h100-80gb, h200-141gb, was 'a100'",
                card.getMessage());
        InvalidInputException profile = assertThrows(
                InvalidInputException.class, () -> MigGeometry.of(MigCard.named("a30-24gb"), List.of("3g.20gb")));
        assertEquals(
                "MIG profile of card a30-24gb must be one of: 1g.6gb, 2g.12gb, 4g.24gb, was '3g.20gb'",
                profile.getMessage());
        assertThrows(InvalidInputException.class, () -> MigGeometry.of(MigCard.named("a30-24gb"), List.of()));
    }

    @Test
    void aSliceOfAnotherCardIsRefused() {
        MigProfile other = MigCard.named("h200-141gb").profile("1g.18gb");
        assertThrows(InvalidInputException.class, () -> new MigGeometry(MigCard.named("a100-80gb"), List.of(other)));
    }

    @Test
    void onlyTheWorkGrowsOnASlice() {
        MigCard card = MigCard.named("a100-80gb");
        MigSpeed half = new MigSpeed(0.5, 1);
        assertEquals(7, half.workFactor(card, card.profile("1g.10gb")), 1e-12);
        assertEquals(0.5 + 0.5 * 7, half.timeFactor(card, card.profile("1g.10gb")), 1e-12);
        assertEquals(0.5 + 0.5 * 7 / 3, half.timeFactor(card, card.profile("3g.40gb")), 1e-12);
        assertEquals(1, half.timeFactor(card, card.profile("7g.80gb")), 1e-12);
        assertEquals(1, new MigSpeed(1, 2).timeFactor(card, card.profile("1g.10gb")), 1e-12);
    }

    @Test
    void modelsWithoutARowHaveTheTypicalSpeed() {
        assertEquals(MigSpeed.measured(MigSpeed.DEFAULT), MigSpeed.measured("some model"));
        assertTrue(MigSpeed.measured("resnet50").fixedShare()
                > MigSpeed.measured("ssd-resnet34").fixedShare());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aFixedShareIsAShare(double share) {
        assertThrows(InvalidInputException.class, () -> new MigSpeed(share, 1));
    }
}
