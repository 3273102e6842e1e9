package io.github.sigv4.spring;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a request's headers by name in any case, in their order. It looks at one
 * name after the other: of as many as requests have that is faster than to hash or to
 * sort them, since most differ in their length already.
 */
final class FieldMap extends AbstractMap<String, List<String>> implements Serializable {

	private static final long serialVersionUID = 1L;

	private final ArrayList<Map.Entry<String, List<String>>> entries = new ArrayList<>(6);

	private int indexOf(@Nullable Object name) {
		if (name instanceof String text) {
			for (int i = 0; i < this.entries.size(); i++) {
				if (text.equalsIgnoreCase(this.entries.get(i).getKey())) {
					return i;
				}
			}
		}
		return -1;
	}

	@Override
	public boolean containsKey(Object name) {
		return indexOf(name) >= 0;
	}

	@Override
	public @Nullable List<String> get(@Nullable Object name) {
		int index = indexOf(name);
		return (index >= 0) ? this.entries.get(index).getValue() : null;
	}

	/** The name keeps the spelling that it had, if it is here. */
	@Override
	public @Nullable List<String> put(String name, List<String> fields) {
		int index = indexOf(name);
		if (index >= 0) {
			return this.entries.get(index).setValue(fields);
		}
		this.entries.add(new SimpleEntry<>(name, fields));
		return null;
	}

	@Override
	public @Nullable List<String> remove(Object name) {
		int index = indexOf(name);
		return (index >= 0) ? this.entries.remove(index).getValue() : null;
	}

	@Override
	public void forEach(BiConsumer<? super String, ? super List<String>> consumer) {
		for (int i = 0; i < this.entries.size(); i++) {
			Map.Entry<String, List<String>> entry = this.entries.get(i);
			consumer.accept(entry.getKey(), entry.getValue());
		}
	}

	@Override
	public int size() {
		return this.entries.size();
	}

	@Override
	public void clear() {
		this.entries.clear();
	}

	@Override
	public Set<Map.Entry<String, List<String>>> entrySet() {
		return new AbstractSet<>() {

			@Override
			public int size() {
				return FieldMap.this.entries.size();
			}

			@Override
			public Iterator<Map.Entry<String, List<String>>> iterator() {
				return FieldMap.this.entries.iterator();
			}

		};
	}

}
