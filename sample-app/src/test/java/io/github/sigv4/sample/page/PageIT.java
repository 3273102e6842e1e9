package io.github.sigv4.sample.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import io.github.sigv4.sample.SampleApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The pages in a browser, on a desktop and on a phone. With
 * {@code -Dsigv4.screenshots=<directory>} it leaves pictures of them.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		useMainMethod = UseMainMethod.ALWAYS)
class PageIT {

	private static final String AXE = "const done = arguments[arguments.length - 1];"
			+ "axe.run().then((found) => done(found.violations.map((violation) => violation.id + ': '"
			+ " + violation.nodes.map((node) => node.html + ' ' + node.failureSummary).join('; '))));";

	private static Chromium chromium;

	private static String axe;

	private final String url;

	private final ChromeDriver driver;

	private final WebDriverWait wait;

	PageIT(@Value("${local.server.port}") int port) {
		this.url = "http://127.0.0.1:" + port;
		this.driver = chromium.driver();
		this.wait = new WebDriverWait(this.driver, Duration.ofSeconds(10), Duration.ofMillis(20));
		// What was just found may be replaced
		this.wait.ignoring(StaleElementReferenceException.class);
	}

	@BeforeAll
	static void start(@TempDir Path profile) throws IOException {
		Optional<Chromium> started = Chromium.start(profile);
		if (started.isEmpty()) {
			System.out.println("PageIT skipped: no chromium and chromedriver on the PATH");
		}
		assumeThat(started).as("chromium and chromedriver are installed").isPresent();
		chromium = started.get();
		try (InputStream script = Objects.requireNonNull(PageIT.class.getResourceAsStream("/axe.min.js"))) {
			axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@AfterAll
	static void quit() {
		if (chromium != null) {
			chromium.close();
		}
	}

	@BeforeEach
	void reset() {
		Screen.DESKTOP.show();
	}

	/** Among what it would say: that the content security policy stopped something. */
	@AfterEach
	void nothingIsWrongInTheConsole() {
		assertThat(chromium.complaints()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void requestIsBrokenAndMended(Screen screen) throws IOException {
		screen.show();
		open("/request");
		picture(screen, "form");
		new Select(find("#damage")).selectByValue("CHARSET");
		send("Refused: 403 InvalidSignatureException");
		assertThat(find(".explanation").getText()).contains("Header 'content-type' arrived with another value",
				"set the whole value before signing");
		WebElement row = row("Canonical request", "header content-type");
		assertThat(row.getText()).contains("differs");
		assertThat(cells(row)).containsExactly("application/json", "application/json;charset=UTF-8");
		assertThat(row.findElements(By.tagName("mark"))).extracting(WebElement::getText)
			.containsExactly(";charset=UTF-8");
		assertThat(row("Canonical request", "path").findElements(By.tagName("mark"))).isEmpty();
		assertFits();
		picture(screen, "refused");
		find("[name=mend]").click();
		verdict("Accepted: 200");
		assertThat(new Select(find("#damage")).getFirstSelectedOption().getText()).startsWith("nothing");
		assertThat(this.driver.findElements(By.cssSelector(".explanation, mark, .differs"))).isEmpty();
		assertFits();
		picture(screen, "accepted");
	}

	@Test
	void bucketThatSomebodyElseWroteSaysWhatItReceived() {
		open("/request?target=s3");
		new Select(find("#damage")).selectByValue("PATH_DECODED");
		send("Refused: 403 SignatureDoesNotMatch");
		assertThat(cells(row("Canonical request", "path"))).containsExactly("/page/a%2Bb%20c.txt", "/page/a+b%20c.txt");
		find("[name=mend]").click();
		verdict("Accepted: 200");
	}

	@Test
	void keyboardIsEnough() {
		open("/request");
		tabTo("a[href='#main']");
		press(Keys.ENTER);
		tabTo("#damage");
		press("a proxy f");
		assertThat(new Select(find("#damage")).getFirstSelectedOption().getText()).contains("another Host");
		tabTo("form#request button");
		assertThat(focused().getCssValue("outline-style")).isEqualTo("solid");
		press(Keys.ENTER);
		verdict("Refused: 403 InvalidSignatureException");
		assertThat(focused().getText()).isEqualTo("Sign and send");
		tabTo("[name=mend]");
		press(Keys.ENTER);
		verdict("Accepted: 200");
		assertThat(focused().getAttribute("id")).isEqualTo("result");
	}

	@Test
	void enterInAFieldSendsToo() {
		open("/request");
		WebElement region = find("#region");
		region.clear();
		region.sendKeys("us-east-1", Keys.ENTER);
		verdict("Refused: 403 InvalidSignatureException");
		assertThat(focused().getAttribute("id")).isEqualTo("region");
		assertThat(find(".explanation").getText()).contains("region 'us-east-1'");
	}

	@Test
	void whatIsWrongWithAFieldIsSaidThere() {
		open("/request");
		WebElement path = find("#path");
		path.clear();
		path.sendKeys("//evil.example/ ?");
		find("form#request button").click();
		refused("#path");
		assertThat(find("#path-about").getText()).contains("Percent-encode");
		assertThat(find("[role=alert]").getText()).isEqualTo("Nothing was sent: see the fields.");
	}

	@Test
	void markupIsShownAndNotRun() {
		open("/request");
		String evil = "<img src=x onerror=\"document.title='evil'\"><script>document.title='evil'</script>";
		fill("#path", "/orders/%3Cscript%3E'");
		fill("#headers", "X-Amz-Meta-Evil: " + evil);
		fill("#body", evil);
		send("Accepted: 200");
		assertThat(find("#result pre").getText()).isEqualTo(evil);
		assertThat(cells(row("Canonical request", "header x-amz-meta-evil"))).containsExactly(evil);
		assertThat(this.driver.getTitle()).startsWith("Sign a request");
		assertThat(this.driver.findElements(By.cssSelector("img, body script"))).isEmpty();
	}

	@Test
	void callsOfTheTourAppearAsTheyAreMade() {
		open("/");
		this.wait.until((driver) -> find("[data-part=summary]").getText().endsWith(", 0 not"));
		int all = this.driver.findElements(By.cssSelector("tbody tr")).size();
		this.driver.executeScript("window.seen = []; new MutationObserver(() => window.seen.push("
				+ "document.querySelectorAll('tbody tr').length)).observe(document.querySelector('tbody'), "
				+ "{ childList: true })");
		find("#walk button").click();
		List<?> seen = this.wait.until((driver) -> {
			List<?> rows = (List<?>) this.driver.executeScript("return window.seen");
			return (rows != null && rows.contains((long) all)) ? rows : null;
		});
		assertThat(seen.size()).as("times that rows were added: " + seen).isGreaterThan(1);
		assertThat(seen).last().isEqualTo((long) all);
		this.wait.until((driver) -> find("[data-part=summary]").getText().startsWith("tour: " + all + " calls"));
	}

	@Test
	void presignedUrlCountsDownAndEnds() {
		open("/presigned");
		new Select(find("#seconds")).selectByValue("5");
		find("#presign button").click();
		WebElement timer = this.wait.until((driver) -> find("[role=timer]"));
		int left = secondsLeft(timer);
		assertThat(left).isBetween(3, 5);
		find("#open").click();
		verdict("Accepted: 200");
		assertThat(find("#result pre").getText()).contains("Hello");
		this.wait.until((driver) -> secondsLeft(find("[role=timer]")) < left);
		this.wait.until((driver) -> find("[role=timer]").getText().equals("expired"));
		assertThat(find("#expired").getAttribute("textContent")).isEqualTo("The URL has expired.");
		find("#open").click();
		verdict("Refused: 403 AccessDenied");
		assertThat(find(".explanation").getText()).contains("expired", "Presign");
	}

	private static int secondsLeft(WebElement timer) {
		String text = timer.getText();
		return text.endsWith(" s left") ? Integer.parseInt(text.replace(" s left", "")) : 0;
	}

	@ParameterizedTest
	@EnumSource
	void pagesAreAccessible(Screen screen) throws IOException {
		screen.show();
		open("/");
		this.wait.until((driver) -> find("[data-part=summary]").getText().endsWith(", 0 not"));
		picture(screen, "tour");
		assertAccessible();
		open("/request?target=ssm");
		new Select(find("#damage")).selectByValue("BODY");
		send("Refused: 400 InvalidSignatureException");
		assertAccessible();
		fill("#minutes", "never");
		find("form#request button").click();
		refused("#minutes");
		assertAccessible();
		picture(screen, "problem");
		open("/presigned");
		find("#presign button").click();
		this.wait.until((driver) -> find("[role=timer]"));
		find("#open").click();
		verdict("Accepted: 200");
		assertAccessible();
		picture(screen, "presigned");
	}

	private void assertAccessible() {
		assertFits();
		this.driver.executeScript(axe);
		assertThat(this.driver.executeAsyncScript(AXE)).asInstanceOf(InstanceOfAssertFactories.LIST).isEmpty();
	}

	/** Nothing makes the page scroll sideways. */
	private void assertFits() {
		assertThat(this.driver
			.executeScript("const page = document.documentElement;" + " return page.scrollWidth - page.clientWidth"))
			.isEqualTo(0L);
	}

	/** Wait until a field is said to be wrong; which the console knows too. */
	private void refused(String field) {
		this.wait.until((driver) -> find(field).getAttribute("aria-invalid"));
		assertThat(chromium.complaints()).singleElement().asString().endsWith("status of 400 (Bad Request)");
	}

	private void open(String path) {
		this.driver.get(this.url + path);
	}

	private WebElement find(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	private void fill(String selector, String text) {
		find(selector).clear();
		find(selector).sendKeys(text);
	}

	private void send(String verdict) {
		find("form#request button").click();
		verdict(verdict);
	}

	private void verdict(String text) {
		this.wait.withMessage(() -> "not " + text + " but " + find(".verdict").getText())
			.until((driver) -> find(".verdict").getText().endsWith(text));
	}

	private WebElement row(String table, String label) {
		Function<String, String> named = (name) -> "[normalize-space(text())='" + name + "']";
		return this.driver
			.findElement(By.xpath("//table[caption" + named.apply(table) + "]//tr[th" + named.apply(label) + "]"));
	}

	private static List<String> cells(WebElement row) {
		return row.findElements(By.tagName("td")).stream().map(WebElement::getText).toList();
	}

	private WebElement focused() {
		return this.driver.switchTo().activeElement();
	}

	private void press(CharSequence keys) {
		focused().sendKeys(keys);
	}

	private void tabTo(String selector) {
		WebElement wanted = find(selector);
		for (int i = 0; i < 60 && !focused().equals(wanted); i++) {
			press(Keys.TAB);
		}
		assertThat(focused()).as(selector).isEqualTo(wanted);
	}

	private void picture(Screen screen, String name) throws IOException {
		String directory = System.getProperty("sigv4.screenshots", "");
		if (!directory.isEmpty()) {
			Object height = this.driver
				.executeScript("window.scrollTo(0, 0); return document.documentElement.scrollHeight");
			chromium.screen(screen.width, Math.max(screen.height, ((Number) height).intValue()), screen.phone);
			Files.write(
					Files.createDirectories(Path.of(directory))
						.resolve(name + "-" + screen.name().toLowerCase(Locale.ROOT) + ".png"),
					this.driver.getScreenshotAs(OutputType.BYTES));
			screen.show();
		}
	}

	/** What it is looked at with: a light one and a dark one. */
	enum Screen {

		DESKTOP(1280, 800, false, false),

		PHONE(375, 812, true, true);

		private final int width;

		private final int height;

		private final boolean phone;

		private final boolean dark;

		Screen(int width, int height, boolean phone, boolean dark) {
			this.width = width;
			this.height = height;
			this.phone = phone;
			this.dark = dark;
		}

		void show() {
			chromium.screen(this.width, this.height, this.phone);
			chromium.dark(this.dark);
		}

	}

}
