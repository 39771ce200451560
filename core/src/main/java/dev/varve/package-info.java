/** What the library says about itself: its release. Nothing flows in; the version flows out. */
package dev.varve;
