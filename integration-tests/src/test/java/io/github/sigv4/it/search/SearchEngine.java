package io.github.sigv4.it.search;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands for a search engine, and answers as that does. It knows nothing of signatures.
 */
final class SearchEngine implements AutoCloseable {

	private static final ObjectMapper JSON = JsonMapper.shared();

	/** What either says of itself. */
	enum Product {

		ELASTICSEARCH(
				"""
						{"name":"node","cluster_name":"books","cluster_uuid":"dRkCPzBCTpuLRiz5XHaQhA","version":{"number":"9.4.8",
						"build_flavor":"default","build_type":"docker","build_hash":"112859b85d50de2a7e63f73c8fc70b99eea24291",
						"build_date":"2026-06-08T17:04:18.222Z","build_snapshot":false,"lucene_version":"10.4.0",
						"minimum_wire_compatibility_version":"8.19.0","minimum_index_compatibility_version":"8.0.0"},
						"tagline":"You Know, for Search"}"""),

		OPENSEARCH("""
				{"name":"node","cluster_name":"123456789012:books","cluster_uuid":"dRkCPzBCTpuLRiz5XHaQhA",
				"version":{"distribution":"opensearch","number":"3.1.0","build_type":"tar",
				"build_hash":"unknown","build_date":"2026-06-08T17:04:18.222Z","build_snapshot":false,
				"lucene_version":"10.2.1","minimum_wire_compatibility_version":"2.19.0",
				"minimum_index_compatibility_version":"2.0.0"},
				"tagline":"The OpenSearch Project: https://opensearch.org/"}""");

		private final String info;

		Product(String info) {
			this.info = info;
		}

	}

	private final Product product;

	private final HttpServer server;

	/** Documents as they were sent, by index and id. */
	private final Map<String, String> documents = new ConcurrentHashMap<>();

	SearchEngine(Product product) throws IOException {
		this.product = product;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	private void answer(HttpExchange exchange) throws IOException {
		boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		InputStream in = compressed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
		String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
		// An id may have a slash
		String path = exchange.getRequestURI().getRawPath();
		byte[] answer;
		int status = 200;
		if (path.equals("/")) {
			answer = bytes(this.product.info);
		}
		else if (path.endsWith("/_bulk") || path.equals("/_bulk")) {
			answer = bytes(bulk(path, body));
		}
		else if (path.endsWith("/_search")) {
			answer = bytes(search(path.split("/", -1)[1], body));
		}
		else if (path.matches("/[^/]+/_doc/[^/]+")) {
			status = 201;
			answer = bytes(index(path.split("/", -1)[1],
					URLDecoder.decode(path.split("/", -1)[3].replace("+", "%2B"), StandardCharsets.UTF_8), body));
		}
		else {
			status = 400;
			answer = bytes("{\"error\":\"no handler found for uri [" + path + "]\"}");
		}
		if (this.product == Product.ELASTICSEARCH) {
			exchange.getResponseHeaders().set("X-elastic-product", "Elasticsearch");
			exchange.getResponseHeaders().set("Content-Type", "application/vnd.elasticsearch+json;compatible-with=9");
		}
		else {
			exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
		}
		exchange.sendResponseHeaders(status, answer.length);
		exchange.getResponseBody().write(answer);
		exchange.close();
	}

	private String index(String index, String id, String document) {
		this.documents.put(index + "/" + id, document);
		return "{\"_index\":\"" + index + "\",\"_id\":\"" + id + "\",\"_version\":1,\"result\":\"created\","
				+ "\"_shards\":{\"total\":2,\"successful\":1,\"failed\":0},\"_seq_no\":0,\"_primary_term\":1}";
	}

	private String bulk(String path, String body) {
		List<String> lines = body.lines().filter((line) -> !line.isBlank()).toList();
		StringBuilder items = new StringBuilder();
		for (int i = 0; i + 1 < lines.size(); i += 2) {
			JsonNode action = JSON.readTree(lines.get(i)).get("index");
			String index = action.has("_index") ? action.get("_index").asString() : path.split("/", -1)[1];
			String result = index(index, action.get("_id").asString(), lines.get(i + 1));
			items.append(items.isEmpty() ? "" : ",")
				.append("{\"index\":")
				.append(result, 0, result.length() - 1)
				.append(",\"status\":201}}");
		}
		return "{\"took\":3,\"errors\":false,\"items\":[" + items + "]}";
	}

	/** By the one word that the query has in quotes as the value of a match. */
	private String search(String index, String query) {
		String wanted = JSON.readTree(query).findValue("query").findValue("query").asString();
		Map<String, String> found = new LinkedHashMap<>();
		this.documents.forEach((key, document) -> {
			if (key.startsWith(index + "/") && document.contains(wanted)) {
				found.put(key.substring(index.length() + 1), document);
			}
		});
		String hits = found.entrySet()
			.stream()
			.map((hit) -> "{\"_index\":\"" + index + "\",\"_id\":\"" + hit.getKey() + "\",\"_score\":1.0,\"_source\":"
					+ hit.getValue() + "}")
			.collect(Collectors.joining(","));
		return "{\"took\":1,\"timed_out\":false,\"_shards\":{\"total\":1,\"successful\":1,\"skipped\":0,\"failed\":0},"
				+ "\"hits\":{\"total\":{\"value\":" + found.size()
				+ ",\"relation\":\"eq\"},\"max_score\":1.0,\"hits\":[" + hits + "]}}";
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
