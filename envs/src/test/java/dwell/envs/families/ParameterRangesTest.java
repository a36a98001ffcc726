package dwell.envs.families;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dwell.envs.wrappers.Wrapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every number among the parameters of every registered family and wrapper has a range, and what is out of it is refused with
 * one sentence that starts with its key.
 */
class ParameterRangesTest {
    /** @param holder the record that the component belongs to, with the values of the defaults */
    record Setting(String id, Record holder, RecordComponent component) {
        @Override
        public String toString() {
            return id + " " + component.getName();
        }

        boolean isListOf(Class<?> element) {
            return component.getType() == List.class
                    && component.getGenericType().getTypeName().endsWith(element.getSimpleName() + ">");
        }
    }

    private static Stream<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        ServiceLoader.load(Family.class).forEach(family -> add(family.id(), family.defaults(), settings));
        ServiceLoader.load(EnvironmentFamily.class).forEach(family -> add(family.id(), family.defaults(), settings));
        ServiceLoader.load(Wrapper.class).forEach(wrapper -> add(wrapper.id(), wrapper.defaults(), settings));
        return settings.stream();
    }

    private static void add(String id, Record holder, List<Setting> settings) {
        for (RecordComponent component : holder.getClass().getRecordComponents()) {
            if (component.getType().isRecord()) {
                try {
                    add(
                            id + " " + component.getName(),
                            (Record) component.getAccessor().invoke(holder),
                            settings);
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new AssertionError(e);
                }
            } else {
                settings.add(new Setting(id, holder, component));
            }
        }
    }

    private static Stream<Setting> doubles() {
        return settings().filter(setting -> setting.component().getType() == double.class);
    }

    private static Stream<Setting> integers() {
        return settings().filter(setting -> setting.component().getType() == int.class);
    }

    private static Stream<Setting> lists() {
        return settings().filter(setting -> setting.isListOf(Double.class) || setting.isListOf(Integer.class));
    }

    @Test
    void allFamiliesAndWrappersAreLookedAt() {
        assertThat(settings().map(setting -> setting.id().split(" ")[0]))
                .contains("evidence-v1", "planning-v1", "bandit-v1", "maze-v1", "replay-v1", "horizon", "priced");
        assertThat(doubles()).hasSizeGreaterThan(60);
        assertThat(integers()).hasSizeGreaterThan(30);
        assertThat(lists()).hasSizeGreaterThan(30);
    }

    private static void assertRefused(Setting setting, Object value, String shown) {
        Throwable thrown = catchThrowable(() -> Changed.with(setting.holder(), setting.component(), value));
        assertThat(thrown).as("%s = %s", setting, value).isInstanceOf(IllegalArgumentException.class);
        assertThat(thrown.getMessage())
                .as("%s = %s", setting, value)
                .startsWith(setting.component().getName() + " must ")
                .contains("was " + shown)
                .doesNotContain("\n")
                .doesNotContain(". ");
    }

    @ParameterizedTest
    @MethodSource("doubles")
    void aNumberThatIsNoneIsRefused(Setting setting) {
        assertRefused(setting, Double.NaN, "NaN");
        assertRefused(setting, Double.POSITIVE_INFINITY, "Infinity");
        assertRefused(setting, Double.NEGATIVE_INFINITY, "-Infinity");
    }

    @ParameterizedTest
    @MethodSource("integers")
    void noCountIsWithoutBounds(Setting setting) {
        assertRefused(setting, Integer.MIN_VALUE, "-2147483648");
        assertRefused(setting, Integer.MAX_VALUE, "2147483647");
    }

    /** A list of numbers that are none, as long as the default one; where that is empty, of all lengths up to 8. */
    @ParameterizedTest
    @MethodSource("lists")
    void aListOfNumbersThatAreNoneIsRefused(Setting setting) throws ReflectiveOperationException {
        int size = ((List<?>) setting.component().getAccessor().invoke(setting.holder())).size();
        boolean integers = setting.isListOf(Integer.class);
        List<String> messages = new ArrayList<>();
        for (int length = size == 0 ? 1 : size; length <= (size == 0 ? 8 : size); length++) {
            List<?> none = Collections.nCopies(length, integers ? (Object) Integer.MAX_VALUE : (Object) Double.NaN);
            Throwable thrown = catchThrowable(() -> Changed.with(setting.holder(), setting.component(), none));
            assertThat(thrown).as("%s = %s", setting, none).isInstanceOf(IllegalArgumentException.class);
            assertThat(thrown.getMessage())
                    .startsWith(setting.component().getName() + " must ")
                    .doesNotContain("\n");
            messages.add(thrown.getMessage());
        }
        assertThat(messages)
                .as("%s names the number", setting)
                .anyMatch(message -> message.contains(integers ? "was 2147483647" : "NaN"));
    }

    /** An empty list has a meaning, as equal weights, or is refused by name; it does not fail on the way. */
    @ParameterizedTest
    @MethodSource("lists")
    void anEmptyListIsRefusedOrMeansSomething(Setting setting) {
        Throwable thrown = catchThrowable(() -> Changed.with(setting.holder(), setting.component(), List.of()));
        if (thrown != null) {
            assertThat(thrown).as("%s empty", setting).isInstanceOf(IllegalArgumentException.class);
            assertThat(thrown.getMessage()).startsWith(setting.component().getName() + " must ");
        }
    }
}
