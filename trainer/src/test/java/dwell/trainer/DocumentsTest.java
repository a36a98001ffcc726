package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents name is there. */
class DocumentsTest {
    private static final Path ROOT = root();
    private static final Pattern FENCED = Pattern.compile("(?s)```.*?```");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    /** A class, perhaps with its packages before it, perhaps with a member after {@code #}. */
    private static final Pattern NAME =
            Pattern.compile("((?:[a-z0-9]+\\.)*)([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:#(\\w+))?");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final JavaClasses DWELL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dwell");

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/glossary.md"))) {
            folder = folder.getParent();
            assertThat(folder).as("the folder that holds docs/glossary.md").isNotNull();
        }
        return folder;
    }

    @Test
    void everyClassAndMemberInTheGlossaryExists() throws IOException {
        List<String[]> rows = Files.readAllLines(ROOT.resolve("docs/glossary.md")).stream()
                .filter(line -> line.startsWith("|") && !line.matches("\\|[-| ]+\\|"))
                .map(line -> line.substring(1).split(" \\|", -1))
                .toList();
        assertThat(rows).hasSizeGreaterThan(40).allMatch(cells -> cells.length == 5, "four cells a row");
        List<String> wrong = new ArrayList<>();
        for (String[] cells : rows) {
            if (cells[0].strip().equals("symbol")) {
                continue;
            }
            List<String> names =
                    QUOTED.matcher(cells[3]).results().map(m -> m.group(1)).toList();
            if (names.isEmpty()) {
                wrong.add(cells[1].strip() + " names no class");
            }
            names.stream().filter(name -> !exists(name)).forEach(wrong::add);
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/design.md", "CONTRIBUTING.md", "README.md"})
    void everyClassInBackticksExists(String document) throws IOException {
        List<String> names = QUOTED.matcher(
                        FENCED.matcher(Files.readString(ROOT.resolve(document))).replaceAll(""))
                .results()
                .map(m -> m.group(1))
                .filter(quoted -> NAME.matcher(quoted).matches() && !quoted.startsWith("java."))
                .toList();
        assertThat(names).isNotEmpty().allMatch(DocumentsTest::exists);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CONTRIBUTING.md",
                "CHANGELOG.md",
                "docs/design.md",
                "docs/glossary.md",
                "docs/families.md",
                "docs/claims.md",
                "docs/algorithms.md",
                "docs/compare.md",
                "docs/instruments.md",
                "docs/papers.md",
                "docs/shapings.md",
                "docs/warm-starts.md"
            })
    void everyLinkToAFileLeadsToOne(String document) throws IOException {
        Path file = ROOT.resolve(document);
        List<String> broken = LINK.matcher(Files.readString(file))
                .results()
                .map(m -> m.group(1).replaceFirst("#.*", ""))
                .filter(link -> !link.isEmpty() && !link.matches("[a-z]+:.*"))
                .filter(link -> !Files.exists(file.resolveSibling(link)))
                .toList();
        assertThat(broken).isEmpty();
    }

    /** Exactly one class of Dwell has the name, and the member if one is named. */
    private static boolean exists(String quoted) {
        Matcher name = NAME.matcher(quoted);
        if (!name.matches()) {
            return false;
        }
        String wanted = name.group(1) + name.group(2);
        List<JavaClass> found = DWELL.stream()
                .filter(one -> ("." + one.getName().replace('$', '.')).endsWith("." + wanted))
                .toList();
        return found.size() == 1 && (name.group(3) == null || hasMember(found.get(0), name.group(3)));
    }

    private static boolean hasMember(JavaClass found, String member) {
        return Stream.concat(found.getMethods().stream(), found.getFields().stream())
                .map(JavaMember::getName)
                .anyMatch(member::equals);
    }
}
