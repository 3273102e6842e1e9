package io.github.sigv4.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of seconds on the command line.
 */
final class Seconds implements ITypeConverter<Double> {

	@Override
	public Double convert(String value) {
		try {
			return Double.valueOf(value);
		}
		catch (NumberFormatException ex) {
			throw new TypeConversionException("it takes a number of seconds");
		}
	}

}
