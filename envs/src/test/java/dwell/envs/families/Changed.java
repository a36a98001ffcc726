package dwell.envs.families;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Parameters with one setting changed. */
public final class Changed {
    private Changed() {}

    /**
     * The same record with another value of one component.
     *
     * @param key name of the component
     * @param value number, word, list of either with commas, or empty for an empty list
     * @throws IllegalArgumentException that the record throws
     */
    public static <R extends Record> R of(R record, String key, String value) {
        RecordComponent component = Arrays.stream(record.getClass().getRecordComponents())
                .filter(one -> one.getName().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("%s has no %s".formatted(record.getClass(), key)));
        return with(record, component, read(component, value));
    }

    /**
     * The same record with another value of one component.
     *
     * @throws IllegalArgumentException that the record throws
     */
    @SuppressWarnings("unchecked")
    public static <R extends Record> R with(R record, RecordComponent changed, Object value) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                values[i] = components[i].getName().equals(changed.getName())
                        ? value
                        : components[i].getAccessor().invoke(record);
            }
            return (R) record.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object read(RecordComponent component, String value) {
        if (component.getType() == double.class) {
            return Double.parseDouble(value);
        }
        if (component.getType() == int.class) {
            return Integer.parseInt(value);
        }
        if (component.getType() == List.class) {
            Stream<String> entries = value.isEmpty() ? Stream.empty() : Arrays.stream(value.split(",\\s*"));
            String type = component.getGenericType().getTypeName();
            if (type.contains("String")) {
                return entries.toList();
            }
            return type.contains("Integer")
                    ? entries.map(Integer::parseInt).toList()
                    : entries.map(Double::parseDouble).toList();
        }
        return value;
    }
}
