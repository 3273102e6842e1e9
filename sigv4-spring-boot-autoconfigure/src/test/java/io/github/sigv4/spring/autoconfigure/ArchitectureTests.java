package io.github.sigv4.spring.autoconfigure;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
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
	final ArchRule webClientDoesNotSeeRestClient = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(ROOT + ".webclient..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".restclient..");

	@ArchTest
	final ArchRule restClientDoesNotSeeWebClient = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(ROOT + ".restclient..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + ".webclient..", "org.springframework.web.reactive..", "reactor..");

	@ArchTest
	final ArchRule nothingSeesAutoconfigure = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + ".autoconfigure..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".autoconfigure..");

	@ArchTest
	final ArchRule onlyAutoconfigureAndTheActuatorsPartSeeBoot = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".actuate..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot..");

	@ArchTest
	final ArchRule clientsMetersAndEndpointsDoNotSeeEachOther = SlicesRuleDefinition.slices()
		.matching(ROOT + ".(observe|actuate|webclient|restclient|httpclient|jdkclient)..")
		.should()
		.notDependOnEachOther();

	@ArchTest
	final ArchRule clientsOfLibrariesSeeNoClientOfSpring = ArchRuleDefinition.noClasses()
		.that()
		.resideInAnyPackage(ROOT + ".httpclient..", ROOT + ".jdkclient..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.web..", "org.springframework.http.client..", "reactor..");

	@ArchTest
	final ArchRule onlyItsPackageAndItsConfigurationsSeeHttpComponents = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + ".httpclient..")
		.and()
		.haveNameNotMatching(
				".*(SigV4HttpClient|SigV4OpenSearch)AutoConfiguration|.*SearchSigning|.*SignedElasticsearch")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.apache.hc..");

	@ArchTest
	final ArchRule onlyTheirConfigurationsSeeSearchEngines = ArchRuleDefinition.noClasses()
		.that()
		.haveNameNotMatching(
				".*(SigV4OpenSearch|SigV4Elasticsearch)AutoConfiguration|.*SignedElasticsearch|.*ElasticsearchUrl")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("co.elastic..", "org.opensearch..", "org.springframework.boot.elasticsearch..");

	@ArchTest
	final ArchRule onlyMetersAndTheirConfigurationSeeMicrometer = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + ".observe..")
		.and()
		.haveNameNotMatching(".*(SigV4Metrics|SigV4Observation)AutoConfiguration|.*ObservedSources")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.micrometer..");

	@ArchTest
	final ArchRule onlyTheActuatorsPartAndItsConfigurationSeeTheActuator = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + ".actuate..")
		.and()
		.haveNameNotMatching(".*(SigV4Endpoint|SigV4HealthContributor)AutoConfiguration")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.boot.actuate..", "org.springframework.boot.health..");

	@ArchTest
	final ArchRule onlyTheConfigurationThatLooksUpBeansSeesTheAwsSdk = ArchRuleDefinition.noClasses()
		.that()
		.doNotHaveSimpleName("AwsSdkConfiguration")
		.and()
		.doNotHaveSimpleName("SdkAwsSources")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("software.amazon..", "io.github.sigv4.awssdk..");

	@ArchTest
	final ArchRule autoConfigurationsArePublicAndFinal = ArchRuleDefinition.classes()
		.that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL);

	@ArchTest
	final ArchRule nothingElseOfAutoconfigureIsPublic = ArchRuleDefinition.classes()
		.that()
		.resideInAPackage(ROOT + ".autoconfigure..")
		.and()
		.areNotAnnotatedWith(AutoConfiguration.class)
		.and()
		.areTopLevelClasses()
		.should()
		.notBePublic();

	@ArchTest
	final ArchRule beanMethodsArePackagePrivate = ArchRuleDefinition.methods()
		.that()
		.areAnnotatedWith(Bean.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	final ArchRule beanMethodsHaveNoConditionOnClasses = ArchRuleDefinition.methods()
		.that()
		.areAnnotatedWith(Bean.class)
		.should()
		.notBeAnnotatedWith(ConditionalOnClass.class);

	@ArchTest
	final ArchRule letterCaseChangesWithALocale = ArchRuleDefinition.noClasses()
		.should()
		.callMethod(String.class, "toLowerCase")
		.orShould()
		.callMethod(String.class, "toUpperCase");

}
