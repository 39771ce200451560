/** Codecs that append a checksum and find damage; one file each. */
package dev.varve.codec.checksum;
