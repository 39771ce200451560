/**
 * Flat tables as Parquet files, which pandas, DuckDB and others read: no nesting, one row group, pages compressed with zstd.
 * Tables flow in and out; bytes are all that is known of files.
 */
package dev.varve.run.parquet;
