/**
 * The compressed format of pco, version 4.1 and all before it: numbers in, one standalone stream out, and back. Numbers
 * become <em>latents</em> (unsigned, in the order of the numbers) by a {@code Mode}, are turned into differences by a
 * {@code Delta}, and each latent is written as its bin's symbol, coded with tANS, and its offset in the bin. The codec
 * around this is {@code PcodecCodec}; nothing here knows shapes or metadata.
 */
package dev.varve.codec.serializer.pco;
