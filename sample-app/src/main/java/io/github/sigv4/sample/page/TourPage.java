package io.github.sigv4.sample.page;

import java.util.List;
import java.util.stream.Collectors;

import org.springframework.web.util.HtmlUtils;

import io.github.sigv4.sample.tour.Call;

/**
 * The page as HTML. Whatever comes from a server is escaped.
 */
final class TourPage {

	private TourPage() {
	}

	static String render(String summary, List<Call> calls, boolean again) {
		return """
				<!DOCTYPE html>
				<html lang="en">
				<head>
				<meta charset="utf-8">
				<meta name="viewport" content="width=device-width, initial-scale=1">
				<title>SigV4 for Spring Boot: the sample's tour</title>
				<link rel="icon" href="data:,">
				<link rel="stylesheet" href="/style.css">
				</head>
				<body>
				<header>
				<h1>A tour of signed calls</h1>
				<p>Each was signed by the starter, and judged by the server that it went to.</p>
				%s
				</header>
				<p class="%s" role="status">%s</p>
				<table>
				<thead><tr><th>Result</th><th>Client</th><th>Service</th><th>Request</th><th>Status</th><th>Note</th></tr></thead>
				<tbody>
				%s
				</tbody>
				</table>
				</body>
				</html>
				"""
			.formatted(again ? "<form method=\"post\" action=\"/tour\"><button>Run again</button></form>" : "",
					result(calls.stream().allMatch(Call::asExpected)), HtmlUtils.htmlEscape(summary),
					calls.stream().map(TourPage::row).collect(Collectors.joining("\n")));
	}

	private static String row(Call call) {
		return """
				<tr class="%1$s"><td data-label="Result">%1$s</td><td data-label="Client">%2$s</td>\
				<td data-label="Service">%3$s</td><td data-label="Request"><code>%4$s %5$s</code></td>\
				<td data-label="Status">%6$s</td><td data-label="Note">%7$s</td></tr>""".formatted(
				result(call.asExpected()), HtmlUtils.htmlEscape(call.client()), HtmlUtils.htmlEscape(call.service()),
				HtmlUtils.htmlEscape(call.method()), HtmlUtils.htmlEscape(call.target()),
				HtmlUtils.htmlEscape(call.status()), HtmlUtils.htmlEscape(call.note()));
	}

	private static String result(boolean asExpected) {
		return asExpected ? "ok" : "fail";
	}

}
