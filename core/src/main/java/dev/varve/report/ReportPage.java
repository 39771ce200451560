package dev.varve.report;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One HTML page: styles, script and data inside, and a policy that forbids it to ask any network for anything. */
public final class ReportPage {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:";

    private ReportPage() {}

    /**
     * The page.
     *
     * @param results the folder that the sweep wrote, as the user named it
     * @param version the version of the program that makes it
     * @param fields what it says of each variable; at least one
     * @param clusters the clusters of each
     */
    public static String html(
            String results, String version, List<ReportField> fields, List<CandidateClusters> clusters)
            throws IOException {
        List<Json> items = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            items.add(ReportJson.of(fields.get(i), clusters.get(i)));
        }
        JsonObject data = JsonObject.builder()
                .put("schema", "varve.report/1")
                .put("results", results)
                .put("fields", new JsonArray(items))
                .build();
        StringBuilder page = new StringBuilder(1 << 20);
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(POLICY)
                .append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"generator\" content=\"Varve ")
                .append(text(version))
                .append("\">\n<link rel=\"icon\" href=\"data:,\">\n<title>")
                .append(text(title(fields)))
                .append("</title>\n<style>\n")
                .append(resource("report.css"))
                .append("</style>\n</head>\n<body>\n")
                .append(resource("report.html"))
                .append("<footer>Varve ")
                .append(text(version))
                .append(" · results: ")
                .append(text(results))
                .append("</footer>\n<script type=\"application/json\" id=\"data\">")
                .append(script(JsonWriter.compact(data)))
                .append("</script>\n<script>\n(() => {\n")
                .append(resource("data.js"))
                .append(resource("draw.js"))
                .append(resource("page.js"))
                .append("})();\n</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private static String title(List<ReportField> fields) {
        List<String> names = fields.stream().map(ReportField::variable).toList();
        String shown = String.join(", ", names.subList(0, Math.min(4, names.size())));
        return shown + (names.size() > 4 ? " and " + (names.size() - 4) + " more" : "") + " · Varve report";
    }

    /** Text as HTML. */
    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** JSON inside a script element: nothing in it may look like the element's end or the start of a comment. */
    private static String script(String json) {
        return json.replace("<", "\\u003c");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
