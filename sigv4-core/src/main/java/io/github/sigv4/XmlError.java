package io.github.sigv4;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

/**
 * Reads errors in XML: those of S3, of the query protocol and of EC2, which differ in
 * what is around {@code Error}, and those where the root is named by the code.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingRESTError.html">The S3 REST
 * error response</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">Error
 * codes of the EC2 API</a>
 */
final class XmlError {

	/** As EC2 has it: {@code Response}, {@code Errors}, {@code Error}. */
	private static final int MAX_DEPTH = 3;

	/** What S3 says of a signature, a time, a region or a body that it refuses. */
	private static final Set<String> DETAILS = Set.of("CanonicalRequest", "CanonicalRequestBytes", "StringToSign",
			"ServerTime", "Region", "HeadersNotSigned", "S3ComputedContentSHA256");

	/** The names of the elements that are open, the innermost first. */
	private final Deque<String> open = new ArrayDeque<>();

	private final StringBuilder text = new StringBuilder();

	private @Nullable String code;

	private @Nullable String message;

	private final Map<String, String> details = new HashMap<>();

	private XmlError() {
	}

	/**
	 * Read an error.
	 * @param xml the document, without anything in front
	 * @return what it says before it is wrong or cut off, and nothing at all if there is
	 * a document type
	 */
	static AwsError read(String xml) {
		XmlError error = new XmlError();
		try {
			error.read(factory().createXMLStreamReader(new StringReader(xml)));
		}
		catch (XMLStreamException | RuntimeException ex) {
			// What was read so far counts. The reader is known to throw more than it
			// says.
		}
		return AwsError.of(error.code, error.message, error.details, true);
	}

	/**
	 * Return the JDK's own, whatever is on the class path, and new each time, as it is
	 * not said to be thread-safe.
	 */
	private static XMLInputFactory factory() {
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		// Names without their prefix are enough, and many namespaces would take long
		factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		return factory;
	}

	private void read(XMLStreamReader reader) throws XMLStreamException {
		boolean more = true;
		while (more && reader.hasNext()) {
			switch (reader.next()) {
				case XMLStreamConstants.START_ELEMENT -> start(reader.getLocalName());
				case XMLStreamConstants.END_ELEMENT -> more = end();
				case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> this.text.append(reader.getText());
				// These belong to a document type: nobody's error has one
				case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> more = false;
				default -> {
					// Comments and the like
				}
			}
		}
	}

	private void start(String qualifiedName) {
		String name = qualifiedName.substring(qualifiedName.indexOf(':') + 1);
		if (this.open.isEmpty() && name.endsWith("Exception")) {
			this.code = name;
		}
		this.open.push(name);
		this.text.setLength(0);
	}

	/** Return whether there is more to read: the first error says it all. */
	private boolean end() {
		String name = this.open.pop();
		if (isError()) {
			switch (name) {
				case "Code" -> this.code = this.text.toString();
				case "Message", "message" -> this.message = this.text.toString();
				default -> {
					// The others are for machines
					if (DETAILS.contains(name)) {
						this.details.putIfAbsent(name, this.text.toString());
					}
				}
			}
		}
		this.text.setLength(0);
		return !name.equals("Error") || this.open.size() >= MAX_DEPTH;
	}

	private boolean isError() {
		String name = this.open.peek();
		return name != null && this.open.size() <= MAX_DEPTH
				&& (name.equals("Error") || (this.open.size() == 1 && name.endsWith("Exception")));
	}

}
