package io.github.sigv4.sample.trial;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;

import io.github.sigv4.sample.server.EmbeddedOnly;
import io.github.sigv4.sample.trial.Target.Example;
import io.github.sigv4.spring.SigV4Services;

/**
 * The embedded servers: nothing is signed for any other.
 */
@Component
@EmbeddedOnly
public class Targets {

	private final SigV4Services services;

	private final List<Target> all = new ArrayList<>();

	Targets(SigV4Services services) {
		this.services = services;
		add("orders", "API Gateway", Keys.all(), new Example("PUT", "/orders/a%2Bb", "note=to%20go",
				"Content-Type: application/json", "{\"item\":\"tea\",\"quantity\":2}"));
		// It was written by somebody else, and knows one access key
		add(Bucket.SERVICE, "S3", Keys.permanent(), new Example("PUT", Bucket.PATH + "/a%2Bb%20c.txt", "",
				"Content-Type: text/plain\nX-Amz-Meta-Note: to go", "Green tea"));
		add("ssm", "SSM", Keys.all(),
				new Example("POST", "/", "",
						"Content-Type: application/x-amz-json-1.1\nX-Amz-Target: AmazonSSM.GetParameter",
						"{\"Name\":\"/tea\"}"));
		add("sts", "STS", Keys.all(),
				new Example("POST", "/", "", "Content-Type: application/x-www-form-urlencoded;charset=UTF-8",
						"Action=GetCallerIdentity&Version=2011-06-15"));
		add("ec2", "EC2", Keys.all(), new Example("GET", "/", "Action=DescribeRegions&Version=2016-11-15", "", ""));
		add("iam", "IAM", Keys.all(),
				new Example("GET", "/", "Action=CreateUser&UserName=New%20User&Version=2010-05-08", "", ""));
		add("multi-region", "Multi-Region S3 (SigV4A)", Keys.all(),
				new Example("PUT", "/a%20b%2Bc.txt", "", "Content-Type: text/plain", "Green tea"));
	}

	private void add(String service, String title, List<Keys> keys, Example example) {
		this.all.add(new Target(title, this.services.get(service), keys, example));
	}

	/**
	 * Return all servers.
	 * @return the servers, of which the first is where to begin
	 */
	public List<Target> all() {
		return this.all;
	}

	/**
	 * Return a server.
	 * @param name what it is called in links and forms
	 * @return the server
	 * @throws NotEmbeddedException if it is none of these
	 */
	public Target get(String name) {
		return this.all.stream()
			.filter((target) -> target.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new NotEmbeddedException(this.all.stream().map(Target::name).toList()));
	}

}
