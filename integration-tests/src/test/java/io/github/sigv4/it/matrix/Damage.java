package io.github.sigv4.it.matrix;

import java.util.List;

/**
 * What can happen to a request on its way, so that it must be refused.
 */
enum Damage {

	METHOD {

		@Override
		WireRequest to(WireRequest request) {
			return request.withMethod(request.method().equals("POST") ? "PUT" : "POST");
		}

	},

	PATH {

		@Override
		WireRequest to(WireRequest request) {
			int query = request.target().indexOf('?');
			return request.withTarget((query < 0) ? request.target() + "x"
					: request.target().substring(0, query) + "x" + request.target().substring(query));
		}

	},

	QUERY {

		@Override
		WireRequest to(WireRequest request) {
			return request.withTarget(request.target() + ((request.target().indexOf('?') < 0) ? "?x=1" : "&x=1"));
		}

	},

	HOST {

		@Override
		WireRequest to(WireRequest request) {
			return request.with("Host", "other.example.com");
		}

	},

	BODY {

		@Override
		WireRequest to(WireRequest request) {
			byte[] body = request.body().clone();
			body[body.length / 2] ^= 1;
			return request.withBody(body);
		}

		@Override
		boolean isPossible(WireRequest request) {
			return request.body().length > 0 && !request.value("X-Amz-Content-Sha256").equals("UNSIGNED-PAYLOAD");
		}

	},

	CONTENT_TYPE {

		@Override
		WireRequest to(WireRequest request) {
			return request.with("Content-Type", "text/other");
		}

		@Override
		boolean isPossible(WireRequest request) {
			return Claim.parse(request.value("Authorization")).signedHeaders().contains("content-type");
		}

	},

	DATE {

		@Override
		WireRequest to(WireRequest request) {
			String date = request.value("X-Amz-Date");
			char second = date.charAt(14);
			return request.with("X-Amz-Date", date.substring(0, 14) + ((second == '0') ? '1' : '0') + "Z");
		}

	},

	TOKEN {

		@Override
		WireRequest to(WireRequest request) {
			return request.with("X-Amz-Security-Token", "another");
		}

		@Override
		boolean isPossible(WireRequest request) {
			return !request.value("X-Amz-Security-Token").isEmpty();
		}

	},

	NO_TOKEN {

		@Override
		WireRequest to(WireRequest request) {
			return request.without("X-Amz-Security-Token");
		}

		@Override
		boolean isPossible(WireRequest request) {
			return !request.value("X-Amz-Security-Token").isEmpty();
		}

	},

	UNSIGNED_HEADER {

		@Override
		WireRequest to(WireRequest request) {
			return request.withAnother("X-Amz-Acl", "public-read");
		}

	},

	SECOND_AUTHORIZATION {

		@Override
		WireRequest to(WireRequest request) {
			return request.withAnother("Authorization", request.value("Authorization"));
		}

	},

	REGION {

		@Override
		WireRequest to(WireRequest request) {
			return request.with("Authorization", request.value("Authorization").replace("/eu-west-1/", "/us-east-1/"));
		}

	},

	SIGNATURE {

		@Override
		WireRequest to(WireRequest request) {
			String authorization = request.value("Authorization");
			char last = authorization.charAt(authorization.length() - 1);
			return request.with("Authorization",
					authorization.substring(0, authorization.length() - 1) + ((last == '0') ? '1' : '0'));
		}

	};

	abstract WireRequest to(WireRequest request);

	boolean isPossible(WireRequest request) {
		return true;
	}

	/**
	 * Return one for a request: over many requests, each.
	 * @param number the number of the request
	 * @param request the request
	 * @return a damage that the request can have
	 */
	static Damage of(int number, WireRequest request) {
		List<Damage> all = List.of(values());
		for (int i = number;; i++) {
			Damage damage = all.get(i % all.size());
			if (damage.isPossible(request)) {
				return damage;
			}
		}
	}

}
