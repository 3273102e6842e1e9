package io.github.sigv4.cli;

import java.util.Objects;

import picocli.CommandLine.IVersionProvider;

/**
 * The version, as the manifest of the jar says it.
 */
final class Version implements IVersionProvider {

	static String number() {
		return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "unreleased");
	}

	@Override
	public String[] getVersion() {
		return new String[] { "sigv4 " + number() + " (Java " + Runtime.version() + ")" };
	}

}
