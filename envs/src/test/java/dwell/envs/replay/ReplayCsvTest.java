package dwell.envs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayCsvTest {
    private static final String HEADER = "source,model,domain,group,level,question,mode,samples,correct,tokens";
    private static final String GOOD = HEADER + "\ns,m,d,g,1,q,low,8,7,10.5\ns,m,d,g,1,q,high,8,8,20\n";

    @TempDir
    private Path folder;

    private String write(String text) throws IOException {
        Path file = folder.resolve("results.csv");
        Files.writeString(file, text);
        return file.toString();
    }

    static Stream<Arguments> faults() {
        String row = "s,m,d,g,1,q,low,8,7,10\n";
        return Stream.of(
                        List.of("", " is empty; its first line must be " + HEADER),
                        List.of(HEADER, " has a header but no results"),
                        List.of(
                                "source,model,domain,group,level,question,mode,samples,tokens,correct\n" + row,
                                ", line 1: the header must be " + HEADER
                                        + ", but column 9 is tokens instead of correct"),
                        List.of(
                                HEADER + ",extra\n" + row,
                                ", line 1: the header must be " + HEADER
                                        + ", but column 11 is extra instead of no more"),
                        List.of(
                                "source,model\n" + row,
                                ", line 1: the header must be " + HEADER
                                        + ", but column 3 is nothing instead of domain"),
                        List.of("\uFEFF" + GOOD, ", line 1: starts with a byte-order mark; save it as UTF-8 without"),
                        List.of(
                                HEADER + "\n" + row + "s,m,d,g,1,q,low,8,7\n",
                                ", line 3, column tokens: is missing, the line has 9 of 10 fields"),
                        List.of(
                                HEADER + "\n" + row + "s,m,d,g,1,q,low,8,7,10,1\n",
                                ", line 3: has 11 fields; after column tokens there must be no more"),
                        List.of(HEADER + "\n\n" + row, ", line 2, column source: must not be empty; was ''"),
                        List.of(
                                HEADER + "\ns,m,d,g,1, ,low,8,7,10\n",
                                ", line 2, column question: must not be empty; was ' '"),
                        List.of(
                                HEADER + "\ns,\"m\",d,g,1,q,low,8,7,10\n",
                                ", line 2, column model: must not hold a quote character, the format has no quoting; was"
                                        + " '\"m\"'"),
                        List.of(
                                HEADER + "\ns,\"m,n\",d,g,1,q,low,8,7,10\n",
                                ", line 2: has 11 fields; after column tokens there must be no more"),
                        List.of(
                                HEADER + "\ns,m,d,g,1,q,low,8,7,ten\n",
                                ", line 2, column tokens: must be a number of at least 0; was 'ten'"),
                        List.of(
                                HEADER + "\ns,m,d,g,1,q,low,8,7,NaN\n",
                                ", line 2, column tokens: must be a number of at least 0; was 'NaN'"),
                        List.of(
                                HEADER + "\ns,m,d,g,1,q,low,8,7,-5\n",
                                ", line 2, column tokens: must be a number of at least 0; was '-5'"),
                        List.of(
                                HEADER + "\ns,m,d,g,1,q,low,8,9,10\n",
                                ", line 2, column correct: must be at most the number of samples, 8; was '9'"),
                        List.of(
                                HEADER + "\ns,m,d,g,1,q,low,8,-1,10\n",
                                ", line 2, column correct: must be a whole number of at least 0; was '-1'"),
                        List.of(
                                HEADER + "\ns,m,d,g,1,q,low,8,7.5,10\n",
                                ", line 2, column correct: must be a whole number of at least 0; was '7.5'"),
                        List.of(
                                HEADER + "\ns,m,d,g,1,q,low,0,0,10\n",
                                ", line 2, column samples: must be a whole number of at least 1; was '0'"),
                        List.of(
                                HEADER + "\ns,m,d,g,1,q,low,99999999999,0,10\n",
                                ", line 2, column samples: must be a whole number of at least 1; was '99999999999'"),
                        List.of(
                                HEADER + "\ns,m,d,g,0,q,low,8,7,10\n",
                                ", line 2, column level: must be a whole number of at least 1; was '0'"),
                        List.of(
                                HEADER + "\n" + row + "s,m,d,g,1,r,low,8,7,10\ns,m,e,g,1,q,low,8,6,11\n",
                                ", line 4, column mode: must differ from line 2, which has the same model, group and question;"
                                        + " was 'low'"),
                        List.of(
                                HEADER + "\n" + row + "s,m,d,g,2,q,high,8,7,10\n",
                                ", line 3, column level: must be 1 as in line 2, which has the same question; was '2'"))
                .map(pair -> Arguments.of(pair.get(0), pair.get(1)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsNamedByFileLineAndColumn(String text, String message) throws IOException {
        String file = write(text);
        assertThatThrownBy(() -> ReplayCsv.read(file))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(replay file )?" + java.util.regex.Pattern.quote(file + message));
    }

    @Test
    void bytesThatAreNotUtf8AreNamedByLine() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, (GOOD + "s,m,d,g,1,caf\u00e9,low,8,7,10\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ReplayCsv.read(file.toString()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ", line 4: is not UTF-8");
    }

    @Test
    void aMissingFileAFolderAndAnImpossiblePathAreNamed() {
        String missing = folder.resolve("none.csv").toString();
        assertThatThrownBy(() -> ReplayCsv.read(missing))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("replay file " + missing + " does not exist");
        assertThatThrownBy(() -> ReplayCsv.read(folder.toString()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("replay file " + folder + " is a folder; it must be a CSV file");
        assertThatThrownBy(() -> ReplayCsv.read("a\0b"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("file is not a path: ");
    }

    @Test
    void rowsAreReadAsWrittenWithEitherLineEndAndWithoutALastOne() throws IOException {
        List<ReplayRow> rows = ReplayCsv.read(write(GOOD));
        assertThat(rows)
                .containsExactly(
                        new ReplayRow(2, "m", "g", 1, "q", "low", 8, 7, 10.5),
                        new ReplayRow(3, "m", "g", 1, "q", "high", 8, 8, 20));
        assertThat(ReplayCsv.read(write(GOOD.replace("\n", "\r\n")))).isEqualTo(rows);
        assertThat(ReplayCsv.read(write(GOOD.strip()))).isEqualTo(rows);
    }
}
