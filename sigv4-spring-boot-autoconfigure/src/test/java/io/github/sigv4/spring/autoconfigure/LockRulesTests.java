package io.github.sigv4.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

import io.github.sigv4.SigV4Signer;
import io.github.sigv4.awssdk.AwsCredentialsChain;
import io.github.sigv4.credentials.SigV4CredentialsProvider;
import io.github.sigv4.spring.SigV4Service;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No lock is held around a request or a look for credentials: nothing here takes a lock
 * at all. A class that has to is one to name here, with what it does while it holds it.
 */
@AnalyzeClasses(packages = "io.github.sigv4", importOptions = ImportOption.DoNotIncludeTests.class)
class LockRulesTests {

	@ArchTest
	final ArchRule nothingTakesALock = ArchRuleDefinition.classes()
		.that()
		.resideOutsideOfPackage("io.github.sigv4.test..")
		.should(new TakeNoLock());

	@ArchTest
	void ruleSeesTheEngineAndTheAdapters(JavaClasses classes) {
		assertThat(classes.contain(SigV4Signer.class)).isTrue();
		assertThat(classes.contain(SigV4CredentialsProvider.class)).isTrue();
		assertThat(classes.contain(SigV4Service.class)).isTrue();
		assertThat(classes.contain(AwsCredentialsChain.class)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(classes = { OfTheJdk.class, StampedOfTheJdk.class, OfAMethod.class, OfABlock.class })
	void ruleKnowsEachKindOfLock(Class<?> type) {
		ArchRule rule = ArchRuleDefinition.classes().should(new TakeNoLock());
		assertThat(rule.evaluate(new ClassFileImporter().importClasses(type)).getFailureReport().getDetails())
			.singleElement()
			.asString()
			.contains(type.getName());
	}

	/** The rule on a lock of any kind, those that only byte code shows included. */
	private static final class TakeNoLock extends ArchCondition<JavaClass> {

		TakeNoLock() {
			super("take no lock");
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			type.getMethodCallsFromSelf()
				.stream()
				.filter((call) -> call.getTargetOwner().getPackageName().equals(Lock.class.getPackageName()))
				.forEach((call) -> events.add(SimpleConditionEvent.violated(type, call.getDescription())));
			type.getMethods()
				.stream()
				.filter((method) -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
				.map(JavaCodeUnit::getFullName)
				.forEach((name) -> events.add(SimpleConditionEvent.violated(type, name + " is synchronized")));
			byteCode(type).accept(new ClassVisitor(Opcodes.ASM9) {

				@Override
				public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
						String[] exceptions) {
					return new MethodVisitor(Opcodes.ASM9) {

						@Override
						public void visitInsn(int opcode) {
							if (opcode == Opcodes.MONITORENTER) {
								events.add(SimpleConditionEvent.violated(type,
										type.getName() + "." + name + " has a synchronized block"));
							}
						}

					};
				}

			}, ClassReader.SKIP_DEBUG);
		}

		private static ClassReader byteCode(JavaClass type) {
			try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
				return new ClassReader(in);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	static final class OfTheJdk {

		private final Lock lock = new ReentrantLock();

		void take() {
			this.lock.lock();
		}

	}

	static final class StampedOfTheJdk {

		private final StampedLock lock = new StampedLock();

		long take() {
			return this.lock.writeLock();
		}

	}

	static final class OfAMethod {

		synchronized void take() {
		}

	}

	static final class OfABlock {

		int take() {
			synchronized (this) {
				return hashCode();
			}
		}

	}

}
