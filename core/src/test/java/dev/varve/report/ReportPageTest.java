package dev.varve.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    private static String page(ReportField field, CandidateClusters clusters) throws IOException {
        return ReportPage.html("results/", "1.0", List.of(field), List.of(clusters));
    }

    private static JsonCursor data(String html) throws IOException {
        Matcher data = DATA.matcher(html);
        assertThat(data.find()).isTrue();
        return JsonCursor.of(JsonReader.read(data.group(1)));
    }

    @Test
    void aNameThatLooksLikeMarkupStaysText() throws IOException {
        String evil = "t</script><script>alert('&\"')</script><!--";
        String html = page(SweptField.temperature(evil, 40, 10), CandidateClusters.of(List.of()));
        assertThat(html).doesNotContain("alert('&\"')").doesNotContain("<!--");
        // The style, the data and the program; no more.
        assertThat(html.split("</script>", -1)).hasSize(3);
        assertThat(html.split("<script", -1)).hasSize(3);
        assertThat(data(html).get("fields").items().get(0).get("variable").string())
                .isEqualTo(evil);
    }

    @Test
    void thePageAsksNobodyForAnything() throws IOException {
        String html = page(SweptField.temperature("t", 40, 10), CandidateClusters.of(List.of()));
        assertThat(html).contains("default-src 'none'");
        assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:")
                .doesNotContain("https:");
        assertThat(html).doesNotContain("<script src").doesNotContain("@import").doesNotContain("fetch(");
    }

    @Test
    void aWholeCandidateSpaceMakesNoLargePage() throws IOException {
        ReportField field = SweptField.temperature("t", 17_127, 10);
        int length = page(field, CandidateClusters.of(List.of())).getBytes(StandardCharsets.UTF_8).length;
        assertThat(length).isLessThan(1_500_000);
    }

    @Test
    void everyCandidateIsThereWithItsExactRatioAndErrors() throws IOException {
        ReportField field = SweptField.temperature("t", 500, 10);
        JsonCursor rows = data(page(field, CandidateClusters.of(List.of())))
                .get("fields")
                .items()
                .get(0)
                .get("rows");
        List<JsonCursor> words = rows.get("words").items();
        double[] ratios = doubles(rows.get("ratio"));
        double[] l1 = doubles(rows.get("measures").get("l1"));
        List<Double> compressors = PackedNumbers.list(rows.get("compressor"));
        List<Double> errors = PackedNumbers.list(rows.get("errors"));
        assertThat(ratios).hasSize(500);
        for (int i = 0; i < ratios.length; i++) {
            ReportRow row = field.rows().get(i);
            assertThat(words.get(compressors.get(i).intValue()).string()).isEqualTo(row.compressor());
            assertThat(ratios[i]).isEqualTo(Double.valueOf(row.ratio().orElse(Double.NaN)));
            if (row.errors().isPresent()) {
                assertThat(l1[errors.get(i).intValue()])
                        .isEqualTo(row.errors().get().l1Relative());
            } else {
                assertThat(errors.get(i)).isNaN();
            }
        }
    }

    private static double[] doubles(JsonCursor text) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(text.string());
        double[] numbers = new double[bytes.length / 8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(numbers);
        return numbers;
    }
}
