/**
 * What a sweep found, for eyes: portraits of a field and of what chains make of it, clusters of the candidates, figures, and
 * one HTML page that needs no network. Flows in: rows, recipes and portraits of a results folder. Flows out: files.
 */
package dev.varve.report;
