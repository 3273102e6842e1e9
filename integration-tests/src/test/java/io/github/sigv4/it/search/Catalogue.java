package io.github.sigv4.it.search;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch.core.search.Hit;
import org.springframework.stereotype.Component;

/**
 * What an application does with the client of Elasticsearch.
 */
@Component
class Catalogue {

	private final ElasticsearchClient client;

	Catalogue(ElasticsearchClient client) {
		this.client = client;
	}

	String version() throws IOException {
		return this.client.info().version().number();
	}

	void add(String id, Book book) throws IOException {
		this.client.index((index) -> index.index("books").id(id).document(book));
	}

	void addAll(Map<String, Book> books) throws IOException {
		this.client.bulk((bulk) -> {
			books.forEach((id, book) -> bulk
				.operations((operation) -> operation.index((index) -> index.index("books").id(id).document(book))));
			return bulk;
		});
	}

	List<Book> find(String title) throws IOException {
		return this.client
			.search((search) -> search.index("books")
				.query((query) -> query.match((match) -> match.field("title").query(title))), Book.class)
			.hits()
			.hits()
			.stream()
			.map(Hit::source)
			.toList();
	}

	/**
	 * A document.
	 *
	 * @param title its title
	 */
	public record Book(String title) {

	}

}
