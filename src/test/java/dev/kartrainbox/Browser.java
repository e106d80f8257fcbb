package dev.kartrainbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser, without a window, as somebody at a desk or with a phone has it. */
final class Browser implements AutoCloseable {

    /** How somebody looks at a page. */
    enum Look {
        WIDE_LIGHT(1440, 900, false),
        WIDE_DARK(1440, 900, true),
        PHONE_LIGHT(390, 844, false),
        PHONE_DARK(390, 844, true);

        private final int width;
        private final int height;
        private final boolean dark;

        Look(int width, int height, boolean dark) {
            this.width = width;
            this.height = height;
            this.dark = dark;
        }

        boolean isPhone() {
            return width < 600;
        }

        boolean isDark() {
            return dark;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String AXE = "/axe.min.js";

    /** Into the log, whether or not the browser writes them there by itself. */
    private static final String TELL_OF_VIOLATIONS =
            "addEventListener('securitypolicyviolation', e => console.error('Content Security Policy: ' + e.effectiveDirective + ' ' + e.blockedURI + ' ' + e.sourceFile + ':' + e.lineNumber))";

    private static final String FOCUS_IS_SEEN = """
            const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
            return box.top >= 0 && box.left >= 0 && box.width > 0 && box.height > 0
              && (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none');
            """;

    /** What the driver says where a node is no longer in the document, besides that it is stale. */
    private static final String REPLACED = "does not belong to the document";

    private static final String ARRIVED = "return !window.isThePageBefore && document.readyState === 'complete'";

    private static final String SERIOUS = """
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
              found => done(found.violations
                .filter(violation => ['serious', 'critical'].includes(violation.impact))
                .flatMap(violation => violation.nodes.map(node => violation.id + ' at ' + node.target.join(' ') + ': '
                  + violation.help + '. ' + node.failureSummary.replace(/\\s+/g, ' ')))),
              failure => done(['axe failed: ' + failure]));
            """;

    private final ChromeDriver driver;
    private String applicationUrl = "";
    private final List<String> complaints = new ArrayList<>();
    private Look look = Look.WIDE_LIGHT;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Opens one, in a time zone that is not the server's. Where none is installed, the test is skipped, unless the build was told
     * that it must not be.
     */
    static Browser start() {
        var chromium = installed("chromium", "chromium-browser", "google-chrome");
        var chromedriver = installed("chromedriver");
        if (!Boolean.getBoolean("browser.required")) {
            Assumptions.assumeTrue(
                    chromium.isPresent() && chromedriver.isPresent(),
                    "Chromium and its driver are not installed (Debian: apt install chromium chromium-driver).");
        }
        var log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions()
                .setBinary(chromium.orElseThrow(() -> new IllegalStateException("Chromium is not installed")))
                .addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
        options.setCapability("goog:loggingPrefs", log);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        chromedriver.orElseThrow(() -> new IllegalStateException("its driver is not installed")))
                .usingAnyFreePort()
                .build();
        var browser = new Browser(new ChromeDriver(service, options));
        browser.driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "America/New_York"));
        browser.driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", TELL_OF_VIOLATIONS));
        return browser.as(Look.WIDE_LIGHT);
    }

    private static Optional<File> installed(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    /** Has no cookies any more, and nothing to complain of. */
    Browser forgets() {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        return listensAnew().as(Look.WIDE_LIGHT);
    }

    /** Has nothing to complain of any more. */
    Browser listensAnew() {
        hears();
        complaints.clear();
        return this;
    }

    /** Looks at pages like this from now on. */
    Browser as(Look newLook) {
        look = newLook;
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width, "height", look.height, "deviceScaleFactor", 1, "mobile", look.isPhone()));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", look.dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    /** Where the application is whose pages it goes to. */
    void isAt(String url) {
        applicationUrl = url;
    }

    /** Goes to a page of the application, such as {@code /console/keys}. */
    Browser opens(String page) {
        return goes(applicationUrl + page);
    }

    /** Goes anywhere. */
    Browser goes(String url) {
        driver.get(url);
        hears();
        return this;
    }

    Browser signsIn(String name, String password) {
        types("form:name", name);
        types("form:password", password);
        return clicks("form:enter");
    }

    /** Writes into the field of this id, in place of what is there. */
    Browser types(String id, String text) {
        does(By.id(id), field -> {
            field.clear();
            field.sendKeys(text);
        });
        return this;
    }

    /** Presses what has this id; returns when the next page is there. */
    Browser clicks(String id) {
        return clicks(By.id(id));
    }

    Browser clicks(By what) {
        does(what, element -> {
            driver.executeScript("window.isThePageBefore = true");
            element.click();
        });
        reads(() -> (Boolean) driver.executeScript(ARRIVED) ? true : null);
        hears();
        return this;
    }

    /** Follows the link with these words. */
    Browser follows(String words) {
        return clicks(By.linkText(words));
    }

    /** Returns once the page shows these words somewhere. */
    Browser awaits(String words) {
        waiting().withMessage(() -> "'" + words + "' is not in: " + text()).until(any -> text().contains(words));
        hears();
        return this;
    }

    /** Begins again where a page that refreshes itself replaces the element just then: nothing has happened to it. */
    private void does(By what, Consumer<WebElement> action) {
        waiting().until(any -> {
            try {
                action.accept(driver.findElement(what));
                return true;
            } catch (WebDriverException e) {
                if (e instanceof StaleElementReferenceException
                        || String.valueOf(e.getMessage()).contains(REPLACED)) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** Whatever is wrong while one page goes and the next comes: asking does no harm. */
    private <T> T reads(Supplier<T> what) {
        var wait = waiting();
        wait.ignoring(WebDriverException.class);
        return wait.until(any -> what.get());
    }

    private WebDriverWait waiting() {
        var wait = new WebDriverWait(driver, LIMIT, POLL);
        wait.ignoring(org.openqa.selenium.NoSuchElementException.class);
        return wait;
    }

    boolean has(String id) {
        return !driver.findElements(By.id(id)).isEmpty();
    }

    /** All that can be read on the page. */
    String text() {
        return reads(() -> driver.findElement(By.tagName("body")).getText());
    }

    String title() {
        return driver.getTitle();
    }

    /** What stands in the field of this id. */
    String value(String id) {
        return reads(() -> driver.findElement(By.id(id)).getDomProperty("value"));
    }

    /** The page's address below the application's. */
    String page() {
        return driver.getCurrentUrl().replace(applicationUrl, "");
    }

    Object runs(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Has a cookie that nobody gave it. */
    void plants(String name, String value, String path) {
        driver.manage().addCookie(new Cookie(name, value, path));
    }

    void presses(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    String focused() {
        return driver.switchTo().activeElement().getText();
    }

    /** Whether somebody sees where the focus is. */
    boolean isFocusSeen() {
        return (Boolean) driver.executeScript(FOCUS_IS_SEEN);
    }

    Optional<Cookie> cookie(String name) {
        return Optional.ofNullable(driver.manage().getCookieNamed(name));
    }

    private void hears() {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .forEach(entry -> complaints.add(page() + ": " + entry.getMessage()));
    }

    /** Errors and warnings of the browser's console so far, reports of broken policies among them. */
    List<String> complaints() {
        hears();
        return List.copyOf(complaints);
    }

    /** What axe finds serious or critical on the page, and where. */
    @SuppressWarnings("unchecked")
    List<String> seriousAxeFindings() {
        try (var axe = Browser.class.getResourceAsStream(AXE)) {
            driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<String>) driver.executeAsyncScript(SERIOUS);
    }

    /** Whether the page is wider than the screen; a phone would make the window as wide as the page. */
    boolean isTooWide() {
        return (Long) driver.executeScript("return document.documentElement.scrollWidth") > look.width;
    }

    /** The whole page, for people to look at, in {@code target/screenshots}: server, name, and how it is looked at. */
    void photographs(String name) {
        var size = (Map<?, ?>)
                driver.executeCdpCommand("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        var clip = Map.of("x", 0, "y", 0, "width", size.get("width"), "height", size.get("height"), "scale", 1);
        var photograph = (String) driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                .get("data");
        try {
            Files.createDirectories(SCREENSHOTS);
            var file = "%s-%s-%s.png".formatted(System.getProperty("kartra.it.container"), name, look);
            Files.write(SCREENSHOTS.resolve(file), Base64.getDecoder().decode(photograph));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
