package io.github.sigv4.test;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The stubs of a server, of which the latest that matches answers. Those that it was
 * built with stay; the others are of one test.
 */
final class Stubs {

	private final List<Stub> built;

	private final List<Stub> all;

	Stubs(List<Stub> built) {
		this.built = List.copyOf(built);
		this.all = new ArrayList<>(built);
	}

	synchronized Stub add(Stub stub) {
		this.all.add(stub);
		return stub;
	}

	synchronized @Nullable Stub find(ReceivedRequest request) {
		for (int i = this.all.size() - 1; i >= 0; i--) {
			if (this.all.get(i).matches(request)) {
				return this.all.get(i);
			}
		}
		return null;
	}

	synchronized List<Stub> all() {
		return List.copyOf(this.all);
	}

	synchronized void reset() {
		this.all.clear();
		this.all.addAll(this.built);
	}

}
