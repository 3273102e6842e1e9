package io.github.sigv4.sample.tour;

import java.net.URI;
import java.time.Duration;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.spring.SigV4Client;
import io.github.sigv4.spring.SigV4Presigner;

/**
 * Presigned URLs: whoever has one can send the request, with any client and without
 * credentials, until it expires. Hand them to nobody else, and keep them out of logs.
 */
@Component
@Order(6)
@EmbeddedOnly
class PresignedStop implements Stop {

	private static final URI FILE = URI.create("/shared/for%20you.txt");

	private static final Duration A_QUARTER = Duration.ofMinutes(15);

	private final SigV4Presigner s3;

	private final SigV4Presigner iam;

	private final PlainClient plainClient;

	PresignedStop(@SigV4Client("s3") SigV4Presigner s3, @SigV4Client("iam") SigV4Presigner iam,
			PlainClient plainClient) {
		this.s3 = s3;
		this.iam = iam;
		this.plainClient = plainClient;
	}

	@Override
	public void visit(Tour tour) {
		URI bucket = URI.create("/shared");
		tour.call("s3", () -> send("PUT", bucket, ""), String::isEmpty);
		tour.call("s3", () -> send("PUT", FILE, "Sent by anybody"), String::isEmpty);
		tour.call("s3", () -> send("GET", FILE, ""), "Sent by anybody"::equals);
		tour.refused("s3", "another object than presigned", "SignatureDoesNotMatch", () -> {
			String url = this.s3.presign("GET", FILE, A_QUARTER).toString();
			this.plainClient.send("GET", URI.create(url.replace("for%20you", "for%20me")), "");
		});
		tour.call("s3", () -> send("DELETE", FILE, ""), String::isEmpty);
		tour.call("s3", () -> send("DELETE", bucket, ""), String::isEmpty);
		tour.call("iam", () -> {
			URI createUser = URI.create("/?Action=CreateUser&UserName=NewUser&Version=2010-05-08");
			return this.plainClient.send("GET", this.iam.presign("GET", createUser, Duration.ofSeconds(30)), "");
		}, (answer) -> answer.contains("<UserName>NewUser</UserName>"));
	}

	private String send(String method, URI uri, String body) {
		return this.plainClient.send(method, this.s3.presign(method, uri, A_QUARTER), body);
	}

}
