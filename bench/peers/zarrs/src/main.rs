//! The zarrs crate as a driver of zarr_peers.py, which says what drivers are given and what they answer.
//!
//!     zarrs_timings CONFIG SOURCE TARGET FIELD CELLS THREADS [--partial-encoding] [COMMAND...]

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use memmap2::Mmap;
use zarrs::array::{Array, ArrayBytes, ArraySubset};
use zarrs::filesystem::FilesystemStore;
use zarrs_codec::CodecOptions;

type Answer<T> = Result<T, Box<dyn Error>>;
type Stored = Array<FilesystemStore>;

struct Driver {
    config: String,
    source: PathBuf,
    target: PathBuf,
    field: Mmap,
    cells: Vec<(String, ArraySubset)>,
    options: CodecOptions,
    patched: usize,
    dump: Option<File>,
}

fn main() -> Answer<()> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let partial_encoding = words.iter().any(|word| word == "--partial-encoding");
    words.retain(|word| word != "--partial-encoding");
    if words.len() < 6 {
        return Err("CONFIG SOURCE TARGET FIELD CELLS THREADS [--partial-encoding] [COMMAND...]".into());
    }
    // SAFETY: before any other thread; the pool is made when it is first used.
    unsafe { std::env::set_var("RAYON_NUM_THREADS", &words[5]) };
    let mut driver = Driver {
        config: words[0].clone(),
        source: words[1].clone().into(),
        target: words[2].clone().into(),
        // SAFETY: nobody changes the file while it is timed.
        field: unsafe { Mmap::map(&File::open(&words[3])?)? },
        cells: cells(&fs::read_to_string(&words[4])?)?,
        options: CodecOptions::default()
            .with_concurrent_target(words[5].parse()?)
            .with_experimental_partial_encoding(partial_encoding),
        patched: 0,
        dump: None,
    };
    if words.len() > 6 {
        return words[6..].iter().try_for_each(|command| driver.answer(command));
    }
    std::io::stdin().lines().try_for_each(|line| driver.answer(&line?))
}

fn cells(text: &str) -> Answer<Vec<(String, ArraySubset)>> {
    let mut cells = Vec::new();
    for line in text.lines() {
        let (operation, numbers) = line.split_once(' ').ok_or("a cell is an operation and six numbers")?;
        let numbers = numbers.split(' ').map(str::parse).collect::<Result<Vec<u64>, _>>()?;
        let ranges: Vec<Range<u64>> = (0..3).map(|axis| numbers[axis]..numbers[axis] + numbers[axis + 3]).collect();
        cells.push((operation.to_string(), ArraySubset::new_with_ranges(&ranges)));
    }
    Ok(cells)
}

impl Driver {
    fn answer(&mut self, command: &str) -> Answer<()> {
        let words: Vec<&str> = command.split(' ').collect();
        if let ["dump", operation, path] = words[..] {
            self.dump = Some(File::create(path)?);
            self.run(operation)?;
            self.dump = None;
            println!("{{}}");
            return Ok(());
        }
        let seconds = self.run(command)?;
        println!(
            "{{\"config\": \"{}\", \"op\": \"{command}\", \"seconds\": {seconds:.6}, \"rss\": {}}}",
            self.config,
            peak_rss()?
        );
        Ok(())
    }

    /// Does one operation and returns its seconds.
    fn run(&mut self, operation: &str) -> Answer<f64> {
        if operation == "partial" {
            return self.patch();
        }
        if matches!(operation, "write" | "roundtrip") {
            if self.target.exists() {
                fs::remove_dir_all(&self.target)?;
            }
            fs::create_dir_all(&self.target)?;
        }
        let start = Instant::now();
        match operation {
            "write" => self.store(ArrayBytes::new_flen(&self.field[..]))?,
            "roundtrip" => {
                let array = self.open(&self.source)?;
                self.store(array.retrieve_array_subset_opt(&array.subset_all(), &self.options)?)?;
            }
            "read" => {
                let array = self.open(&self.source)?;
                self.take(array.retrieve_array_subset_opt(&array.subset_all(), &self.options)?)?;
            }
            "chunks" | "inner" => {
                let array = self.open(&self.source)?;
                for (_, cell) in self.cells.iter().filter(|(which, _)| which == operation) {
                    self.take(array.retrieve_array_subset_opt(cell, &self.options)?)?;
                }
            }
            other => return Err(format!("no operation {other}").into()),
        }
        Ok(start.elapsed().as_secs_f64())
    }

    /// What becomes of values that were read: they are looked at by whoever asked for a dump.
    fn take(&self, values: ArrayBytes<'static>) -> Answer<()> {
        if let Some(mut file) = self.dump.as_ref() {
            file.write_all(&values.into_fixed()?)?;
        }
        Ok(())
    }

    fn open(&self, folder: &PathBuf) -> Answer<Stored> {
        Ok(Array::open(Arc::new(FilesystemStore::new(folder)?), "/")?)
    }

    fn store(&self, values: ArrayBytes<'_>) -> Answer<()> {
        fs::copy(self.source.join("zarr.json"), self.target.join("zarr.json"))?;
        let array = self.open(&self.target)?;
        Ok(array.store_array_subset_opt(&array.subset_all(), values, &self.options)?)
    }

    /// Writes the next cell of the field into the target, which is there already.
    fn patch(&mut self) -> Answer<f64> {
        let cells: Vec<&ArraySubset> =
            self.cells.iter().filter(|(which, _)| which == "partial").map(|(_, cell)| cell).collect();
        let cell = cells[self.patched % cells.len()];
        let shape = self.open(&self.target)?.shape().to_vec();
        let element = self.field.len() as u64 / shape.iter().product::<u64>();
        let mut values = Vec::new();
        for z in cell.start()[0]..cell.start()[0] + cell.shape()[0] {
            for y in cell.start()[1]..cell.start()[1] + cell.shape()[1] {
                let from = (((z * shape[1] + y) * shape[2] + cell.start()[2]) * element) as usize;
                values.extend_from_slice(&self.field[from..from + (cell.shape()[2] * element) as usize]);
            }
        }
        let start = Instant::now();
        self.open(&self.target)?.store_array_subset_opt(cell, ArrayBytes::new_flen(values), &self.options)?;
        let seconds = start.elapsed().as_secs_f64();
        self.patched += 1;
        Ok(seconds)
    }
}

/// The most memory that this process has had, in bytes.
fn peak_rss() -> Answer<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM")).ok_or("no VmHWM")?;
    Ok(line.split_whitespace().nth(1).ok_or("no number")?.parse::<u64>()? * 1024)
}
