package io.github.sigv4;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What keeps the engine an engine.
 */
@AnalyzeClasses(packages = "io.github.sigv4", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule jdkAlone = ArchRuleDefinition.classes()
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("java..", "javax.crypto..", "javax.xml.stream..", "org.jspecify..", "io.github.sigv4..");

	@ArchTest
	static final ArchRule noInputOrOutput = ArchRuleDefinition.noClasses()
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("java.nio.file..", "java.net.http..", "java.nio.channels..", "java.sql..",
				"java.util.logging..");

	@ArchTest
	static final ArchRule credentialsKnowNothingOfSigning = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("io.github.sigv4.credentials..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.github.sigv4");

	@ArchTest
	static final ArchRule noCycles = SlicesRuleDefinition.slices()
		.matching("io.github.sigv4.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule namedByTheSpecification = ArchRuleDefinition.noClasses()
		.should()
		.haveNameMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?");

	@ArchTest
	static final ArchRule timeIsGiven = ArchRuleDefinition.noClasses()
		.should()
		.callMethod(System.class, "currentTimeMillis")
		.orShould()
		.callMethod(System.class, "nanoTime")
		.orShould()
		.callMethod(Instant.class, "now")
		.orShould()
		.callMethod(LocalDate.class, "now")
		.orShould()
		.callMethod(LocalDateTime.class, "now")
		.orShould()
		.callMethod(OffsetDateTime.class, "now")
		.orShould()
		.callMethod(ZonedDateTime.class, "now")
		.orShould()
		.callMethod(Clock.class, "systemUTC");

	/** The engine is given an instant; only credentials expire while they wait. */
	@ArchTest
	static final ArchRule engineHasNoClock = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage("io.github.sigv4.credentials")
		.should()
		.dependOnClassesThat()
		.areAssignableTo(Clock.class);

	@ArchTest
	static final ArchRule noState = ArchRuleDefinition.fields().that().areStatic().should().beFinal();

	@ArchTest
	static final ArchRule noThreadLocals = ArchRuleDefinition.noClasses()
		.should()
		.dependOnClassesThat()
		.areAssignableTo(ThreadLocal.class);

	@Test
	void whenATypeIsPublishedThenItWasDecidedHere() {
		JavaClasses imported = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.github.sigv4");
		List<String> published = imported.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter((type) -> !type.getSimpleName().equals("package-info"))
			.map(JavaClass::getName)
			.map((name) -> name.substring("io.github.sigv4.".length()))
			.sorted()
			.toList();
		assertThat(published).containsExactly("AwsEndpoint", "AwsError", "BodyVerifier", "ByteSink", "ChunkSigner",
				"ChunkedEncoder", "ChunkedPayload", "DatabaseToken", "EchoedStrings", "PayloadHash", "Refusal",
				"Refusal$Cause", "SigV4Exception", "SigV4Request", "SigV4Request$Builder", "SigV4Signer",
				"SigV4Verifier", "SigV4Verifier$Builder", "SignatureDifference", "SignatureDifference$Step",
				"SignedChunk", "SignedRequest", "SigningAlgorithm", "SigningSettings", "TrailerChecksum",
				"Verification", "Verification$Outcome", "WireUri", "credentials.CredentialsException",
				"credentials.CredentialsStatus", "credentials.SigV4Credentials",
				"credentials.SigV4CredentialsProvider");
	}

}
