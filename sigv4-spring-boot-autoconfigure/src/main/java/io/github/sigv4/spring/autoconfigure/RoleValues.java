package io.github.sigv4.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.sigv4.spring.autoconfigure.AwsSources.Role;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.AssumeRole;
import io.github.sigv4.spring.autoconfigure.SigV4Properties.SourceRole;

/**
 * Checks what properties say of roles to assume, by the rules of AWS STS.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
final class RoleValues {

	private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\u0021-\\u007f]+");

	private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");

	private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

	private static final Duration SHORTEST = Duration.ofMinutes(15);

	private static final Duration LONGEST = Duration.ofHours(12);

	private static final Duration LONGEST_OF_CHAIN = Duration.ofHours(1);

	private final String standardSessionName;

	/**
	 * Create what checks roles.
	 * @param applicationName the name of the application, which becomes that of sessions
	 */
	RoleValues(@Nullable String applicationName) {
		String name = Objects.requireNonNullElse(applicationName, "").replaceAll("[^A-Za-z0-9_+=,.@-]+", "-");
		this.standardSessionName = (name.length() < 2) ? "sigv4" : name.substring(0, Math.min(64, name.length()));
	}

	/**
	 * Check roles.
	 * @param property the name of their group of properties
	 * @param role what it says
	 * @return the roles in the order in which they are assumed; none if there is none
	 * @throws InvalidSigV4PropertyException if something is missing or cannot be used
	 */
	List<Role> check(String property, @Nullable AssumeRole role) {
		if (role == null) {
			return List.of();
		}
		List<Role> roles = new ArrayList<>();
		for (SourceRole before : role.sourceRoles()) {
			roles.add(role(property + ".source-roles[" + roles.size() + "]", before, null));
		}
		SourceRole last = new SourceRole(role.roleArn(), role.roleSessionName(), role.externalId());
		if (roles.isEmpty() && role.duration() == null && isEmpty(last)) {
			return List.of();
		}
		checkDuration(property + ".duration", role.duration(), !roles.isEmpty());
		roles.add(role(property, last, role.duration()));
		return roles;
	}

	private static boolean isEmpty(SourceRole role) {
		return WrittenCredentials.text(role.roleArn()) == null
				&& WrittenCredentials.text(role.roleSessionName()) == null
				&& WrittenCredentials.text(role.externalId()) == null;
	}

	private Role role(String property, SourceRole role, @Nullable Duration duration) {
		String arn = WrittenCredentials.text(role.roleArn());
		String sessionName = WrittenCredentials.text(role.roleSessionName());
		String externalId = WrittenCredentials.text(role.externalId());
		if (arn == null) {
			throw new InvalidSigV4PropertyException(property + ".role-arn", null,
					"It is not set, but another part of " + property + " is.",
					"Set it to the ARN of the role, or take all of " + property + " out.");
		}
		require(ARN, property + ".role-arn", arn, "It is not the ARN of a role.",
				"Give the role as arn:aws:iam::123456789012:role/name.");
		require(SESSION_NAME, property + ".role-session-name", sessionName, "It is not a name that AWS STS takes.",
				"Use 2 to 64 letters, digits and any of _+=,.@-");
		if (externalId != null && !EXTERNAL_ID.matcher(externalId).matches()) {
			// Not repeated: some agree on it as on a password
			throw new InvalidSigV4PropertyException(property + ".external-id", null,
					"It is not an id that AWS STS takes.", "Use 2 to 1224 letters, digits and any of _+=,.@:/-");
		}
		return new Role(arn, (sessionName != null) ? sessionName : this.standardSessionName, externalId, duration);
	}

	private static void require(Pattern pattern, String property, @Nullable String value, String reason, String fix) {
		if (value != null && !pattern.matcher(value).matches()) {
			throw new InvalidSigV4PropertyException(property, value, reason, fix);
		}
	}

	private static void checkDuration(String property, @Nullable Duration duration, boolean chained) {
		if (duration == null) {
			return;
		}
		Duration longest = chained ? LONGEST_OF_CHAIN : LONGEST;
		if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(longest) > 0) {
			throw new InvalidSigV4PropertyException(property, duration.toString(),
					chained ? "A role that is assumed by another one is good for 15 minutes to an hour."
							: "A role is good for 15 minutes to 12 hours, and no longer than its own maximum.",
					"Give a time such as 1h, or take the property out, which is 1h.");
		}
	}

}
