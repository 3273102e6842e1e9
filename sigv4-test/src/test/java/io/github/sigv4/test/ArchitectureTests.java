package io.github.sigv4.test;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
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
 * What lets a test have the kit without JUnit, AssertJ or Spring.
 */
@AnalyzeClasses(packages = "io.github.sigv4.test", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule theServerNeedsTheEngineAlone = ArchRuleDefinition.classes()
		.that()
		.resideInAPackage("io.github.sigv4.test")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("java..", "org.jspecify..", "io.github.sigv4", "io.github.sigv4.credentials",
				"io.github.sigv4.test");

	@ArchTest
	static final ArchRule assertionsNeedAssertJAlone = ArchRuleDefinition.classes()
		.that()
		.resideInAPackage("io.github.sigv4.test.assertj")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("java..", "org.jspecify..", "org.assertj..", "io.github.sigv4", "io.github.sigv4.test",
				"io.github.sigv4.test.assertj");

	@ArchTest
	static final ArchRule springIsMetInOneClassOfTheExtension = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("io.github.sigv4.test.junit")
		.and()
		.doNotHaveSimpleName("SpringScope")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..");

	@ArchTest
	static final ArchRule nobodyNeedsTheStarter = ArchRuleDefinition.noClasses()
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.github.sigv4.spring..");

	@ArchTest
	static final ArchRule noCycles = SlicesRuleDefinition.slices()
		.matching("io.github.sigv4.(**)")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule namedByTheSpecification = ArchRuleDefinition.noClasses()
		.should()
		.haveNameMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?");

	@Test
	void whenATypeIsPublishedThenItWasDecidedHere() {
		List<String> published = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.github.sigv4.test")
			.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.map(JavaClass::getName)
			.map((name) -> name.substring("io.github.sigv4.test.".length()))
			.filter((name) -> !name.endsWith("package-info"))
			.sorted()
			.toList();
		assertThat(published).containsExactly("AwsRefusal", "ErrorShape", "Leniency", "ReceivedRequest",
				"ReceivedRequest$Header", "SignatureJudge", "SignatureJudge$Builder", "SigningLedger", "Stub",
				"TestClock", "TestCredentials", "TestResponse", "Verdict", "VerifyingServer", "VerifyingServer$Builder",
				"WireRequest", "assertj.SigV4Assertions", "assertj.SignedRequestAssert",
				"assertj.VerifyingServerAssert", "junit.DeclaredServer", "junit.SigV4TestServer",
				"junit.SigV4TestServers", "spring.ServiceJudges", "spring.SignedExchanges",
				"spring.SignedRequestMatchers");
	}

}
