package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.report.ReportFiles;
import dev.varve.report.SweptField;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A report in Chromium, as a person would use it. */
@Tag("interop")
class ReportBrowserTest {
    private static final String PACKAGES = "chromium chromium-driver";
    private static final String EVIL = "q</script><img src=http://127.0.0.1:9/x onerror=alert(1)>";

    @TempDir
    private static Path folder;

    private static ChromeDriver browser;
    private static Path page;

    @BeforeAll
    static void openTheBrowser() throws IOException {
        page = ReportFiles.write(
                        folder.resolve("report.html"),
                        "results",
                        "1.0",
                        List.of(SweptField.temperature("t", 4000, 20), SweptField.temperature(EVIL, 400, 10)))
                .page();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(ProgramRun.find("chromium", PACKAGES).toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,900");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(ProgramRun.find("chromedriver", PACKAGES).toFile())
                .build();
        browser = new ChromeDriver(service, options);
    }

    @AfterAll
    static void closeTheBrowser() {
        browser.quit();
    }

    @BeforeEach
    void openThePage() {
        browser.manage().logs().get(LogType.BROWSER);
        browser.manage().logs().get(LogType.PERFORMANCE);
        browser.get(page.toUri().toString());
    }

    private static WebElement at(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    private static String text(String selector) {
        return at(selector).getText();
    }

    /** Waits until the page has drawn. */
    private static Object script(String script, Object... arguments) {
        Object answer = browser.executeScript(script, arguments);
        browser.executeAsyncScript(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))");
        return answer;
    }

    private static void slideTo(double budget) {
        script(
                "const s = document.querySelector('#slider'); s.value = Math.log10(arguments[0]);"
                        + " s.dispatchEvent(new Event('input', {bubbles: true}))",
                budget);
    }

    private static List<String> complaints() {
        return StreamSupport.stream(browser.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .map(LogEntry::getMessage)
                .toList();
    }

    @Test
    void thePageOpensWithoutComplaintsAndAsksNobodyForAnything() {
        script("document.querySelectorAll('.tabs button')[1].click()");
        assertThat(text("#title h1")).isEqualTo(EVIL);
        assertThat(complaints()).isEmpty();
        List<String> asked = StreamSupport.stream(
                        browser.manage().logs().get(LogType.PERFORMANCE).spliterator(), false)
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Network.requestWillBeSent"))
                .filter(message -> !message.contains("\"url\":\"data:") && !message.contains("\"url\":\"blob:"))
                .toList();
        assertThat(asked).allMatch(message -> message.contains("\"url\":\"" + page.toUri()));
    }

    @Test
    void theBudgetChangesTheWinnerTheTableAndBack() {
        String winner = text("#winner-label");
        double ratio = Double.parseDouble(text("#winner-ratio").replace("×", ""));
        String keeping = text("#keeping");
        slideTo(1e-2);
        assertThat(text("#winner-label")).isNotEqualTo(winner);
        assertThat(Double.parseDouble(text("#winner-ratio").replace("×", ""))).isGreaterThan(ratio);
        assertThat(text("#keeping")).isNotEqualTo(keeping);
        assertThat(text("#note")).contains("another chain wins than in the sweep");
        assertThat(text(".tbody .trow")).startsWith("winner").contains(text("#winner-label"));
        slideTo(1e-9);
        assertThat(text("#winner-ratio")).isNotEqualTo(String.valueOf(ratio));
        at("#reset").click();
        script("");
        assertThat(text("#winner-label")).isEqualTo(winner);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aGateThatIsSetByHandIsApplied() {
        String winner = text("#winner-label");
        script("const i = document.querySelector('[data-gate=linf] [type=text]'); i.value = '1e-9';"
                + " i.dispatchEvent(new Event('change'))");
        assertThat(text("#winner-label")).isNotEqualTo(winner);
        script("document.querySelector('[data-gate=linf] [type=checkbox]').click()");
        assertThat(text("#winner-label")).isEqualTo(winner);
    }

    @Test
    void theTableFindsSortsAndShowsNoMoreThanCanBeSeen() {
        assertThat(browser.findElements(By.cssSelector(".tbody .trow"))).hasSizeLessThan(60);
        at("#query").sendKeys("lzma bitround(keepbits=7)");
        script("");
        String found = text("#found");
        assertThat(found).endsWith("of 4,000");
        assertThat(browser.findElements(By.cssSelector(".tbody .trow .mono")))
                .isNotEmpty()
                .allMatch(row -> row.getText().contains("lzma") && row.getText().contains("bitround(keepbits=7)"));
        at("#query").sendKeys(" nothing is called so");
        script("");
        assertThat(text(".tbody")).contains("No candidate is called so");
        script(
                "document.querySelector('#query').value = ''; document.querySelector('#query').dispatchEvent(new Event('input'))");
        script("[...document.querySelectorAll('.thead button')].find(b => b.textContent.startsWith('Ratio')).click()");
        List<Double> ratios = browser.findElements(By.cssSelector(".tbody .trow > span:nth-child(3)")).stream()
                .map(cell -> Double.parseDouble(cell.getText()))
                .toList();
        assertThat(ratios).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void aRowThatIsChosenIsShownBesideTheChart() {
        script("document.querySelectorAll('.tbody .trow')[3].click()");
        assertThat(text("#chosen-label"))
                .isEqualTo(at(".tbody .trow:nth-child(5) .mono").getText());
        assertThat(text("#side .command code"))
                .startsWith("varve compress era5/2024-03-01.nc 2024-03-01.zarr --variables t --codec '");
    }

    @Test
    void picturesAreDrawnAndReadOut() {
        assertThat(browser.findElements(By.cssSelector("#map-original image, #map-decoded image, #map-error image")))
                .hasSize(6);
        assertThat(browser.findElements(
                        By.cssSelector("#errors path, #zonal path, #spectrum path, #levels image, #bits rect")))
                .hasSizeGreaterThan(10);
        script(
                "const m = document.querySelector('#map-original svg'), r = m.getBoundingClientRect();"
                        + " m.dispatchEvent(new PointerEvent('pointermove', {clientX: r.left + r.width / 2, clientY: r.top + 60}))");
        assertThat(text("#readout")).containsPattern("°[NS] .*°[EW]: original [0-9.]+, decoded [0-9.]+ K");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aClusterThatIsChosenIsTheOnlyOneInTheTable() {
        int clusters = browser.findElements(By.cssSelector(".cluster")).size();
        assertThat(clusters).isBetween(2, 10);
        script("document.querySelectorAll('.cluster')[1].click()");
        assertThat(browser.findElements(By.cssSelector(".tbody .trow > span:nth-child(10)")))
                .isNotEmpty()
                .allMatch(cell -> cell.getText().equals("2"));
    }

    @Test
    void nothingIsWiderThanAPhoneAndBothThemesHaveTheirColours() {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
        browser.navigate().refresh();
        assertThat((Long) script("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(392);
        Object light = script("return getComputedStyle(document.body).backgroundColor");
        script("document.querySelector('#theme').click()");
        assertThat(script("return getComputedStyle(document.body).backgroundColor"))
                .isNotEqualTo(light);
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }
}
