package io.github.sigv4.it;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.objenesis.SpringObjenesis;

/**
 * Creates objects with a mark in each field that may hold a text: its class and its name.
 * Keys of maps are names, and have none. What an object of an abstract class is, is
 * asked.
 */
final class Marked {

	private static final Pattern MARK = Pattern.compile("mark\\(([^)]*)\\)");

	private static final SpringObjenesis objenesis = new SpringObjenesis();

	private final UnaryOperator<Class<?>> concrete;

	/** Those that are being created: an object does not hold itself. */
	private final Set<Class<?>> open = new HashSet<>();

	Marked(UnaryOperator<Class<?>> concrete) {
		this.concrete = concrete;
	}

	/** Returns the fields whose marks are in a text. */
	static Stream<String> marks(String text) {
		return MARK.matcher(text).results().map((MatchResult result) -> result.group(1)).distinct();
	}

	Object create(Class<?> type) throws ReflectiveOperationException {
		if (!this.open.add(type)) {
			return null;
		}
		Object created = type.isRecord() ? createRecord(type) : fill(objenesis.newInstance(type, true));
		this.open.remove(type);
		return created;
	}

	private Object createRecord(Class<?> type) throws ReflectiveOperationException {
		RecordComponent[] components = type.getRecordComponents();
		Class<?>[] types = new Class<?>[components.length];
		Object[] values = new Object[components.length];
		for (int i = 0; i < components.length; i++) {
			types[i] = components[i].getType();
			values[i] = value(components[i].getGenericType(), name(type, components[i].getName()));
		}
		Constructor<?> constructor = type.getDeclaredConstructor(types);
		constructor.setAccessible(true);
		return constructor.newInstance(values);
	}

	private Object fill(Object object) throws ReflectiveOperationException {
		for (Class<?> type = object.getClass(); ToStringIT.isOurs(type); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					field.setAccessible(true);
					field.set(object, value(field.getGenericType(), name(type, field.getName())));
				}
			}
		}
		return object;
	}

	private static String name(Class<?> type, String field) {
		return type.getName().substring(type.getName().lastIndexOf('.') + 1).replace('$', '.') + "." + field;
	}

	private Object value(Type type, String name) throws ReflectiveOperationException {
		if (type instanceof ParameterizedType parameterized) {
			return value((Class<?>) parameterized.getRawType(), parameterized.getActualTypeArguments(), name);
		}
		if (type instanceof TypeVariable<?> variable) {
			return value(variable.getBounds()[0], name);
		}
		if (type instanceof WildcardType wildcard) {
			return value(wildcard.getUpperBounds()[0], name);
		}
		return (type instanceof Class<?> raw) ? value(raw, new Type[] { String.class, String.class }, name) : null;
	}

	private Object value(Class<?> type, Type[] arguments, String name) throws ReflectiveOperationException {
		if (type.isAssignableFrom(String.class)) {
			return (name.endsWith(".target") ? "/a?" : "") + "mark(" + name + ")";
		}
		if (type == URI.class) {
			return URI.create("https://example.org/a?mark(" + name + ")");
		}
		if (type == List.class) {
			Object element = value(arguments[0], name);
			return (element != null) ? new ArrayList<>(List.of(element)) : new ArrayList<>();
		}
		if (type == Map.class) {
			Map<Object, Object> map = new LinkedHashMap<>();
			Object value = value(arguments[1], name);
			if (value != null) {
				map.put((arguments[0] == String.class) ? "key" : value(arguments[0], name), value);
			}
			return map;
		}
		if (type == Instant.class) {
			return Instant.EPOCH;
		}
		if (type == Duration.class) {
			return Duration.ofHours(1);
		}
		if (type.isPrimitive()) {
			return Array.get(Array.newInstance(type, 1), 0);
		}
		if (type.isArray()) {
			Object array = Array.newInstance(type.getComponentType(), 1);
			Array.set(array, 0, value(type.getComponentType(), name));
			return array;
		}
		if (type.isEnum()) {
			return type.getEnumConstants()[0];
		}
		if (type.isInterface()) {
			return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
					(proxy, method, args) -> method.getName().equals("toString") ? "proxy" : null);
		}
		return ToStringIT.isOurs(type) ? create(this.concrete.apply(type)) : null;
	}

}
