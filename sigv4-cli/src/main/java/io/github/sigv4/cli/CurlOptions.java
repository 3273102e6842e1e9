package io.github.sigv4.cli;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Options of curl that hands type by themselves, and what there is in their place.
 */
final class CurlOptions {

	private static final Map<String, String> INSTEAD = Map.ofEntries(insecure("-k"), insecure("--insecure"),
			redirects("-L"), redirects("--location"), credentials("-u"), credentials("--user"),
			credentials("--aws-sigv4"), Map.entry("--data-raw", "use -d, or -d @- for a text that begins with '@'"),
			Map.entry("--data-urlencode", "encode the text, and use -d"),
			Map.entry("--json", "use -H 'Content-Type: application/json' -d"),
			Map.entry("-G", "write the query into the URL"), Map.entry("-A", "use -H 'User-Agent: ...'"),
			Map.entry("-e", "use -H 'Referer: ...'"), Map.entry("-b", "use -H 'Cookie: ...'"),
			Map.entry("-F", "there are no multipart forms: give the body by --data-binary @FILE"),
			Map.entry("-x", "set HTTPS_PROXY"), Map.entry("--proxy", "set HTTPS_PROXY"), Map.entry("-O", "use -o FILE"),
			Map.entry("--connect-timeout", "use --max-time"), Map.entry("-m", "use --max-time"),
			Map.entry("--cacert", "use java -Djavax.net.ssl.trustStore=FILE"),
			Map.entry("--compressed", "use -H 'Accept-Encoding: gzip', and gunzip the answer"));

	private CurlOptions() {
	}

	private static Map.Entry<String, String> insecure(String option) {
		return Map.entry(option, "certificates are always checked; one of your own authority is given by "
				+ "java -Djavax.net.ssl.trustStore=FILE");
	}

	private static Map.Entry<String, String> redirects(String option) {
		return Map.entry(option, "redirects are never followed, since a signature is good for one host and path only");
	}

	private static Map.Entry<String, String> credentials(String option) {
		return Map.entry(option,
				"credentials come from the environment or a profile (--profile), never from the " + "command line");
	}

	/** Return what to do in place of an option of curl, or {@code null} if it is none. */
	static @Nullable String instead(String option) {
		return INSTEAD.get(option);
	}

}
