package io.github.sigv4.it.refusals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.sigv4.it.aws.ReceivedClaim;
import io.github.sigv4.it.aws.Reply;

/**
 * What a service of AWS is documented to answer, with what depends on the request left
 * out: in braces stands what is put in.
 *
 * @param source where the text is documented: a page of AWS, an issue with the answer as
 * it came, or the server that gave it
 * @param status the status
 * @param headers the headers that matter
 * @param body the body
 */
record Answer(String source, int status, List<String> headers, String body) {

	private static final Pattern NOW = Pattern.compile("\\{now([+-]\\d+)m}");

	static Answer json(String source, int status, String body) {
		return new Answer(source, status, List.of("Content-Type: application/json"), body);
	}

	static Answer xml(String source, int status, String body) {
		return new Answer(source, status, List.of("Content-Type: application/xml"), body);
	}

	Answer with(String header) {
		List<String> all = new ArrayList<>(this.headers);
		all.add(header);
		return new Answer(this.source, this.status, all, this.body);
	}

	byte[] render(Map<String, String> values, Instant now) {
		return new Reply(this.status, this.headers, fill(values, now)).toBytes(now);
	}

	private String fill(Map<String, String> values, Instant now) {
		boolean json = this.body.startsWith("{");
		String text = NOW.matcher(this.body)
			.replaceAll((matcher) -> ReceivedClaim.format(now.plus(Duration.ofMinutes(minutes(matcher.group(1))))));
		for (Map.Entry<String, String> value : values.entrySet()) {
			text = text.replace("{" + value.getKey() + "}", json ? json(value.getValue()) : xml(value.getValue()));
			if (text.contains("{" + value.getKey() + " bytes}")) {
				text = text.replace("{" + value.getKey() + " bytes}",
						HexFormat.ofDelimiter(" ").formatHex(value.getValue().getBytes(StandardCharsets.UTF_8)));
			}
		}
		Matcher left = Pattern.compile("\\{[a-zA-Z ]+}").matcher(text);
		if (left.find()) {
			throw new IllegalStateException("Nothing to put in for " + left.group());
		}
		return text;
	}

	private static long minutes(String text) {
		return Long.parseLong(text.replace("+", ""));
	}

	private static String json(String value) {
		return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
	}

	private static String xml(String value) {
		return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

	@Override
	public String toString() {
		return this.status + ", " + this.source;
	}

}
