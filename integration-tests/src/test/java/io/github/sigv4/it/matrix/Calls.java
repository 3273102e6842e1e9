package io.github.sigv4.it.matrix;

import java.util.ArrayList;
import java.util.List;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.DefaultUriBuilderFactory.EncodingMode;

import io.github.sigv4.it.matrix.Call.Body;

/**
 * Everything that an application may ask of a client, and that has gone wrong with one.
 */
final class Calls {

	/**
	 * As {@link java.net.URI} lets them pass; what the service makes of them is its own.
	 */
	private static final List<String> TARGETS = List.of("", "/", "/a?", "/a#fragment", "/a?x#fragment", "//", "//a//b",
			"/a//", "/a/../b", "/a/./b/", "/../a", "/a%2Fb", "/a%2fb", "/a;v=1/b", "/*", "/~a_b-c.d", "/a+b", "/a%20b",
			"/%25", "/100%25", "/it's", "/:@!$&(),=", "/%E3%81%82%C3%BC", "/?a[x]=1&b=[]", "/?b=2&a=1&a=&c&B=3",
			"/?q=a+b", "/?q=a%20b%2Bc", "/?q=a%2fb/c", "/?q=%25&r=it's*", "/?=x&&y=", "/?a=b=c&d=?/:@",
			"/?A=1&a=2&aa=3");

	private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST,
			HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.OPTIONS);

	private Calls() {
	}

	static List<Call> all() {
		List<Call> calls = new ArrayList<>();
		for (HttpMethod method : METHODS) {
			calls.add(Call.of("api", method, "/orders/1"));
		}
		for (Body body : Body.values()) {
			calls.add(Call.of("api", HttpMethod.POST, "/orders").with(body));
			calls.add(Call.of("bucket", HttpMethod.PUT, "/b/k").with(body));
			calls.add(Call.of("open", HttpMethod.PUT, "/b/k").with(body));
		}
		for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.DELETE, HttpMethod.PATCH)) {
			calls.add(Call.of("api", method, "/_search").with(Body.JSON));
		}
		for (String target : TARGETS) {
			// AWS's signer does not resolve dots that lead out of the root, as services
			// do
			if (!target.equals("/../a")) {
				calls.add(Call.of("api", HttpMethod.GET, target));
			}
			calls.add(Call.of("bucket", HttpMethod.GET, target));
		}
		for (EncodingMode mode : EncodingMode.values()) {
			// With no encoding at all, it is up to the caller to give what can stand in a
			// URI
			Object[] variables = (mode == EncodingMode.NONE) ? new Object[] { "a%20b", "c+d" }
					: new Object[] { "a b/\u00fc;*~'@:$", "c&d=e f\u3042(),!" };
			calls.add(Call.of("api", HttpMethod.GET, "/t/{a}?q={b}").expand(mode, variables));
			calls.add(Call.of("bucket", HttpMethod.GET, "/t/{a}?q={b}").expand(mode, variables));
		}
		calls.add(Call.of("api", HttpMethod.GET, "/\u00fc \u3042?q=a b+c").expand(EncodingMode.TEMPLATE_AND_VALUES));
		calls.add(Call.of("bucket", HttpMethod.PUT, "/b/{key}")
			.expand(EncodingMode.TEMPLATE_AND_VALUES, "a+b %/=;.txt")
			.with(Body.TEXT));
		calls.add(Call.of("api", HttpMethod.GET, "/h").with("X-Amz-Meta-A", "1", "2").with("x-amz-meta-b", "b  c"));
		calls.add(Call.of("api", HttpMethod.GET, "/h").with("X-Tenant-Id", "a   b", "c,d"));
		calls.add(Call.of("api", HttpMethod.GET, "/h").with("Cookie", "a=1; b=2"));
		calls.add(Call.of("api", HttpMethod.GET, "/h").with("Accept-Encoding", "identity"));
		calls.add(Call.of("api", HttpMethod.GET, "/h")
			.with("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
			.with("User-Agent", "mine/1.0")
			.with("Range", "bytes=0-9")
			.with("Date", "Thu, 26 Nov 2026 10:00:00 GMT"));
		return calls;
	}

	/** The same server by other names. */
	static List<Call> ofHosts(RawServer server) {
		List<Call> calls = new ArrayList<>();
		calls.add(Call.of("api", HttpMethod.GET, "http://LOCALHOST:" + server.port() + "/upper"));
		calls.add(Call.of("bucket", HttpMethod.GET, "http://localhost:" + server.port()));
		if (server.hasIpv6()) {
			calls.add(Call.of("api", HttpMethod.GET, "http://[::1]:" + server.port() + "/six"));
		}
		return calls;
	}

}
