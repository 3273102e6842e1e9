package io.github.sigv4.it;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an object says of itself ends in a log sooner or later. Each class of ours that
 * says more than its name is filled with marks, in every field and in every field of what
 * it holds; what shows is on a list. So a new field is a secret until somebody says that
 * it is none. With the tag of search engines, since some of ours extend their types.
 */
@Tag("search")
class ToStringIT {

	/** Names and places, in whatever class. */
	private static final Set<String> SHOWN = Set.of("absence", "accessKeyId", "arn", "authority", "code", "day",
			"globalRegion", "method", "name", "path", "profile", "region", "regionSet", "roleArn", "scheme",
			"signingName", "text");

	/** Those that only their class makes harmless. */
	private static final Set<String> SHOWN_THERE = Set.of("AllowedHosts.baseUrl", "AllowedHosts.patterns",
			"Found.source", "Found.value", "PayloadHash.value", "Refusal.bodyHash", "Refusal.explanation",
			"SigV4Properties.Service.allowedHosts", "SigV4Properties.Service.baseUrl",
			"ServiceDescriptor.CredentialsDescriptor.failure", "ServiceDescriptor.CredentialsDescriptor.source",
			"ServiceDescriptor.RefusalDescriptor.cause", "ServiceDescriptor.RefusalDescriptor.explanation",
			"ServiceDescriptor.ValueDescriptor.source", "ServiceDescriptor.ValueDescriptor.value",
			"ServiceDescriptor.allowedHosts", "ServiceDescriptor.baseUrl", "ServiceDescriptor.signingHost",
			"SigV4Origins.algorithm", "SigV4Origins.credentials", "SigV4Origins.payload",
			"SigV4Properties.SearchClient.service", "SigV4Properties.Service.signedHeaders",
			"SigV4Properties.Service.signingHost", "SignatureDifference.received", "SignatureDifference.signed",
			"SigningScope.source", "SigningScope.words", "Verification.message");

	/** Those that are made of something that only runs, and say nothing but its name. */
	private static final Set<String> RUNNING = Set.of("VerifyingServer", "Wanted");

	private static List<Class<?>> classes;

	private static List<Class<?>> talkative;

	@BeforeAll
	static void find() throws Exception {
		classes = classes();
		talkative = new ArrayList<>();
		for (Class<?> type : classes) {
			if (!type.isEnum() && !Modifier.isAbstract(type.getModifiers()) && !RUNNING.contains(type.getSimpleName())
					&& (isOurs(type.getMethod("toString").getDeclaringClass())
							|| Throwable.class.isAssignableFrom(type))) {
				talkative.add(type);
			}
		}
	}

	private static List<Class<?>> classes() throws IOException, ClassNotFoundException {
		String tests = ToStringIT.class.getProtectionDomain().getCodeSource().getLocation().toString();
		List<Class<?>> classes = new ArrayList<>();
		for (Resource resource : new PathMatchingResourcePatternResolver()
			.getResources("classpath*:io/github/sigv4/**/*.class")) {
			String path = resource.getURI().toString();
			String name = path.substring(path.lastIndexOf("io/github/sigv4/"), path.length() - ".class".length())
				.replace('/', '.');
			if (!path.startsWith(tests) && !name.startsWith("io.github.sigv4.sample.") && !name.endsWith("-info")) {
				classes.add(Class.forName(name, false, ToStringIT.class.getClassLoader()));
			}
		}
		return classes;
	}

	static boolean isOurs(Class<?> type) {
		return type.getName().startsWith("io.github.sigv4.");
	}

	static Stream<Class<?>> talkative() {
		return talkative.stream();
	}

	@ParameterizedTest
	@MethodSource("talkative")
	void saysNothingThatIsNotOnTheList(Class<?> type) throws Exception {
		String text = text(type);
		assertThat(Marked.marks(text)
			.filter((field) -> !SHOWN.contains(simpleName(field)) && !SHOWN_THERE.contains(field))).as(text).isEmpty();
	}

	private static String text(Class<?> type) throws ReflectiveOperationException {
		return new Marked(ToStringIT::concrete).create(type).toString();
	}

	private static Class<?> concrete(Class<?> type) {
		return classes.stream()
			.filter((candidate) -> type.isAssignableFrom(candidate) && !Modifier.isAbstract(candidate.getModifiers()))
			.findFirst()
			.orElseThrow();
	}

	private static String simpleName(String field) {
		return field.substring(field.lastIndexOf('.') + 1);
	}

	@Test
	void listHasNothingThatDoesNotShow() throws Exception {
		List<String> fields = new ArrayList<>();
		for (Class<?> type : talkative) {
			Marked.marks(text(type)).forEach(fields::add);
		}
		assertThat(fields).containsAll(SHOWN_THERE).extracting(ToStringIT::simpleName).containsAll(SHOWN);
	}

	@Test
	void classesThatHoldSecretsAreAmongThem() {
		Set<String> names = talkative.stream().map(Class::getSimpleName).collect(Collectors.toSet());
		assertThat(names).contains("SigV4Credentials", "CachedCredentials", "SigningSettings", "SignedRequest",
				"SignedChunk", "DatabaseToken", "ReceivedSignature", "SigV4Request", "PresignedRequest", "OwnHeaders",
				"SigV4Properties", "Credentials", "Service", "AssumedRole", "Role", "AssumedRoleCredentialsProvider",
				"CredentialsException", "RefusedException");
	}

}
