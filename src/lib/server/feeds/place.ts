/** Where a feed stands and what it is called: the same for all of its formats. */
export interface FeedPlace {
	title: string;
	/** The page that the feed is about. */
	home: string;
	/** The feed's own address. */
	self: string;
	/** A style sheet for browsers, relative or absolute. */
	stylesheet: string;
}
