package io.github.sigv4.sample.tour;

/**
 * A stop of the tour: the calls to one service.
 */
interface Stop {

	/**
	 * Make the calls.
	 * @param tour what makes them and notes what came of each
	 */
	void visit(Tour tour);

}
