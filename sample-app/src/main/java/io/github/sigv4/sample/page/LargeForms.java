package io.github.sigv4.sample.page;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Refuses forms that are larger than what is held of one in memory: 256 KiB.
 */
@ControllerAdvice
class LargeForms {

	@ExceptionHandler(DataBufferLimitException.class)
	@ResponseStatus(HttpStatus.CONTENT_TOO_LARGE)
	void refuse() {
	}

}
