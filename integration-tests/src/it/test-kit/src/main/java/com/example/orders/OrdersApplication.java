package com.example.orders;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application.
 */
@SpringBootApplication
public class OrdersApplication {

	/**
	 * Starts it.
	 * @param args arguments of the command line
	 */
	public static void main(String[] args) {
		SpringApplication.run(OrdersApplication.class, args);
	}

}
