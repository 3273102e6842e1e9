package io.github.sigv4.spring.autoconfigure;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Rules of this module.
 */
@AnalyzeClasses(packages = "io.github.sigv4.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "io.github.sigv4.spring";

	@ArchTest
	static final ArchRule WEB_CLIENT_DOES_NOT_SEE_REST_CLIENT = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(ROOT + ".webclient..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".restclient..");

	@ArchTest
	static final ArchRule REST_CLIENT_DOES_NOT_SEE_WEB_CLIENT = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(ROOT + ".restclient..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".webclient..", "org.springframework.web.reactive..", "reactor..");

	@ArchTest
	static final ArchRule NOTHING_SEES_AUTOCONFIGURE = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + ".autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".autoconfigure..");

	@ArchTest
	static final ArchRule ONLY_AUTOCONFIGURE_SEES_BOOT = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + ".autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot..");

	@ArchTest
	static final ArchRule NOTHING_SEES_THE_AWS_SDK = ArchRuleDefinition.noClasses()
		.should()
		.dependOnClassesThat()
		.resideInAPackage("software.amazon..");

	@ArchTest
	static final ArchRule AUTO_CONFIGURATIONS_ARE_PUBLIC_AND_FINAL = ArchRuleDefinition.classes()
		.that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL);

	@ArchTest
	static final ArchRule NOTHING_ELSE_OF_AUTOCONFIGURE_IS_PUBLIC = ArchRuleDefinition.classes()
		.that()
		.resideInAPackage(ROOT + ".autoconfigure..")
		.and()
		.areNotAnnotatedWith(AutoConfiguration.class)
		.and()
		.areTopLevelClasses()
		.should()
		.notBePublic();

	@ArchTest
	static final ArchRule BEAN_METHODS_ARE_PACKAGE_PRIVATE = ArchRuleDefinition.methods()
		.that()
		.areAnnotatedWith(Bean.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	static final ArchRule BEAN_METHODS_HAVE_NO_CONDITION_ON_CLASSES = ArchRuleDefinition.methods()
		.that()
		.areAnnotatedWith(Bean.class)
		.should()
		.notBeAnnotatedWith(ConditionalOnClass.class);

	@ArchTest
	static final ArchRule LETTER_CASE_CHANGES_WITH_A_LOCALE = ArchRuleDefinition.noClasses()
		.should()
		.callMethod(String.class, "toLowerCase")
		.orShould()
		.callMethod(String.class, "toUpperCase");

}
