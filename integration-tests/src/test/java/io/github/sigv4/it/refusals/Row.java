package io.github.sigv4.it.refusals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.github.sigv4.Refusal.Cause;
import io.github.sigv4.it.aws.Wrong;
import io.github.sigv4.it.matrix.WireRequest;

/**
 * A row of the table: a way to be refused, and out of it.
 */
final class Row {

	final String name;

	final Endpoint endpoint;

	/** What AWS's signer, or the service, has to find before it may answer so. */
	Wrong wrong;

	/** Absent where the server is a real one. */
	Answer answer;

	/** What is wrong with the application, or with its surroundings, in words. */
	final List<String> broken = new ArrayList<>();

	final List<String> mended = new ArrayList<>();

	Call call = Call.get("/orders?state=open");

	Call mendedCall;

	/** What stands between the application and the service. */
	UnaryOperator<WireRequest> relay = UnaryOperator.identity();

	/** What the service says no to, though it is signed right. */
	Predicate<WireRequest> rule = (request) -> false;

	/** Run before the refused call. */
	Runnable before = () -> {
	};

	/**
	 * Whether surroundings stay as they are, so that the cure is the application's own.
	 */
	boolean staysBroken;

	Cause cause;

	String[] words;

	String cure;

	private Row(String name, Endpoint endpoint) {
		this.name = name;
		this.endpoint = endpoint;
	}

	static Row of(String name, Endpoint endpoint) {
		return new Row(name, endpoint);
	}

	Row with(String... properties) {
		this.broken.addAll(List.of(properties));
		return this;
	}

	Row calling(Call call) {
		this.call = call;
		return this;
	}

	Row relayed(UnaryOperator<WireRequest> relay) {
		this.relay = relay;
		return this;
	}

	Row unless(Predicate<WireRequest> allowed) {
		this.rule = allowed.negate();
		return this;
	}

	Row after(Runnable before) {
		this.before = before;
		return this;
	}

	Row refused(Wrong wrong, Answer answer) {
		this.wrong = wrong;
		this.answer = answer;
		return this;
	}

	Row explained(Cause cause, String... words) {
		this.cause = cause;
		this.words = words;
		return this;
	}

	/** The cure is a change of properties. */
	Row curedBy(String... properties) {
		this.mended.addAll(List.of(properties));
		this.staysBroken = true;
		this.cure = String.join(", ", properties);
		return this;
	}

	/** The cure is another call. */
	Row curedBy(Call call) {
		this.mendedCall = call;
		this.staysBroken = true;
		this.cure = "call " + call;
		return this;
	}

	/** The cure is out of the application's reach. */
	Row curedOutside(String cure) {
		this.cure = cure;
		return this;
	}

	/** The properties of a service whose name is not in them. */
	Map<String, String> properties(boolean mended, Map<String, String> common) {
		Map<String, String> properties = new LinkedHashMap<>(common);
		put(this.broken, properties);
		if (mended) {
			put(this.mended, properties);
		}
		properties.values().removeIf(String::isEmpty);
		return properties;
	}

	private static void put(List<String> lines, Map<String, String> properties) {
		for (String line : lines) {
			String[] pair = line.split("=", 2);
			properties.put(pair[0], pair[1]);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
