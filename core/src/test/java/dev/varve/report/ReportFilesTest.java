package dev.varve.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    @Test
    void everyFigureLiesBesideThePageAndReadsBack(@TempDir Path folder) throws Exception {
        ReportField field = SweptField.temperature("atmosphere/t:1", 300, 20);
        ReportFiles.Written written = ReportFiles.write(
                folder.resolve("report.html"),
                "results",
                "1.0",
                List.of(field, SweptField.temperature("atmosphere/t?1", 40, 5)));
        assertThat(Files.readString(written.page())).startsWith("<!doctype html>");
        assertThat(folder.resolve("report_figures")).isDirectoryContaining(path -> path.endsWith("atmosphere_t_1"));
        assertThat(folder.resolve("report_figures")).isDirectoryContaining(path -> path.endsWith("atmosphere_t_1_2"));
        assertThat(written.figures())
                .filteredOn(path -> path.getParent().endsWith("atmosphere_t_1"))
                .extracting(path -> path.getFileName().toString())
                .contains(
                        "pareto.svg",
                        "pareto.csv",
                        "clusters_elbow.svg",
                        "clusters_silhouette.csv",
                        "errors.svg",
                        "values.csv")
                .contains("zonal_mean.svg", "levels_times.csv", "bits.svg")
                .contains("map0_original.png", "map0_decoded.svg", "map0_error.csv");
        for (Path figure : written.figures()) {
            if (figure.toString().endsWith(".svg")) {
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(Files.readAllBytes(figure)));
            } else if (figure.toString().endsWith(".csv")) {
                List<String> lines = Files.readAllLines(figure);
                assertThat(lines).hasSizeGreaterThan(1);
            }
        }
        assertThat(Files.readAllLines(folder.resolve("report_figures/atmosphere_t_1/pareto.csv"))
                        .get(0))
                .isEqualTo("name,ratio,l1_rel,decode_mb_s,status,keep");
    }

    @Test
    void aMapsPictureHasThePixelsOfTheMapNorthUp() throws IOException {
        PixelMap map = new PixelMap(2, 2, new float[] {0, 1, Float.NaN, 0.5f});
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PngImage.of(map, 0, 1, ColourRamp.FIELD, true)));
        assertThat(image.getRGB(0, 1)).isEqualTo(0xff1a1a4e);
        assertThat(image.getRGB(1, 1)).isEqualTo(0xfff9ec95);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xff26988b);
        assertThat(image.getRGB(0, 0) >>> 24).isZero();
    }

    @Test
    void cellsOfTablesAreQuotedWhereTheyMust() {
        assertThat(CsvText.of(List.of("a", "b"), List.of(List.of("x, \"y\"", 0.5), List.of("z", Double.NaN))))
                .isEqualTo("a,b\n\"x, \"\"y\"\"\",0.5000000\nz,\n");
    }

    @Test
    void numbersHaveFourDigits() {
        assertThat(List.of(
                        Figures.number(0.000123456),
                        Figures.number(-1.23456e-7),
                        Figures.number(850),
                        Figures.number(0),
                        Figures.number(2e9)))
                .containsExactly("0.0001235", "-1.235e-7", "850", "0", "2e9");
    }
}
