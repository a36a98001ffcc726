package dwell.trainer.report;

import java.util.List;

/** A table in HTML. Cells are plain text; the first of each row heads it. */
final class Table {
    private final StringBuilder html = new StringBuilder();

    /**
     * @param kind class of the table
     * @param caption what it shows, read to those who cannot see it
     * @param heads column heads; empty for none
     */
    Table(String kind, String caption, List<String> heads) {
        html.append("<div class=\"scroll\" tabindex=\"0\"><table class=\"")
                .append(kind)
                .append("\" aria-label=\"")
                .append(Markup.escaped(caption))
                .append("\">\n");
        if (!heads.isEmpty()) {
            html.append("<thead><tr>");
            heads.forEach(head -> html.append("<th scope=\"col\">")
                    .append(Markup.escaped(head))
                    .append("</th>"));
            html.append("</tr></thead>\n");
        }
        html.append("<tbody>\n");
    }

    Table row(String kind, List<String> cells) {
        html.append(kind.isEmpty() ? "<tr>" : "<tr class=\"" + kind + "\">");
        for (int i = 0; i < cells.size(); i++) {
            html.append(i == 0 ? "<th scope=\"row\">" : "<td>")
                    .append(Markup.escaped(cells.get(i)))
                    .append(i == 0 ? "</th>" : "</td>");
        }
        html.append("</tr>\n");
        return this;
    }

    String html() {
        return html + "</tbody></table></div>\n";
    }
}
