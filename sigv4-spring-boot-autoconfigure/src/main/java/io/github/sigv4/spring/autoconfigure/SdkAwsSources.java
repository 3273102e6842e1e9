package io.github.sigv4.spring.autoconfigure;

import java.util.Collection;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.ClassUtils;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;

import io.github.sigv4.awssdk.AssumedRole;
import io.github.sigv4.awssdk.AssumedRoleCredentialsProvider;
import io.github.sigv4.awssdk.AwsCredentialsChain;
import io.github.sigv4.awssdk.AwsRegion;
import io.github.sigv4.awssdk.AwsSdkCredentialsProvider;
import io.github.sigv4.credentials.SigV4CredentialsProvider;

/**
 * What AWS's SDK finds, and the beans of its types that the application has.
 */
final class SdkAwsSources implements AwsSources {

	private final ObjectProvider<AwsCredentialsProvider> credentialsProviders;

	private final ObjectProvider<AwsRegionProvider> regionProviders;

	private final OwnedResources resources;

	SdkAwsSources(ObjectProvider<AwsCredentialsProvider> credentialsProviders,
			ObjectProvider<AwsRegionProvider> regionProviders, OwnedResources resources) {
		this.credentialsProviders = credentialsProviders;
		this.regionProviders = regionProviders;
		this.resources = resources;
	}

	@Override
	public @Nullable SigV4CredentialsProvider credentialsBean(String property) {
		AwsCredentialsProvider bean = only(this.credentialsProviders, "AwsCredentialsProvider", property,
				property + ".access-key-id and secret-access-key, or " + property + ".profile");
		return (bean != null) ? AwsSdkCredentialsProvider.of("the AwsCredentialsProvider bean", bean) : null;
	}

	@Override
	public SigV4CredentialsProvider chain() {
		return this.resources.own(AwsCredentialsChain.create());
	}

	@Override
	public SigV4CredentialsProvider profile(String property, String profile) {
		return this.resources.own(AwsSdkCredentialsProvider.ofProfile(profile));
	}

	@Override
	public SigV4CredentialsProvider role(String property, Role role, SigV4CredentialsProvider source,
			Supplier<@Nullable String> region) {
		require("software.amazon.awssdk.services.sts.StsClient", "sts", property, role);
		require("software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient", "url-connection-client", property,
				role);
		AssumedRole assumed = new AssumedRole(role.arn(), role.sessionName(), role.externalId(), role.duration());
		return new AssumedRoleCredentialsProvider(assumed, source, region);
	}

	private static void require(String type, String module, String property, Role role) {
		if (!ClassUtils.isPresent(type, null)) {
			throw new InvalidSigV4PropertyException(property, role.arn(),
					"It needs the module " + module + " of AWS's SDK, which is not on the class path.",
					"Add the dependency software.amazon.awssdk:" + module
							+ ", which sigv4-awssdk brings unless it is excluded.");
		}
	}

	/**
	 * The SDK's own chain, which Spring Cloud AWS may register, is left out: it looks
	 * where we look, but asks the instance metadata at start.
	 */
	@Override
	public @Nullable Found<String> regionBean(String property) {
		AwsRegionProvider bean = only(this.regionProviders, "AwsRegionProvider", property, property);
		if (bean == null || bean instanceof DefaultAwsRegionProviderChain
				|| bean instanceof InstanceProfileRegionProvider) {
			return null;
		}
		try {
			Region region = bean.getRegion();
			return (region != null) ? new Found<>(region.id(), "the AwsRegionProvider bean") : null;
		}
		catch (SdkException ex) {
			return null;
		}
	}

	@Override
	public @Nullable Found<String> profileRegion(@Nullable String profile) {
		String name = (profile != null) ? profile : AwsRegion.defaultProfile();
		String region = AwsRegion.ofProfile(name);
		return (region != null) ? new Found<>(region, "the profile '" + name + "'") : null;
	}

	@Override
	public Supplier<@Nullable String> instanceRegion() {
		return AwsRegion::ofInstanceMetadata;
	}

	private static <T> @Nullable T only(ObjectProvider<T> beans, String type, String property, String instead) {
		try {
			return beans.getIfAvailable();
		}
		catch (NoUniqueBeanDefinitionException ex) {
			Collection<String> names = ex.getBeanNamesFound();
			throw new InvalidSigV4PropertyException(property, null,
					"There are several " + type + " beans"
							+ ((names != null) ? " (" + String.join(", ", names) + ")" : "")
							+ ", and none is @Primary, so that it is open which one is meant.",
					"Mark one of them @Primary, or set " + instead + ".");
		}
	}

}
