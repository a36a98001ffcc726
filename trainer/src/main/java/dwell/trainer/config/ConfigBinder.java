package dwell.trainer.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Makes records of a {@link ConfigTree}. Strict: nothing is converted but whole numbers to {@code double}. Messages name the
 * dotted path, the value and what is allowed.
 */
final class ConfigBinder {
    private final BiFunction<String, String, Class<? extends Record>> componentTypes;
    private final UnaryOperator<String> places;

    /**
     * @param componentTypes the parameters' type of a {@link Component}, by its path and id
     * @param places what messages about a path start with
     */
    ConfigBinder(BiFunction<String, String, Class<? extends Record>> componentTypes, UnaryOperator<String> places) {
        this.componentTypes = componentTypes;
        this.places = places;
    }

    /**
     * Binds a section.
     *
     * @param path dotted path of the section; empty for the root
     * @param tree holds every component; other keys are not looked at
     */
    <R extends Record> R record(Class<R> type, String path, Map<String, Object> tree) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            String name = components[i].getName();
            arguments[i] = value(components[i].getGenericType(), join(path, name), tree.get(name));
        }
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refusal(path, components, refused);
            }
            throw new IllegalStateException("the parameters of %s cannot be made".formatted(path), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s cannot be made".formatted(type), e);
        }
    }

    /** A record's own message starts with the component's name; the path of the section goes before it. */
    private IllegalArgumentException refusal(
            String path, RecordComponent[] components, IllegalArgumentException refused) {
        String message = String.valueOf(refused.getMessage());
        String word = message.split("[^A-Za-z0-9_]", 2)[0];
        boolean named = Arrays.stream(components).anyMatch(c -> c.getName().equals(word));
        String at = places.apply(named ? join(path, word) : path);
        String prefix = path.isEmpty() ? "" : path + (named ? "." : ": ");
        return new IllegalArgumentException(at + prefix + message, refused);
    }

    private Object value(Type type, String path, Object value) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(list.getActualTypeArguments()[0], path, value);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Component.class) {
            Map<String, Object> section = section(path, value);
            String id = (String) scalar(String.class, path + ".id", section.get("id"));
            return new Component(id, record(componentTypes.apply(path, id), path, section));
        }
        if (plain.isRecord()) {
            Map<String, Object> section = section(path, value);
            List<String> known = Arrays.stream(plain.getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList();
            for (String key : section.keySet()) {
                if (!known.contains(key)) {
                    throw new IllegalArgumentException("%sunknown key '%s'; known keys of %s: %s"
                            .formatted(places.apply(join(path, key)), join(path, key), path, String.join(", ", known)));
                }
            }
            return record(plain.asSubclass(Record.class), path, section);
        }
        return scalar(plain, path, value);
    }

    private List<?> list(Type element, String path, Object value) {
        if (!(value instanceof List<?> items)) {
            throw wrong(path, "a list, as in [a, b]", value);
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            list.add(value(element, "%s[%d]".formatted(path, i), items.get(i)));
        }
        return list;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> section(String path, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(path, "a section of keys", value);
        }
        return (Map<String, Object>) map;
    }

    private Object scalar(Class<?> type, String path, Object value) {
        if (type == int.class || type == Integer.class) {
            return (int) whole(path, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return whole(path, value, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            if (value instanceof Number number) {
                return number.doubleValue();
            }
            throw wrong(path, "a number", value);
        }
        if (type == boolean.class || type == Boolean.class) {
            if (value instanceof Boolean) {
                return value;
            }
            throw wrong(path, "true or false", value);
        }
        if (type == String.class) {
            if (value instanceof String) {
                return value;
            }
            throw wrong(path, "text (in quotes where it could be read as a number)", value);
        }
        if (type.isEnum()) {
            return word(type, path, value);
        }
        throw new IllegalStateException("%s has type %s, which a config cannot hold".formatted(path, type));
    }

    private long whole(String path, Object value, long min, long max) {
        if (!(value instanceof Integer || value instanceof Long || value instanceof BigInteger)) {
            throw wrong(path, "a whole number", value);
        }
        BigInteger number = new BigInteger(value.toString());
        if (number.compareTo(BigInteger.valueOf(min)) < 0 || number.compareTo(BigInteger.valueOf(max)) > 0) {
            throw wrong(path, "a whole number from %d to %d".formatted(min, max), value);
        }
        return number.longValue();
    }

    private Object word(Class<?> type, String path, Object value) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
        int found = value instanceof String ? words.indexOf(value) : -1;
        if (found < 0) {
            String hint = value instanceof String text
                    ? Suggestion.nearest(text, words)
                            .map("; did you mean %s?"::formatted)
                            .orElse("")
                    : "";
            throw new IllegalArgumentException(
                    wrong(path, "one of " + String.join(", ", words), value).getMessage() + hint);
        }
        return type.getEnumConstants()[found];
    }

    private IllegalArgumentException wrong(String path, String allowed, Object value) {
        String was = value == null ? "empty" : value instanceof String ? "'%s'".formatted(value) : value.toString();
        return new IllegalArgumentException(
                "%s%s must be %s, was %s".formatted(places.apply(path), path, allowed, was));
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
