package dwell.trainer.report;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** An SVG file read back, with the axes recovered from its tick labels alone. */
final class Drawing {
    private final Document document;

    Drawing(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(Files.readString(file))));
    }

    Element root() {
        return document.getDocumentElement();
    }

    /** Elements that carry all of the words in their class. */
    List<Element> of(String element, String... classes) {
        return inside(root(), element).stream()
                .filter(e -> Set.of(e.getAttribute("class").split(" ")).containsAll(Set.of(classes)))
                .toList();
    }

    static List<Element> inside(Element parent, String element) {
        NodeList nodes = parent.getElementsByTagName(element);
        List<Element> out = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            out.add((Element) nodes.item(i));
        }
        return out;
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    String words() {
        return root().getTextContent();
    }

    /** The nth axis of a kind. */
    Axis axis(String kind, int index) {
        String coordinate = kind.equals("x-axis") ? "x" : "y";
        double shift = kind.equals("x-axis") ? 0 : 4;
        List<double[]> ticks = new ArrayList<>();
        for (Element text : inside(of("g", kind).get(index), "text")) {
            String label = text.getTextContent().replace(",", "").replace('−', '-');
            if (label.matches("-?[0-9.]+")) {
                ticks.add(new double[] {number(text, coordinate) - shift, Double.parseDouble(label)});
            }
        }
        return new Axis(ticks);
    }

    /** Picture position and value of each tick. */
    record Axis(List<double[]> ticks) {
        double value(double position) {
            double[] a = ticks.get(0);
            double[] b = ticks.get(ticks.size() - 1);
            return a[1] + (position - a[0]) / (b[0] - a[0]) * (b[1] - a[1]);
        }

        double low() {
            return ticks.get(0)[1];
        }

        double high() {
            return ticks.get(ticks.size() - 1)[1];
        }
    }
}
