package dwell.envs.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads replay files strictly: UTF-8, the exact header, comma-separated without quoting, LF or CRLF. The first fault ends
 * the reading with an {@link IllegalArgumentException} that names file, line and column.
 */
final class ReplayCsv {
    static final List<String> COLUMNS =
            List.of("source", "model", "domain", "group", "level", "question", "mode", "samples", "correct", "tokens");

    private static final String HEADER = String.join(",", COLUMNS);
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");

    private final String file;
    private final Map<ReplayRow.Key, Integer> lineOfRow = new HashMap<>();
    private final Map<ReplayRow.Key, ReplayRow> firstOfQuestion = new HashMap<>();
    private int line;

    private ReplayCsv(String file) {
        this.file = file;
    }

    /** All rows of a file, in its order; at least one. */
    static List<ReplayRow> read(String file) {
        return new ReplayCsv(file).rows();
    }

    private List<ReplayRow> rows() {
        byte[] bytes = bytes();
        if (bytes.length == 0) {
            throw new IllegalArgumentException(
                    "replay file %s is empty; its first line must be %s".formatted(file, HEADER));
        }
        List<ReplayRow> rows = new ArrayList<>();
        for (int begin = 0; begin < bytes.length; ) {
            int end = begin;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            line++;
            String text = decode(bytes, begin, end > begin && bytes[end - 1] == '\r' ? end - 1 : end);
            if (line == 1) {
                checkHeader(text);
            } else {
                rows.add(row(text));
            }
            begin = end + 1;
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("replay file %s has a header but no results".formatted(file));
        }
        return rows;
    }

    private byte[] bytes() {
        try {
            Path path = Path.of(file);
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("replay file %s does not exist".formatted(file));
            }
            if (Files.isDirectory(path)) {
                throw new IllegalArgumentException("replay file %s is a folder; it must be a CSV file".formatted(file));
            }
            if (!Files.isReadable(path)) {
                throw new IllegalArgumentException(
                        "replay file %s cannot be read: it has no read permission".formatted(file));
            }
            return Files.readAllBytes(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("file is not a path: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("replay file %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private String decode(byte[] bytes, int begin, int end) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, begin, end - begin))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("%s, line %d: is not UTF-8".formatted(file, line), e);
        }
    }

    private void checkHeader(String text) {
        if (text.startsWith("\uFEFF")) {
            throw new IllegalArgumentException(
                    "%s, line 1: starts with a byte-order mark; save it as UTF-8 without".formatted(file));
        }
        String[] found = text.split(",", -1);
        for (int i = 0; i < Math.max(found.length, COLUMNS.size()); i++) {
            String expected = i < COLUMNS.size() ? COLUMNS.get(i) : "no more";
            String actual = i < found.length ? found[i] : "nothing";
            if (!actual.equals(expected)) {
                throw new IllegalArgumentException(
                        "%s, line 1: the header must be %s, but column %d is %s instead of %s"
                                .formatted(file, HEADER, i + 1, actual.isEmpty() ? "empty" : actual, expected));
            }
        }
    }

    private ReplayRow row(String text) {
        String[] fields = text.split(",", -1);
        if (fields.length > COLUMNS.size()) {
            throw new IllegalArgumentException("%s, line %d: has %d fields; after column tokens there must be no more"
                    .formatted(file, line, fields.length));
        }
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].indexOf('"') >= 0) {
                throw fault(i, "must not hold a quote character, the format has no quoting", fields[i]);
            }
            if (fields[i].isBlank()) {
                throw fault(i, "must not be empty", fields[i]);
            }
        }
        if (fields.length < COLUMNS.size()) {
            throw new IllegalArgumentException("%s, line %d, column %s: is missing, the line has %d of %d fields"
                    .formatted(file, line, COLUMNS.get(fields.length), fields.length, COLUMNS.size()));
        }
        int samples = whole(fields, 7, 1);
        int correct = whole(fields, 8, 0);
        if (correct > samples) {
            throw fault(8, "must be at most the number of samples, " + samples, fields[8]);
        }
        ReplayRow row = new ReplayRow(
                line,
                fields[1],
                fields[3],
                whole(fields, 4, 1),
                fields[5],
                fields[6],
                samples,
                correct,
                tokens(fields[9]));
        checkAgainstOthers(row);
        return row;
    }

    private void checkAgainstOthers(ReplayRow row) {
        Integer same = lineOfRow.putIfAbsent(row.key(), line);
        if (same != null) {
            throw fault(
                    6,
                    "must differ from line %d, which has the same model, group and question".formatted(same),
                    row.mode());
        }
        ReplayRow first = firstOfQuestion.putIfAbsent(row.questionKey(), row);
        if (first != null && first.level() != row.level()) {
            throw fault(
                    4,
                    "must be %d as in line %d, which has the same question".formatted(first.level(), first.line()),
                    String.valueOf(row.level()));
        }
    }

    private int whole(String[] fields, int column, int least) {
        String field = fields[column];
        if (!WHOLE.matcher(field).matches() || Integer.parseInt(field) < least) {
            throw fault(column, "must be a whole number of at least " + least, field);
        }
        return Integer.parseInt(field);
    }

    private double tokens(String field) {
        if (!DECIMAL.matcher(field).matches() || Double.parseDouble(field) < 0) {
            throw fault(9, "must be a number of at least 0", field);
        }
        return Double.parseDouble(field);
    }

    private IllegalArgumentException fault(int column, String what, String found) {
        return new IllegalArgumentException(
                "%s, line %d, column %s: %s; was '%s'".formatted(file, line, COLUMNS.get(column), what, found));
    }
}
