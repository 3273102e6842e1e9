package io.github.sigv4.sample.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.result.view.Rendering;

/**
 * What there is to see; a template has the same name.
 */
enum Page {

	TOUR("/", "The tour", "A tour of signed calls"),

	REQUEST("/request", "Your request", "Sign a request, and break it"),

	PRESIGNED("/presigned", "Presigned", "A URL that ends");

	private final String path;

	private final String name;

	private final String title;

	Page(String path, String name, String title) {
		this.path = path;
		this.name = name;
		this.title = title;
	}

	/** Against AWS itself there is nothing but the tour. */
	Rendering alone(Object content) {
		return rendering(content).build();
	}

	Rendering with(HttpStatus status, Object content) {
		List<Link> links = Stream.of(values()).map((page) -> new Link(page.path, page.name, page == this)).toList();
		return rendering(content).status(status).modelAttribute("navigation", new Navigation(links)).build();
	}

	private Rendering.Builder<?> rendering(Object content) {
		return Rendering.view(name().toLowerCase(Locale.ROOT))
			.modelAttribute("title", this.title)
			.modelAttribute("content", content);
	}

	/**
	 * The way to the other pages.
	 *
	 * @param links a link to each
	 */
	record Navigation(List<Link> links) {

	}

	/**
	 * A link of the navigation.
	 *
	 * @param href where it leads
	 * @param text its text
	 * @param current whether it leads to what is shown
	 */
	record Link(String href, String text, boolean current) {

	}

}
